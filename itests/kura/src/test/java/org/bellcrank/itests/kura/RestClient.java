package org.bellcrank.itests.kura;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A gateway's REST as an administrator uses it: session, token in every request. */
final class RestClient {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BOUNDARY = "----bellcrank-package";

  /** An answer. */
  record Answer(int status, String body) {

    JsonElement json() {
      if (status / 100 != 2) {
        throw new AssertionError(status + ": " + body);
      }
      return body.isEmpty() ? JsonNull.INSTANCE : JsonParser.parseString(body);
    }
  }

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private String token = "";

  private RestClient(URI base) {
    this.base = base;
  }

  /** Asks without a name. */
  static RestClient anonymous(URI base) {
    return new RestClient(base);
  }

  static RestClient login(URI base, String user, String password) throws IOException {
    RestClient rest = new RestClient(base);
    JsonObject who = new JsonObject();
    who.addProperty("username", user);
    who.addProperty("password", password);
    rest.post("session/v1/login/password", who).json();
    rest.token =
        rest.get("session/v1/xsrfToken").json().getAsJsonObject().get("xsrfToken").getAsString();
    return rest;
  }

  Answer get(String path) throws IOException {
    return send(path, "GET", BodyPublishers.noBody(), "application/json");
  }

  Answer post(String path, JsonElement body) throws IOException {
    return send(path, "POST", text(body), "application/json");
  }

  Answer put(String path, JsonElement body) throws IOException {
    return send(path, "PUT", text(body), "application/json");
  }

  Answer delete(String path, JsonElement body) throws IOException {
    return send(path, "DELETE", text(body), "application/json");
  }

  /** As the web console's and every other client's upload of a package. */
  Answer upload(Path file) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n";
    body.writeBytes(bytes(head.formatted(BOUNDARY, file.getFileName())));
    body.writeBytes(Files.readAllBytes(file));
    body.writeBytes(bytes("\r\n--" + BOUNDARY + "--\r\n"));
    return send(
        "deploy/v2/_upload",
        "POST",
        BodyPublishers.ofByteArray(body.toByteArray()),
        "multipart/form-data; boundary=" + BOUNDARY);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static BodyPublisher text(JsonElement body) {
    return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
  }

  private Answer send(String path, String method, BodyPublisher body, String type)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/" + path))
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .header("X-XSRF-Token", token)
            .method(method, body)
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
