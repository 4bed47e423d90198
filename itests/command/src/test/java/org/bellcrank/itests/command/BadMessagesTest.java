package org.bellcrank.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What other systems may send by mistake, over both doors of the shipped gateway to its durable
 * intake: each is answered with one line, leaves nothing behind and holds nothing up.
 */
@Timeout(180)
class BadMessagesTest {

  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String TOPIC = "bellcrank/observations/press";
  private static final int MAX_BYTES = 20_000;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private int rest;
  private int console;

  @Test
  void oneLineEachNothingKeptAndTheRestGoesOn() throws Exception {
    console = Command.freePort();
    try (Broker broker = Broker.start(folder);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      rest = taken.getLocalPort();
      try (Command gateway = gateway(broker)) {
        Wait.until(START, () -> broker.said("Sending SUBACK"));
        broker.publish(TOPIC, inspection("first", ""));
        Wait.until(SOON, () -> accepted() == 1);
        assertThat(lines(gateway, "RestSource port: given " + rest))
            .as("a taken port is told once")
            .singleElement()
            .asString()
            .contains("allowed: a free port")
            .contains("tried again");
        taken.close();
        Wait.until(Duration.ofSeconds(40), this::restAnswers);
        overRest(gateway);
        overMqtt(gateway, broker);
        assertThat(evidence())
            .as("pictures of what was accepted, and what was refused over MQTT")
            .isEqualTo(3 + bad().size());
        gateway.terminate();
        assertThat(gateway.status(Duration.ofSeconds(12))).as(gateway.all()).isEqualTo(143);
      }
    }
  }

  private void overRest(Command gateway) throws Exception {
    int refused = lines(gateway, "Refused an observation from /127.0.0.1").size();
    Map<String, byte[]> all = new LinkedHashMap<>(bad());
    all.putAll(badTimes());
    for (Map.Entry<String, byte[]> bad : all.entrySet()) {
      HttpResponse<String> answer = post(bad.getValue());
      assertThat(answer.statusCode()).as(bad.getKey()).isIn(413, 422);
      Facts facts = Facts.parse(answer.body());
      assertThat(facts.requireText("error"))
          .contains(": given ")
          .contains("; allowed: ")
          .contains(bad.getKey())
          .doesNotContain("\n");
      refused++;
      List<String> told = lines(gateway, "Refused an observation from /127.0.0.1");
      assertThat(told).as("one line each, %s", bad.getKey()).hasSize(refused);
      assertThat(told.get(refused - 1))
          .contains(facts.requireText("error"))
          .contains("nothing of it is kept, its sender was told");
    }
    assertThat(post(bytes(inspection("after-rest", picture()))).statusCode()).isEqualTo(201);
    assertThat(accepted()).isEqualTo(2);
  }

  private void overMqtt(Command gateway, Broker broker) throws Exception {
    int refused = 0;
    for (Map.Entry<String, byte[]> bad : bad().entrySet()) {
      broker.publish(TOPIC, bad.getValue());
      int so = ++refused;
      String from = "Refused an observation from topic " + TOPIC;
      Wait.until(SOON, () -> lines(gateway, from).size() == so);
      assertThat(lines(gateway, from).get(so - 1))
          .contains(": given ")
          .contains("; allowed: ")
          .contains(bad.getKey())
          .contains("kept for a person")
          .contains("the next message is taken");
    }
    for (byte[] time : badTimes().values()) {
      broker.publish(TOPIC, time);
    }
    Wait.until(SOON, () -> accepted() == 3);
    assertThat(lines(gateway, "clock")).as("whose clock is off is told").isNotEmpty();
    broker.publish(TOPIC, inspection("after-mqtt", picture().replace("AQID", "AQIE")));
    Wait.until(SOON, () -> accepted() == 4);
  }

