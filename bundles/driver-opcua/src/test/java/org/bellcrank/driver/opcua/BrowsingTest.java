package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bellcrank.asset.Browsable;
import org.bellcrank.asset.UnbrowsableException;
import org.bellcrank.driver.opcua.security.TrustFolder;
import org.bellcrank.keys.KeyChoice;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking through a node-opcua server as the console does. */
class BrowsingTest {

  private static final String SPINDLE = Server.PLANT + "spindle";

  @TempDir static Path folder;
  private static Server server;
  private static Bench bench;
  private static OpcUaDriver driver;

  @BeforeAll
  static void start() throws Exception {
    server = new Server(folder.resolve("server"), "{\"before\":2,\"fast\":1200,\"odd\":true}");
    bench = new Bench(folder.resolve("own"));
    driver = bench.trusting(server);
  }

  @AfterAll
  static void stop() {
    if (bench != null) {
      bench.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private static Browsable.Held held(String name) throws Exception {
    return driver.below(SPINDLE, name, 0, 10).nodes().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .flatMap(Browsable.Node::held)
        .orElseThrow();
  }

  @Test
  void theServersObjectsAreOpenedOneByOne() throws Exception {
    Browsable.Branch objects = driver.below("", "", 0, 50);

    assertThat(driver.driver()).isEqualTo("press-4");
    assertThat(driver.place()).isEqualTo(server.url());
    assertThat(objects.whole()).isTrue();
    assertThat(objects.nodes())
        .contains(new Browsable.Node(SPINDLE, "Spindle", true, Optional.empty()));
    assertThat(driver.below(SPINDLE, "loadhigh", 0, 50).nodes())
        .extracting(Browsable.Node::name, Browsable.Node::opens)
        .containsExactly(tuple("LoadHigh", true));
    assertThat(driver.below(SPINDLE, "reset", 0, 50).nodes())
        .as("methods are called, not measured")
        .isEmpty();
  }

  @Test
  void aValueIsToldWithTypeStateTimeUnitAndRange() throws Exception {
    server.set("pressure", "Double", 119.5, "Good", 1_780_000_000_000L);

    Browsable.Held pressure = held("pressure");

    assertThat(pressure.type()).isEqualTo("Double");
    assertThat(pressure.value()).contains(119.5);
    assertThat(pressure.good()).isTrue();
    assertThat(pressure.at()).contains(Instant.ofEpochMilli(1_780_000_000_000L));
    assertThat(pressure.unit()).contains("bar");
    assertThat(pressure.unitText()).contains("bar");
    assertThat(pressure.low()).contains(0.0);
    assertThat(pressure.high()).contains(250.0);
    assertThat(driver.below(SPINDLE, "pressure", 0, 10).nodes())
        .as("a plain value hides nothing below it")
        .extracting(Browsable.Node::opens)
        .containsExactly(false);
    assertThat(held("ratio").value()).contains(20.3);
    assertThat(held("ratio").unit()).isEmpty();
  }

  @Test
  void whatTheServerDoesNotVouchForSaysSoAndMayStillBecomeAPoint() throws Exception {
    server.set("speed", "Int32", 7, "BadSensorFailure", 0);

    Browsable.Held speed = held("speed");

    assertThat(speed.good()).isFalse();
    assertThat(speed.state()).isEqualTo("Bad_SensorFailure");
    assertThat(speed.value()).isEmpty();
    assertThat(speed.channel()).containsEntry("node.id", Server.PLANT + "speed");
  }

  @Test
  void theChannelThatIsOfferedReadsTheValueThatWasShown() throws Exception {
    ChannelRecord record = ChannelRecord.createReadRecord("count", DataType.DOUBLE);
    record.setChannelConfig(Map.copyOf(held("count").channel()));

    driver.read(List.of(record));

    assertThat(Bench.value(record)).isEqualTo(held("count").value().orElseThrow());
  }

  /** Names and ids of all four kinds with what parts node ids, and a namespace with such. */
  @Test
  void whateverANodeIsCalledItsChannelReadsWhatWasShown() throws Exception {
    List<Browsable.Node> found = driver.below("", "presse", 0, 10).nodes();
    assertThat(found)
        .singleElement()
        .satisfies(press -> assertThat(press.name()).isEqualTo("Presse: \"Nr. 4\" #1"));
    List<Browsable.Node> nodes = driver.below(found.get(0).id(), "", 0, 50).nodes();

    Map<String, Object> read = new TreeMap<>();
    for (Browsable.Node node : nodes) {
      Browsable.Held held = node.held().orElseThrow();
      if (held.unfit().isEmpty()) {
        ChannelRecord record = ChannelRecord.createReadRecord("odd", DataType.DOUBLE);
        record.setChannelConfig(Map.copyOf(held.channel()));
        driver.read(List.of(record));
        read.put(node.name(), Bench.value(record));
        assertThat(driver.asTold(held.channel())).as(node.id()).isEqualTo(held.channel());
      }
    }

    assertThat(read)
        .isEqualTo(
            Map.of(
                "Öldruck: \"A\\B\" #1 {x}, 'y' & [z]", 121.25,
                "Wärme", 61.5,
                "- no", 4e9,
                "~", -7.0,
                "läuft", 1.0));
    assertThat(driver.asTold(Map.of("node.id", "nsu=urn:maker:Presse #4%3BGröße 100%;i=4711")))
        .as("a percent sign as it may have been written before")
        .isEqualTo(
            driver
                .below(found.get(0).id(), "wärme", 0, 1)
                .nodes()
                .get(0)
                .held()
                .orElseThrow()
                .channel());
    assertThat(nodes)
        .filteredOn(node -> node.name().equals("Teil"))
        .singleElement()
        .satisfies(
            part ->
                assertThat(part.held().orElseThrow().unfit())
                    .contains("a text; a point is a number"));
  }

  @Test
  void aNodeThatADocumentWritesByNumberIsKnownAgain() throws Exception {
    Map<String, String> told = held("count").channel();

    assertThat(
            IntStream.range(0, 20)
                .mapToObj("ns=%d;s=count"::formatted)
                .filter(node -> driver.asTold(Map.of("node.id", node)).equals(told)))
        .as("one of the server's namespaces is the plant's")
        .hasSize(1);
    assertThat(driver.asTold(told)).isEqualTo(told);
    assertThat(driver.asTold(Map.of("node.id", "i=85", "deadband", "2")))
        .isEqualTo(
            Map.of(
                "node.id",
                driver.asTold(Map.of("node.id", "ns=0;i=85")).get("node.id"),
                "deadband",
                "2"));
    for (String unknown : List.of("path=/Spindle/count", "ns=99;s=count", "count")) {
      assertThat(driver.asTold(Map.of("node.id", unknown))).isEqualTo(Map.of("node.id", unknown));
    }
    assertThat(driver.asTold(Map.of())).isEmpty();
    OpcUaDriver unasked = bench.driver(Map.of("endpoint", "opc.tcp://127.0.0.1:1"));
    assertThat(unasked.asTold(Map.of("node.id", "ns=2;s=count")))
        .isEqualTo(Map.of("node.id", "ns=2;s=count"));
  }

  @Test
  void whatCanBeNoPointSaysWhy() throws Exception {
    assertThat(held("axes").unfit()).contains("a list of values; a point is one number");
    assertThat(held("tool").unfit()).contains("a text; a point is a number");
    assertThat(held("tool").text()).isEqualTo("M42");
    assertThat(held("made").unfit()).contains("a time; a point is a number");
    assertThat(held("axes").channel()).isEmpty();
    assertThat(held("raw").text()).isEqualTo("010203");
    assertThat(held("raw").unfit()).contains("no number; a point is one");
    assertThat(held("running").unfit()).isEmpty();
  }

  /** An enumeration, or a type of the server's own, while the control is away. */
  @Test
  void whereNothingTellsTheTypeAPersonMayKnowIt() throws Exception {
    server.set("mode", "Null", 0, "BadNoCommunication", 0);

    Browsable.Node mode = driver.below(SPINDLE, "mode", 0, 10).nodes().get(0);

    assertThat(mode.opens()).as("it may be a structure").isTrue();
    assertThat(mode.held().orElseThrow().type()).isEmpty();
    assertThat(mode.held().orElseThrow().unfit()).isEmpty();
    assertThat(mode.held().orElseThrow().channel()).containsKey("node.id");
    server.set("mode", "Int32", 3, "Good", 0);
    assertThat(held("mode").type()).isEqualTo("Int32");
    assertThat(held("mode").value()).contains(3.0);
  }

  @Test
  void aFlatFolderIsToldInPartsAndFoundByName() throws Exception {
    Browsable.Branch first = driver.below(SPINDLE, "f", 0, 200);
    Browsable.Branch last = driver.below(SPINDLE, "F119", 5, 200);

    assertThat(first.nodes()).hasSize(200);
    assertThat(first.fits()).isGreaterThanOrEqualTo(1200);
    assertThat(last.nodes())
        .extracting(Browsable.Node::name)
        .as("f119 and f1190 to f1199, whatever the case, without the first five")
        .containsExactly("f1194", "f1195", "f1196", "f1197", "f1198", "f1199");
    assertThat(last.fits()).isEqualTo(11);
  }

  /** The server is told to forget the place: small ones keep few. */
  @Test
  void ofManyThousandsAPartIsLookedThroughAndThatIsSaid() throws Exception {
    Place place =
        new Place(
            server.url(),
            SecurityPolicy.None,
            MessageSecurityMode.None,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    Link link =
        new Link(
            place,
            new Login(folder, new KeyChoice("a test", "", ""), "", "", "", () -> ""),
            new TrustFolder(TrustFolder.Side.SERVER, "a test", folder.resolve("own")),
            Clock.systemUTC(),
            there -> {});
    try {
      Browsable.Branch branch = new Browsing("plc-4", place, link, 600).below(SPINDLE, "f", 0, 1);

      assertThat(branch.whole()).isFalse();
      assertThat(branch.fits()).isBetween(600, 1_100);
      assertThat(server.peer().say("released", "released")).isEqualTo("released 1");
    } finally {
      link.close();
    }
  }

  @Test
  void whatIsNotThereAndWhatIsAwayIsSaidInWords() {
    assertThatThrownBy(() -> driver.below(Server.PLANT + "nobody", "", 0, 10))
        .isInstanceOf(UnbrowsableException.class)
        .hasMessageContainingAll(server.url(), "nobody", "Bad_NodeIdUnknown");
    assertThatThrownBy(() -> driver.below("load", "", 0, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("node: given 'load'", "allowed");
    assertThatThrownBy(() -> driver.below("", "", 0, 201))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 200");
    OpcUaDriver away =
        bench.driver(Map.of("endpoint", "opc.tcp://127.0.0.1:1", "timeout.millis", 500));
    assertThatThrownBy(() -> away.below("", "", 0, 10))
        .isInstanceOf(UnbrowsableException.class)
        .hasMessageContainingAll("opc.tcp://127.0.0.1:1", "no session")
        .hasMessageNotContaining("tried again");
  }

  @Test
  void unitsAreKnownByNumberAndByWhatIsWritten() {
    assertThat(EngineeringUnit.ucum(4408652, null)).as("CEL").contains("Cel");
    assertThat(EngineeringUnit.ucum(-1, "°C")).contains("Cel");
    assertThat(EngineeringUnit.ucum(-1, "m/s²")).contains("m/s2");
    assertThat(EngineeringUnit.ucum(-1, "furlong")).isEmpty();
    assertThat(EngineeringUnit.ucum(-1, null)).isEmpty();
  }

  @Test
  void aDriverIsNamedAsPointsNameIt() {
    assertThat(Browsing.name(Map.of("kura.service.pid", "plc-4"))).isEqualTo("plc-4");
    assertThat(Browsing.name(Map.of("service.pid", OpcUaDriver.PID + "~plc-5"))).isEqualTo("plc-5");
  }
}
