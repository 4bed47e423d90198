package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;

/** A sender that knows how SAP wants to be spoken to: sign-on, token, cookies. */
final class SapClient {

  static final String ROOT = "/sap/opu/odata/sap/API_MAINTNOTIFICATION/";
  static final String FILES = "/sap/opu/odata/sap/API_CV_ATTACHMENT_SRV/";
  static final String SET = ROOT + "MaintenanceNotification";
  static final String BASIC = "Basic QkVMTENSQU5LOmhlaWxicm9ubi1nYXRld2F5";

  final Client plain;

  SapClient(SapDouble sap) {
    plain =
        new Client(
            sap.uri(),
            "Authorization",
            BASIC,
            "Accept",
            "application/json",
            "Content-Type",
            "application/json");
  }

  /** A token of the service with its cookies, as the headers of a write. */
  String[] token(String root, String... more) throws IOException {
    List<String> headers = new ArrayList<>(List.of("X-CSRF-Token", "Fetch"));
    headers.addAll(List.of(more));
    Answer answer = plain.get(root, headers.toArray(String[]::new));
    return new String[] {
      "X-CSRF-Token", String.valueOf(answer.header("x-csrf-token")), "Cookie", cookies(answer)
    };
  }

  static String cookies(Answer answer) {
    return String.join(
        "; ",
        answer.response().headers().allValues("set-cookie").stream()
            .map(each -> each.split(";")[0])
            .toList());
  }

  Answer get(String path, String... more) throws IOException {
    return plain.get(path, more);
  }

  Answer create(Object json, String... more) throws IOException {
    return write("POST", SET, json, more);
  }

  Answer write(String method, String path, Object json, String... more) throws IOException {
    return plain.send(
        method, path, BodyPublishers.ofString(Json.write(json)), with(token(ROOT), more));
  }

  Answer attach(byte[] bytes, String type, String key, String... more) throws IOException {
    String[] headers = {
      "Content-Type", type, "LinkedSAPObjectKey", key, "BusinessObjectTypeName", "BUS2038"
    };
    return plain.bytes(
        FILES + "AttachmentContentSet", bytes, with(with(token(FILES), headers), more));
  }

  static String[] with(String[] headers, String... more) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  static String one(String number) {
    return SET + "('" + number + "')";
  }

  static Map<String, Object> notification(Object... more) {
    Map<String, Object> notification =
        Json.of(
            "NotificationText", "Pit on ball screw",
            "NotificationType", "M1",
            "TechnicalObject", "10000451",
            "TechObjIsEquipOrFuncnlLoc", "EAMS_EQUI");
    notification.putAll(Json.of(more));
    return notification;
  }
}
