package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bellcrank.verb.Terminal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The word {@code opcua} at a node-opcua server. */
@ExtendWith(AnotherUser.class)
class BrowseTest {

  private static final String PLANT = "nsu=http://bellcrank.example/plant;s=";

  @TempDir static Path folder;
  private static Server server;

  /** Keeps what it is told. */
  private static final class Screen implements Terminal {
    final List<String> lines = new ArrayList<>();
    final List<String> errors = new ArrayList<>();

    @Override
    public void line(String text) {
      lines.add(text);
    }

    @Override
    public void progress(String text) {
      assertThat(text).contains("Bellcrank");
    }

    @Override
    public void error(String text) {
      errors.add(text);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server = new Server(folder.resolve("server"), "{\"before\":2}");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static int browse(Screen screen, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("browse", "--url", server.url(), "--folder", folder.resolve("own").toString()));
    words.addAll(List.of(more));
    return new OpcuaVerb().run(words, screen);
  }

  /** As a person does whom the first try told where the certificate lies. */
  private static void believe() throws Exception {
    Path own = folder.resolve("own");
    if (Files.exists(own.resolve("trusted"))) {
      return;
    }
    Screen refused = new Screen();
    assertThat(browse(refused)).isEqualTo(3);
    assertThat(refused.errors)
        .singleElement()
        .asString()
        .contains("not believed", own.resolve("rejected").toString());
    assertThat(refused.lines).isEmpty();
    Files.createDirectories(own.resolve("trusted"));
    try (Stream<Path> files = Files.list(own.resolve("rejected"))) {
      for (Path each : files.toList()) {
        Files.move(each, own.resolve("trusted").resolve(each.getFileName()));
      }
    }
  }

  @Test
  void nodesAreToldWithNameClassTypeAndValueAndAsChannels() throws Exception {
    believe();
    Screen screen = new Screen();

    int ended = browse(screen, "--node", PLANT + "spindle", "--depth", "1", "--channels");

    assertThat(screen.errors).isEmpty();
    assertThat(ended).isZero();
    assertThat(screen.lines)
        .contains(
            PLANT + "load  load  Variable  Double  41.5",
            "  load#node.id="
                + PLANT
                + "load  load#+value.type=DOUBLE  load#+type=READ  load#+enabled=true",
            PLANT + "count  count  Variable  UInt32  4000000000",
            PLANT + "tool  tool  Variable  String  M42",
            PLANT + "axes  axes  Variable  Double  [1.0, 2.5]",
            PLANT + "reset  reset  Method")
        .anyMatch(line -> line.contains("count#+value.type=LONG"))
        .anyMatch(line -> line.contains("axes#+value.type=STRING"));
  }

  @Test
  void whatIsLeftOutIsSaidAndALevelIsIndented() throws Exception {
    believe();
    Screen few = new Screen();
    Screen deep = new Screen();

    assertThat(browse(few, "--most", "3")).isEqualTo(1);
    assertThat(browse(deep, "--node", "path=/Spindle", "--depth", "2")).isZero();

    assertThat(few.lines).hasSize(3);
    assertThat(few.errors).singleElement().asString().contains("--most", "given 3");
    assertThat(deep.lines)
        .anyMatch(line -> line.startsWith("  ") && line.contains("ActiveState  Variable"));
    assertThat(deep.lines).doesNotHaveDuplicates();
  }

  @Test
  void aNodeThatIsNotThereAndAServerThatIsNotThereAreTold() throws Exception {
    believe();
    Screen absent = new Screen();
    Screen away = new Screen();

    assertThat(browse(absent, "--node", PLANT + "nobody")).isEqualTo(2);
    int ended =
        new OpcuaVerb()
            .run(
                List.of("browse", "--url", "opc.tcp://127.0.0.1:1", "--folder", folder.toString()),
                away);

    assertThat(absent.errors).singleElement().asString().contains("nobody", "Bad_NodeIdUnknown");
    assertThat(ended).isEqualTo(3);
    assertThat(away.errors)
        .singleElement()
        .asString()
        .contains("opc.tcp://127.0.0.1:1", "no session");
  }

