package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;

/** A sender with a token of Entra. */
final class DynamicsClient {

  static final String REQUESTS = "/data/AssetMaintenanceRequestsV2";
  static final String FILES = "/data/MaintenanceRequestDocumentAttachments";
  static final String EVERYWHERE = "?cross-company=true";
  static final String REFERENCE = "ABCDEFGHIJKLMNOPQRST";
  static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, 13, 10, (byte) 0xfb, (byte) 0xef, 7};

  private final Client http;

  DynamicsClient(DynamicsDouble dynamics) throws IOException {
    Object token = token(dynamics, "lyngby-gateway").at("access_token");
    http =
        new Client(
            dynamics.uri(), "Authorization", "Bearer " + token, "Content-Type", "application/json");
  }

  static Answer token(DynamicsDouble dynamics, String secret) throws IOException {
    return token(dynamics, "contoso.example", "client_credentials", secret, scope(dynamics));
  }

  static String scope(DynamicsDouble dynamics) {
    return dynamics.uri() + "/.default";
  }

  static Answer token(
      DynamicsDouble dynamics, String tenant, String grant, String secret, String scope)
      throws IOException {
    String form =
        "grant_type=%s&client_id=11111111-2222-3333-4444-555555555555&client_secret=%s&scope=%s"
            .formatted(grant, secret, Client.encode(scope));
    return new Client(dynamics.uri())
        .send(
            "POST",
            "/" + tenant + "/oauth2/v2.0/token",
            BodyPublishers.ofString(form),
            "Content-Type",
            "application/x-www-form-urlencoded");
  }

  Client http() {
    return http;
  }

  static Map<String, Object> request(Object... more) {
    Map<String, Object> request =
        Json.of(
            "dataAreaId", "usmf",
            "RequestTypeId", "CORR",
            "Description", "Belt tear " + REFERENCE,
            "MaintenanceAssetId", "PP-201",
            "WorkOrderPriority", 2);
    request.putAll(Json.of(more));
    return request;
  }

  Answer create(Object... more) throws IOException {
    return http.post(REQUESTS, request(more));
  }

  Answer find(String filter) throws IOException {
    return http.get(REQUESTS + EVERYWHERE + "&$filter=" + Client.encode(filter));
  }

  Answer read(Object id) throws IOException {
    return http.get(address(id) + EVERYWHERE);
  }

  Answer patch(Object id, Object json) throws IOException {
    return http.send("PATCH", address(id) + EVERYWHERE, BodyPublishers.ofString(Json.write(json)));
  }

  static String address(Object id) {
    return REQUESTS + "(dataAreaId='usmf',RequestId='" + id + "')";
  }

  Answer attach(Object id, Object... more) throws IOException {
    Map<String, Object> file =
        Json.of(
            "dataAreaId", "usmf",
            "RequestId", id,
            "DocumentAttachmentTypeCode", "Image",
            "AttachmentDescription", "defect.jpg",
            "FileType", "jpg",
            "AccessRestriction", "Internal",
            "Attachment", Base64.getEncoder().encodeToString(PICTURE));
    file.putAll(Json.of(more));
    return http.post(FILES, file);
  }
}