  /** Times that cannot be, by the words for a sender who can be told; others' are taken. */
  private static Map<String, byte[]> badTimes() {
    Map<String, byte[]> bad = new LinkedHashMap<>();
    String future = Instant.now().plus(Duration.ofMinutes(7)).toString();
    bad.put(
        "minutes ahead of the gateway's",
        bytes(inspection("f-1", ",\"capturedAt\":\"%s\"".formatted(future) + picture("BQID"))));
    bad.put(
        "allowed: 2000-01-01T00:00:00Z to 5 minutes ahead",
        bytes(measurement(",\"capturedAt\":\"1999-12-31T23:59:59Z\"")));
    return bad;
  }

  /** Wrong messages by the words with which they are refused. */
  private static Map<String, byte[]> bad() {
    Map<String, byte[]> bad = new LinkedHashMap<>();
    bad.put("an unknown field", bytes(measurement(",\"colour\":\"red\"")));
    bad.put("a finite number", bytes(measurement("").replace("81.5", "\"hot\"")));
    bad.put("NaN", bytes(measurement("").replace("81.5", "NaN")));
    bad.put(
        "value Infinity; allowed: finite numbers", bytes(measurement("").replace("81.5", "1e999")));
    bad.put(
        "[x1, y1, x2, y2]", bytes(inspection("b-1", picture("CQID")).replace("[1,2,3,4]", "[1]")));
    bad.put(
        "model.sha256",
        bytes(inspection("b-2", ",\"model\":{\"name\":\"m\",\"sha256\":\"x\"}" + picture("DQID"))));
    bad.put("allowed: an object", bytes("[]"));
    bad.put("UTF-8", new byte[] {'{', (byte) 0xff, '}'});
    bad.put(
        "up to " + MAX_BYTES,
        bytes(measurement(",\"context\":{\"a\":\"%s\"}".formatted("x".repeat(MAX_BYTES)))));
    return bad;
  }

  private static String measurement(String more) {
    return "{\"type\":\"measurement\",\"point\":\"lathe-4/spindle-temperature\",\"value\":81.5%s}"
        .formatted(more);
  }

  private static String inspection(String id, String more) {
    return ("{\"type\":\"inspection\",\"id\":\"%s\",\"width\":10,\"height\":10,\"detections\":"
            + "[{\"point\":\"p\",\"class\":\"c\",\"confidence\":0.9,\"box\":[1,2,3,4]}]%s}")
        .formatted(id, more);
  }

  private static String picture() {
    return picture("AQID");
  }

  private static String picture(String base64) {
    return ",\"images\":[{\"mediaType\":\"image/jpeg\",\"base64\":\"%s\"}]".formatted(base64);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> lines(Command gateway, String words) throws IOException {
    return gateway.complained().stream().filter(line -> line.contains(words)).toList();
  }

  private long accepted() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console + "/api/balance")).build();
    try {
      String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return Facts.parse(body).whole("accepted").orElse(-1); // it may still be starting
    } catch (ConnectException e) {
      return -1; // the console is not listening yet
    }
  }

  private boolean restAnswers() throws Exception {
    try {
      return post(bytes("{}")).statusCode() == 422;
    } catch (ConnectException e) {
      return false;
    }
  }

  private HttpResponse<String> post(byte[] body) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + rest + "/v1/observations");
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(SOON)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private long evidence() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("data/evidence"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private Command gateway(Broker broker) throws IOException {
    Path profile = Files.createDirectory(folder.resolve("profile"));
    Files.writeString(
        profile.resolve("profile.properties"),
        "packages = bellcrank-libs, bellcrank-core, bellcrank-camel, bellcrank-console,"
            + " bellcrank-rest, bellcrank-mqtt\n");
    String snapshot =
        new String(
            BadMessagesTest.class.getResourceAsStream("/snapshot_0.xml").readAllBytes(),
            StandardCharsets.UTF_8);
    Files.writeString(profile.resolve("snapshot_0.xml"), snapshot);
    return Command.start(
        folder,
        "run",
        "--profile",
        profile.toString(),
        "--data",
        folder.resolve("data").toString(),
        "--port",
        String.valueOf(console),
        "--set",
        "rest=" + rest,
        "--set",
        "broker=" + broker.uri(),
        "--set",
        "bytes=" + MAX_BYTES);
  }
}
