package org.bellcrank.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bellcrank.itests.peers.NodePeer;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a look through a new device, or at a topic that nobody named, to samples of a point: the
 * shipped gateway, a node-opcua server and mosquitto, and a person at the console's pages.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PickedPointsTest {

  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String PRESS = "Presse: \"Nr. 4\" #1";
  private static final String OIL = "Öldruck: \"A\\B\" #1 {x}, 'y' & [z]";
  private static final String PLANT =
      """
      assets:
        - { id: works, name: Gearbox works, level: site }
        - { id: press-4, name: Press 4, level: machine, parent: works }
      points:
        - { id: press-4/state, name: state, asset: press-4 }
      connectors:
        - { id: cmms, kind: custom-rest, title: Work orders, site: works, address: "http://127.0.0.1:1", credential: "secret:cmms" }
      """;

  @TempDir private static Path folder;
  private NodePeer server;
  private Broker broker;
  private Command gateway;
  private Pages pages;
  private String why;

  @BeforeAll
  void start() throws Exception {
    int port = Command.freePort();
    broker = Broker.start(folder);
    site();
    int console = Command.freePort();
    gateway =
        Command.start(
            folder,
            "run",
            "--profile",
            "src/test/resources/points",
            "--data",
            data().toString(),
            "--port",
            String.valueOf(console),
            "--set",
            "server=opc.tcp://127.0.0.1:%d/plant".formatted(port),
            "--set",
            "certificates=" + certificates(),
            "--set",
            "broker=" + broker.uri());
    // While the gateway starts.
    Optional<NodePeer> started =
        NodePeer.start(
            Command.HOME.resolve("bundles/driver-opcua/src/test/resources/server.js"),
            "ready",
            String.valueOf(port),
            folder.resolve("server").toString(),
            "{\"odd\":true}");
    Assumptions.assumeTrue(started.isPresent(), "node-opcua");
    server = started.get();
    pages = new Pages(console);
    Wait.until(
        START,
        () ->
            pages.told("/api/browse").filter(all -> !all.factsList("devices").isEmpty()).isPresent()
                && pages.told("/api/versions").flatMap(all -> all.text("inForce")).isPresent());
  }

  private void site() throws IOException {
    Files.createDirectory(data());
    Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwx------"));
    Files.createDirectory(data().resolve("documents"));
    Files.writeString(data().resolve("documents/plant.yaml"), PLANT);
    Files.createDirectory(data().resolve("keys"));
    Path key = Files.writeString(data().resolve("keys/cmms"), "gateway:secret");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
  }

  private static Path data() {
    return folder.resolve("data");
  }

  private static Path certificates() {
    return folder.resolve("opcua");
  }

  @AfterAll
  void end() throws InterruptedException {
    if (gateway != null) {
      gateway.close();
    }
    if (broker != null) {
      broker.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void whatIsPickedOnAServerIsReadWithUnitAndAssetOnceItIsInForce() throws Exception {
    believe();
    List<Facts> held = below(node(below(""), PRESS));
    assertThat(node(held, "Teil").text("unfit")).contains("a text; a point is a number");
    Facts oil = node(held, OIL);
    assertThat(oil.text("unit")).contains("bar");

    List<Facts> picked = new ArrayList<>();
    for (Facts each : held) {
      if (each.text("unfit").isEmpty()) {
        picked.add(
            picked(each, "press-4/" + picked.size(), picked.size() % 2 == 0 ? "" : "PT0.1S"));
      }
    }
    assertThat(picked).as("ids of all four kinds, and a truth value").hasSize(5);
    pages.activate(declared(picked));

    for (Facts each : picked) {
      awaitGood(each.requireText("id"));
    }
    assertThat(pages.point(idOf(picked, OIL)).orElseThrow().values())
        .containsEntry("name", OIL)
        .containsEntry("asset", "press-4")
        .containsEntry("path", "Gearbox works / Press 4")
        .containsEntry("unit", "bar")
        .containsEntry("value", 121.25);
    assertThat(value(idOf(picked, "Wärme"))).isEqualTo(61.5);
    assertThat(value(idOf(picked, "- no"))).isEqualTo(4e9);
    assertThat(value(idOf(picked, "~"))).isEqualTo(-7);
    assertThat(value(idOf(picked, "läuft"))).isEqualTo(1);
    assertThat(node(below(node(below(""), PRESS)), OIL).text("point"))
        .as("the page knows it")
        .contains(idOf(picked, OIL));

    server.say("set oil Double 99.5 Good", "set");
    server.say("set runs Boolean false Good", "set");
    Wait.until(SOON, () -> value(idOf(picked, OIL)) == 99.5);
    Wait.until(SOON, () -> value(idOf(picked, "läuft")) == 0);
    server.say("set oil Double 12 BadSensorFailure", "set");
    Wait.until(SOON, () -> note(idOf(picked, OIL)).contains("Bad_SensorFailure"));
    assertThat(quality(idOf(picked, OIL))).isEqualTo("BAD");
  }

  /** The server tells it once; nothing comes after it but time. */
  @Test
  void aValueThatIsToldOnceIsAFindingWhenTheDurationOfItsLimitIsOver() throws Exception {
    believe();
    Facts heat = node(below(node(below(""), PRESS)), "Wärme");
    String id = "press-4/heat";
    pages.activate(declared(List.of(picked(heat, id, ""))));
    awaitGood(id);
    Files.writeString(
        data().resolve("documents/limits.yaml"),
        "limits: [{ id: heat, point: %s, high: 75, holdFor: PT2S, failureMode: overheating }]%n"
            .formatted(id));
    server.say("set heat Float 80 Good", "set");
    Wait.until(SOON, () -> !overheated().isEmpty());
    assertThat(overheated()).hasSize(1);
    String found = overheated().get(0).requireText("id");
    assertThat(pages.get("/api/findings/" + found).json()).contains("standsSince");
  }

  private List<Facts> overheated() throws Exception {
    return pages.get("/api/findings").factsList("findings").stream()
        .filter(each -> each.values().containsValue("overheating"))
        .toList();
  }

  @Test
  void whatCanBeNoNumberAndIsWrittenNeverthelessIsBadAndSaysWhy() throws Exception {
    believe();
    Facts part = node(below(node(below(""), PRESS)), "Teil");
    assertThat(part.facts("channel")).as("nothing to post").isEmpty();
    String id = "press-4/part";

    pages.activate(
        declared(
            List.of(
                Facts.with("id", id)
                    .put("asset", "press-4")
                    .put("driver", "press-4")
                    .put("channel", Facts.with("node.id", part.requireText("id")).build())
                    .put("every", "PT0.1S")
                    .build())));

    Wait.until(SOON, () -> note(id).contains("'42'"));
    assertThat(note(id)).contains("a number");
    assertThat(quality(id)).isEqualTo("BAD");
  }

  @Test
  void aTopicThatNobodyNamedIsASampleOnceItsMappingIsInForce() throws Exception {
    Wait.until(SOON, () -> broker.said("Sending SUBACK"));
    String topic = "plant/Öl: Nr. 4's \"Presse\"/druck";
    String message = "{\"druck in bar\": %s, \"unit\": \"bar\", \"ts\": %d}";
    broker.publish(topic, message.formatted("118.5", System.currentTimeMillis()));
    Wait.until(SOON, () -> heard(topic).isPresent());
    Facts heard = heard(topic).orElseThrow();
    assertThat(heard.values()).containsEntry("named", false).containsEntry("count", 1L);
    assertThat(heard.requireText("sample")).contains("118.5");

    // The editor's part: the lines are a file of the documents.
    String mapping = heard.requireText("mapping");
    String point = "plant/-l--Nr.-4-s--Presse-/druck";
    assertThat(mapping).contains(point);
    Files.writeString(data().resolve("documents/oil.yaml"), mapping);
    Wait.until(SOON, () -> heard(topic).isEmpty());
    broker.publish(topic, message.formatted("99.25", System.currentTimeMillis()));
    Wait.until(SOON, () -> undeclared(point).isPresent());
    assertThat(undeclared(point).orElseThrow().values())
        .containsEntry("value", 99.25)
        .containsEntry("unit", "bar");

    pages.activate(
        pages
            .posted(
                "/api/heard/declare",
                Facts.with(
                    "points",
                    List.of(
                        Facts.with("id", point)
                            .put("asset", "press-4")
                            .put("name", "Öldruck")
                            .put("unit", "bar")
                            .put("record", true)
                            .build())))
            .requireText("version"));
    broker.publish(topic, message.formatted("98.5", System.currentTimeMillis()));
    Wait.until(SOON, () -> value(point) == 98.5);
    assertThat(pages.point(point).orElseThrow().values())
        .containsEntry("quality", "GOOD")
        .containsEntry("unit", "bar")
        .containsEntry("asset", "press-4")
        .containsEntry("name", "Öldruck");
    assertThat(undeclared(point)).isEmpty();
  }

  private Optional<Facts> undeclared(String point) throws Exception {
    return pages.get("/api/heard").factsList("points").stream()
        .filter(each -> each.requireText("id").equals(point))
        .findFirst();
  }

  private Optional<Facts> heard(String topic) throws Exception {
    return pages.get("/api/heard").factsList("topics").stream()
        .filter(each -> each.requireText("topic").equals(topic))
        .findFirst();
  }

  /** As a person does whom the page told where the server's certificate lies. */
  private void believe() throws Exception {
    Path trusted = certificates().resolve("trusted");
    if (Files.exists(trusted) && !list(trusted).isEmpty()) {
      return;
    }
    Path waiting = certificates().resolve("rejected");
    Wait.until(
        SOON,
        () -> {
          why = pages.why("/api/browse/press-4?node=");
          return Files.exists(waiting) && why.contains("not believed");
        });
    List<Path> rejected = list(waiting);
    assertThat(rejected).as(why).hasSize(1);
    assertThat(why).contains(rejected.get(0).toString(), trusted.toString());
    Files.createDirectories(trusted);
    Files.move(
        rejected.get(0),
        trusted.resolve(rejected.get(0).getFileName()),
        StandardCopyOption.ATOMIC_MOVE);
    Wait.until(SOON, () -> pages.told("/api/browse/press-4?node=").isPresent());
  }

  private static List<Path> list(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.toList();
    }
  }

  private List<Facts> below(String node) throws IOException, InterruptedException {
    return pages
        .get("/api/browse/press-4?find=&from=0&limit=50&node=" + Pages.encoded(node))
        .factsList("nodes");
  }

  private List<Facts> below(Facts node) throws IOException, InterruptedException {
    assertThat(node.bool("opens")).contains(true);
    return below(node.requireText("id"));
  }

  private static Facts node(List<Facts> nodes, String name) {
    return nodes.stream()
        .filter(each -> each.requireText("name").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + nodes));
  }

  /** As the page Browse posts it. */
  private static Facts picked(Facts node, String id, String every) {
    return Facts.with("id", id)
        .put("asset", "press-4")
        .put("name", node.requireText("name"))
        .put("unit", node.text("unit").orElse(""))
        .put("record", true)
        .put("driver", "press-4")
        .put("channel", node.facts("channel").orElseThrow())
        .put("every", every)
        .build();
  }

  private String declared(List<Facts> points) throws IOException, InterruptedException {
    return pages.posted("/api/browse/declare", Facts.with("points", points)).requireText("version");
  }

  private static String idOf(List<Facts> picked, String name) {
    return node(picked, name).requireText("id");
  }

  private void awaitGood(String point) throws Exception {
    try {
      Wait.until(SOON, () -> quality(point).equals("GOOD"));
    } catch (AssertionError e) {
      throw new AssertionError(pages.point(point) + "; " + gateway.all(), e);
    }
  }

  private String quality(String point) throws Exception {
    return pages.point(point).flatMap(each -> each.text("quality")).orElse("");
  }

  private String note(String point) throws Exception {
    return pages.point(point).flatMap(each -> each.text("note")).orElse("");
  }

  /** NaN where there is none. */
  private double value(String point) throws Exception {
    return pages
        .point(point)
        .map(each -> each.number("value").orElse(Double.NaN))
        .orElse(Double.NaN);
  }
}
