package org.bellcrank.itests.doubles;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;

/** A sender that has signed on to the Atlas double once. */
final class AtlasClient {

  private static final String LINE = "\r\n";
  static final String ORDERS = "/work-orders";
  static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, 13, 10, 45, 45, 0, 13, 10, 7};

  private final Client client;

  AtlasClient(AtlasDouble atlas) throws IOException {
    String token = (String) signIn(atlas, "atlas-gateway").at("accessToken");
    client =
        new Client(
            atlas.uri(), "Authorization", "Bearer " + token, "Content-Type", "application/json");
  }

  static Answer signIn(AtlasDouble atlas, String password) throws IOException {
    return new Client(atlas.uri(), "Content-Type", "application/json")
        .post(
            "/auth/signin",
            Json.of("email", "gateway@plant.example", "password", password, "type", "client"));
  }

  static Map<String, Object> order(Object... more) {
    Map<String, Object> order =
        Json.of("title", "Belt tear", "priority", "HIGH", "asset", Json.of("id", 11));
    order.putAll(Json.of(more));
    return order;
  }

  Client http() {
    return client;
  }

  Answer create(Object... more) throws IOException {
    return client.post(ORDERS, order(more));
  }

  Answer read(Object id) throws IOException {
    return client.get(ORDERS + "/" + id);
  }

  Answer patch(String path, Object json) throws IOException {
    return client.send("PATCH", path, BodyPublishers.ofString(Json.write(json)));
  }

  Answer search(String kind, Map<String, Object> criteria) throws IOException {
    return client.post("/" + kind + "/search", criteria);
  }

  /** A search among orders by one filter. */
  Answer found(Object... filter) throws IOException {
    return search("work-orders", Json.of("filterFields", List.of(Json.of(filter)), "pageSize", 50));
  }

  Answer upload(String name, byte[] content) throws IOException {
    return upload(form("IMAGE", name, content));
  }

  Answer upload(byte[] form) throws IOException {
    return client.bytes(
        "/files/upload", form, "Content-Type", "multipart/form-data; boundary=\"a b\"");
  }

  /** The id of an uploaded picture. */
  Object uploaded() throws IOException {
    return first(upload("defect.jpg", PICTURE)).get("id");
  }

  static Map<String, Object> first(Answer answer) throws IOException {
    try {
      return Json.object((Map<?, ?>) ((List<?>) Json.read(answer.response().body())).get(0));
    } catch (Json.Malformed malformed) {
      throw new IOException(answer.text(), malformed);
    }
  }

  static byte[] form(String type, String name, byte[] content) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(value("folder", "company 46"));
    form.writeBytes(value("hidden", "false"));
    form.writeBytes(value("type", type));
    form.writeBytes(
        text(
            "--a b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n"
                .formatted(name)));
    form.writeBytes(text("Content-Type: image/jpeg" + LINE + LINE));
    form.writeBytes(content);
    form.writeBytes(text(LINE + "--a b--" + LINE));
    return form.toByteArray();
  }

  private static byte[] value(String name, String value) {
    return text(
        "--a b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
            .formatted(name, value));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
