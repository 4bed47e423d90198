package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.Test;

/**
 * Plays recorded conversations of a running server against the double, request by request, and
 * holds status and shape of each answer against the recorded one. The recordings are no part of the
 * project: the property {@code atlas.recordings} says where they lie.
 */
class AtlasRecordingsTest {

  /** Records of these kinds are not the double's. */
  private static final List<String> LEFT_OUT = List.of("/locations", "/parts", "/work-order-hist");

  private final Map<Long, Object> ids = new HashMap<>();

  @Test
  void everyRecordedRequestIsAnsweredLikeTheServerDid() throws Exception {
    String folder = System.getProperty("atlas.recordings", "");
    assumeTrue(
        !folder.isEmpty(),
        "SKIPPED: no recordings of a running server; -Datlas.recordings=FOLDER says where they lie");
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(folder))) {
      files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    int played = 0;
    try (AtlasDouble atlas = AtlasDouble.start(DoubleOptions.free())) {
      AtlasClient client = new AtlasClient(atlas);
      for (Path file : files) {
        Map<String, Object> pair = Json.readObject(Files.readAllBytes(file));
        played += plays(atlas, client, file, part(pair, "request"), part(pair, "response"));
      }
    }
    assertThat(played).as("conversations played of " + files).isGreaterThanOrEqualTo(17);
  }

  private int plays(
      AtlasDouble atlas,
      AtlasClient client,
      Path file,
      Map<String, Object> request,
      Map<String, Object> response)
      throws IOException, Json.Malformed {
    String path = (String) request.get("path");
    if (LEFT_OUT.stream().anyMatch(path::startsWith)) {
      return 0;
    }
    if ("/assets".equals(path)) { // ours are there from the beginning
      remember(response.get("body"), 11);
      return 0;
    }
    Answer answer = sent(atlas, client, request);
    assertThat(answer.status()).as("%s: %s", file, answer.text()).isEqualTo(response.get("status"));
    Object recorded = response.get("body");
    if ("".equals(recorded)) {
      assertThat(answer.text()).as("%s", file).isEmpty();
      return 1;
    }
    assertThat(answer.header("Content-Type")).as("%s", file).isEqualTo(response.get("contentType"));
    Object given = Json.read(answer.response().body());
    if (!path.startsWith("/auth") && !path.startsWith("/assets")) {
      assertThat(AtlasShapes.flat(given)).as("%s", file).isEqualTo(AtlasShapes.flat(recorded));
    }
    fit(file, recorded);
    Object first = recorded instanceof List<?> list ? list.get(0) : recorded;
    if (((Map<?, ?>) first).get("id") instanceof Number) {
      Object ours = given instanceof List<?> list ? list.get(0) : given;
      remember(first, ((Map<?, ?>) ours).get("id"));
    }
    return 1;
  }

  /** The table of shapes knows each recorded answer. */
  private static void fit(Path file, Object recorded) {
    AtlasShapes shapes = new AtlasShapes();
    List<String> names =
        List.of("order", "request", "me", "upload", "stored", "error", "page", "asset");
    Object first = recorded instanceof List<?> list ? list.get(0) : recorded;
    Map<String, Object> answer = new LinkedHashMap<>(Json.object((Map<?, ?>) first));
    answer.remove("content");
    assertThat(names).as("%s", file).anyMatch(name -> shapes.differences(name, answer).isEmpty());
  }

  private Answer sent(AtlasDouble atlas, AtlasClient client, Map<String, Object> request)
      throws IOException {
    if (String.valueOf(request.get("body")).startsWith("<multipart")) {
      return client.upload("defect.png", AtlasClient.PICTURE);
    }
    String path = (String) request.get("path");
    for (Map.Entry<Long, Object> id : ids.entrySet()) {
      path = path.replaceAll("/" + id.getKey() + "(?=/|$)", "/" + id.getValue());
    }
    String body = request.get("body") == null ? "" : Json.write(translated(request.get("body")));
    boolean signedOn = part(request, "headers").containsKey("Authorization");
    String[] type = {"Content-Type", "application/json"};
    Client sender = signedOn ? client.http() : new Client(atlas.uri(), type);
    return sender.send((String) request.get("method"), path, BodyPublishers.ofString(body));
  }

  /** The recorded ids are other ones here. */
  private Object translated(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(this::translated).toList();
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach(
        (key, each) ->
            copy.put(
                String.valueOf(key),
                "id".equals(key) && each instanceof Number id
                    ? ids.getOrDefault(id.longValue(), id)
                    : translated(each)));
    // Times of the recording lie long before or behind those of the double.
    if ("JS_DATE".equals(copy.get("enumName"))) {
      copy.put("value", "2020-01-01T00:00:00.000Z");
    }
    return copy;
  }

  private void remember(Object recorded, Object ours) {
    ids.put(((Number) ((Map<?, ?>) recorded).get("id")).longValue(), ours);
  }

  private static Map<String, Object> part(Map<String, Object> pair, String name) {
    return Json.object((Map<?, ?>) pair.get(name));
  }
}
