package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bellcrank.itests.doubles.Client.Answer;

/** A sender that signs each address. */
final class FiixClient {

  static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, 13, 10, 45, 45, 0, 13, 10, 7};
  static final String REFERENCE = "ABCDEFGHIJKLMNOPQRST";

  private final FiixDouble fiix;
  private final Clock clock;
  private final Client http;

  FiixClient(FiixDouble fiix, Clock clock) {
    this.fiix = fiix;
    this.clock = clock;
    http = new Client(fiix.uri());
  }

  /** What stands in the query of a request. */
  Map<String, String> query(String action) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("action", action);
    query.put("service", "cmms");
    query.put("accessKey", "macmmsaakp123");
    query.put("appKey", "macmmsackp456");
    query.put("timestamp", Long.toString(clock.millis()));
    query.put("signatureVersion", "1");
    query.put("signatureMethod", "HmacSHA256");
    return query;
  }

  Answer send(Map<String, Object> body) throws IOException {
    return send(query(String.valueOf(body.get("_maCn"))), "secret789", "text/plain", body);
  }

  Answer send(Map<String, String> query, String key, String type, Object body) throws IOException {
    String text =
        query.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&"));
    return http.send(
        "POST",
        "/api/?" + text,
        BodyPublishers.ofString(body instanceof String plain ? plain : Json.write(body)),
        "Content-Type",
        type,
        "Authorization",
        signature(key, fiix.uri().getAuthority() + "/api/?" + text));
  }

  private static String signature(String key, String text) throws IOException {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      StringBuilder hex = new StringBuilder();
      for (byte each : mac.doFinal(text.getBytes(StandardCharsets.UTF_8))) {
        hex.append(String.format("%02x", each));
      }
      return hex.toString();
    } catch (GeneralSecurityException impossible) {
      throw new IOException(impossible);
    }
  }

  static Map<String, Object> adding(String in, String fields, Object... object) {
    Map<String, Object> whole = Json.of("className", in);
    whole.putAll(Json.of(object));
    return Json.of("_maCn", "AddRequest", "className", in, "fields", fields, "object", whole);
  }

  Answer add(String in, String fields, Object... object) throws IOException {
    return send(adding(in, fields, object));
  }

  static Map<String, Object> order(Object... more) {
    Map<String, Object> order =
        Json.of(
            "strDescription", "Belt tear",
            "strAdminNotes", REFERENCE,
            "intSiteID", 2001,
            "intWorkOrderStatusID", 42,
            "intPriorityID", 52);
    order.putAll(Json.of(more));
    return order;
  }

  Answer create(Object... more) throws IOException {
    Map<String, Object> body = adding("WorkOrder", "id, strCode, intPriorityID");
    Map<String, Object> object = Json.of("className", "WorkOrder");
    object.putAll(order(more));
    body.put("object", object);
    return send(body);
  }

  Answer read(String in, Object id, String fields) throws IOException {
    return send(Json.of("_maCn", "FindByIdRequest", "className", in, "id", id, "fields", fields));
  }

  Answer find(String in, String fields, String ql, Object... parameters) throws IOException {
    return send(finding(in, fields, ql, parameters));
  }

  static Map<String, Object> finding(String in, String fields, String ql, Object... parameters) {
    return Json.of(
        "_maCn",
        "FindRequest",
        "className",
        in,
        "fields",
        fields,
        "filters",
        List.of(Json.of("ql", ql, "parameters", List.of(parameters))));
  }

  Answer change(Object id, String changeFields, Object... object) throws IOException {
    Map<String, Object> whole = Json.of("className", "WorkOrder", "id", id);
    whole.putAll(Json.of(object));
    return send(
        Json.of(
            "_maCn",
            "ChangeRequest",
            "className",
            "WorkOrder",
            "changeFields",
            changeFields,
            "fields",
            "id, intPriorityID, strDescription",
            "object",
            whole));
  }

  /** The id of uploaded contents. */
  Object uploaded() throws IOException {
    return add(
            "FileContents",
            "id",
            "strName",
            "defect.jpg",
            "strMimeType",
            "image/jpeg",
            "intSize",
            PICTURE.length,
            "strContents",
            Base64.getEncoder().encodeToString(PICTURE))
        .at("object.id");
  }
}