  private static int history(Screen screen, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "history",
                "--url",
                server.url(),
                "--folder",
                folder.resolve("own").toString(),
                "--from",
                "2026-05-04T06:00:00Z",
                "--to",
                "2026-05-04T07:00:00Z"));
    words.addAll(List.of(more));
    return new OpcuaVerb().run(words, screen);
  }

  @Test
  void whatTheServerKeptIsToldPageByPageWithTimeAndState() throws Exception {
    believe();
    Instant six = Instant.parse("2026-05-04T06:00:00Z");
    for (int i = 0; i < 7; i++) {
      server.set(
          "speed",
          "Int32",
          100 + i,
          i == 3 ? "BadSensorFailure" : "Good",
          six.plusSeconds(60 * i).toEpochMilli());
    }
    int before = asked();
    Screen all = new Screen();
    Screen few = new Screen();

    assertThat(history(all, "--node", PLANT + "speed", "--page", "3")).isZero();
    assertThat(asked() - before).as("pages of 3, 3 and 1").isEqualTo(3);
    assertThat(history(few, "--node", PLANT + "speed", "--page", "3", "--most", "4")).isEqualTo(1);

    assertThat(all.errors).isEmpty();
    assertThat(all.lines)
        .hasSize(7)
        .startsWith("2026-05-04T06:00:00Z  100  Good", "2026-05-04T06:01:00Z  101  Good")
        .contains("2026-05-04T06:03:00Z  103  Bad_SensorFailure")
        .endsWith("2026-05-04T06:06:00Z  106  Good");
    assertThat(few.lines).isEqualTo(all.lines.subList(0, 4));
    assertThat(few.errors).singleElement().asString().contains("--most", "given 4", "more values");
  }

  private static int asked() throws Exception {
    return Integer.parseInt(server.peer().say("histories", "histories").replaceAll("\\D", ""));
  }

  @Test
  void aNodeWithoutHistoryAndWrongTimesAreTold() throws Exception {
    believe();
    Screen none = new Screen();
    assertThat(history(none, "--node", PLANT + "tool")).isEqualTo(2);
    assertThat(none.errors).singleElement().asString().contains("history of", "Bad_", "keeps");
    OpcuaVerb verb = new OpcuaVerb();
    assertThat(verb.complaint(List.of("history", "--url", "opc.tcp://a")))
        .hasValueSatisfying(says("--node", "given none"));
    assertThat(
            verb.complaint(
                List.of("history", "--url", "opc.tcp://a", "--node", "i=1", "--from", "noon")))
        .hasValueSatisfying(says("--from", "'noon'", "2026-05-04T06:00:00Z"));
    assertThat(
            verb.complaint(
                List.of(
                    "history",
                    "--url",
                    "opc.tcp://a",
                    "--node",
                    "i=1",
                    "--to",
                    "2026-05-04T06:00:00Z",
                    "--from",
                    "2026-05-04T06:00:00Z")))
        .hasValueSatisfying(says("--from", "before --to"));
  }

  @Test
  void wrongWordsAreToldBeforeAnythingStartsAndNoPasswordIsRepeated() {
    OpcuaVerb verb = new OpcuaVerb();
    assertThat(verb.complaint(List.of("browse", "--url", "opc.tcp://plc"))).isEmpty();
    assertThat(verb.complaint(List.of()))
        .hasValueSatisfying(says("given none", "browse, history, profiles"));
    assertThat(verb.complaint(List.of("browse"))).hasValueSatisfying(says("--url", "opc.tcp://"));
    assertThat(verb.complaint(List.of("browse", "--url", "opc.tcp://a", "--depth", "0")))
        .hasValueSatisfying(says("--depth", "given 0", "1 to 20"));
    assertThat(verb.complaint(List.of("browse", "--url", "opc.tcp://a", "--policy", "NONE")))
        .hasValueSatisfying(says("NONE", "--allow-none"));
    assertThat(verb.complaint(List.of("browse", "--url", "opc.tcp://me:hidden@a")))
        .hasValueSatisfying(text -> assertThat(text).contains("--user").doesNotContain("hidden"));
    assertThat(verb.complaint(List.of("browse", "--password", "hidden")))
        .hasValueSatisfying(text -> assertThat(text).contains("--user").doesNotContain("hidden"));
    Screen screen = new Screen();
    assertThat(verb.run(List.of("profiles"), screen)).isZero();
    assertThat(screen.lines).contains("siemens").anyMatch(line -> line.contains("recalled"));
  }

  private static java.util.function.Consumer<String> says(String... words) {
    return text -> assertThat(text).contains(words);
  }
}
