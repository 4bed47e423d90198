package org.bellcrank.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.CustomRestDouble;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped profile of a plant and its documents, before machines that speak three protocols: a
 * pump at mosquitto, a compressor's control at an OPC UA server, a conveyor's at a Modbus slave.
 * What fails at each becomes one order. To what is shipped two drivers are added, and to the points
 * of two machines where they are read.
 */
@Timeout(180)
class PlantOverProtocolsTest {

  private static final Path SHIPPED = Command.HOME.resolve("kura-config");
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration SOON = Duration.ofSeconds(60);

  /** A control's clock is the gateway's here: a Modbus register has no time of its own. */
  private static final String CONVEYOR =
      """
      limits:
        - { id: belt-stands, point: CV-301/speed, low: 0.1, hysteresis: 0.1, holdFor: PT1S, failureMode: jam }
      classes:
        - { class: jam, title: Jam, failureMode: jam }
      """;

  @TempDir private static Path folder;
  private final List<AutoCloseable> running = new ArrayList<>();
  private Command gateway;
  private Pages pages;

  @AfterEach
  void end() throws Exception {
    for (int i = running.size() - 1; i >= 0; i--) {
      running.get(i).close();
    }
  }

  private <T extends AutoCloseable> T keep(T started) {
    running.add(started);
    return started;
  }

  @Test
  void aFaultAtEachOfThreeProtocolsBecomesOneAcknowledgedOrder() throws Exception {
    Broker broker = keep(Broker.start(folder));
    int opcua = Command.freePort();
    int modbus = Command.freePort();
    Machines machines = keep(machines(broker, opcua, modbus));
    CustomRestDouble cmms =
        keep(
            CustomRestDouble.start(
                DoubleOptions.free().plant(SHIPPED.resolve("profiles/demo-plant/assets.csv"))));
    documents(cmms.uri().toString().replaceAll("/$", ""));
    start(broker, profile(opcua, modbus));
    machines.awaitAnswering();

    awaitGood("PU-101/inlet-pressure", "bar", 0.8);
    awaitGood("CO-201/temperature", "Cel", 82);
    awaitGood("CO-201/state", null, 2);
    awaitGood("CV-301/speed", "m/s", 0.6);
    assertThat(orders()).isEmpty();

    machines.letGo();
    awaitOrders(3);
    assertThat(orders())
        .extracting(each -> each.requireText("title").replaceAll(":.*", ""))
        .containsExactlyInAnyOrder(
            "cavitation at Cooling water pump",
            "overheating at Air compressor",
            "jam at Outfeed conveyor");
    assertThat(cmms.books().orders())
        .extracting(BookedOrder::reference)
        .as("once each")
        .containsExactlyInAnyOrderElementsOf(
            orders().stream().map(each -> each.requireText("reference")).toList());
    assertThat(cmms.books().orders())
        .extracting(BookedOrder::number)
        .containsExactlyInAnyOrderElementsOf(
            orders().stream().map(each -> each.requireText("foreignId")).toList());
  }

  /** Shortly before they fail; ten minutes of theirs are a second, and they fail for thirty. */
  private static Machines machines(Broker broker, int opcua, int modbus) throws IOException {
    Instant yesterday = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.DAYS);
    return Machines.start(
        folder,
        "--first-day",
        "--seed",
        "7",
        "--start",
        yesterday.toString(),
        "--from",
        "PT9H28M",
        "--speed",
        "600",
        "--tick",
        "PT1M",
        "--waveform-every",
        "P1D",
        "--broker",
        broker.uri(),
        "--opcua-port",
        String.valueOf(opcua),
        "--modbus-port",
        String.valueOf(modbus));
  }

  private void start(Broker broker, Path profile) throws Exception {
    int port = Command.freePort();
    gateway =
        keep(
            Command.start(
                folder,
                "run",
                "--profile",
                profile.toString(),
                "--data",
                folder.resolve("data").toString(),
                "--port",
                String.valueOf(port),
                "--set",
                "broker=" + broker.uri()));
    pages = new Pages(port);
    Wait.until(
        START,
        () -> {
          assertThat(gateway.alive()).as(gateway.all()).isTrue();
          return pages.told("/api/versions").flatMap(all -> all.text("inForce")).isPresent();
        });
  }

  /** The shipped profile with a driver for each control, as a person adds them. */
  private static Path profile(int opcua, int modbus) throws IOException {
    Path profile = Files.createDirectory(folder.resolve("plant"));
    Path shipped = SHIPPED.resolve("profiles/plant");
    Files.copy(shipped.resolve("profile.properties"), profile.resolve("profile.properties"));
    String added =
        component(
                "compressor",
                "org.bellcrank.driver.opcua.OpcUaDriver",
                Map.of(
                    "endpoint",
                    "opc.tcp://127.0.0.1:%d/plant".formatted(opcua),
                    "security.policy",
                    "NONE",
                    "allow.none",
                    true,
                    "folder",
                    folder.resolve("opcua").toString(),
                    "sampling.millis",
                    100,
                    "publishing.millis",
                    100))
            + component(
                "conveyor",
                "org.bellcrank.driver.modbus.ModbusDriver",
                Map.of("port", modbus, "unit.id", 4));
    Files.writeString(
        profile.resolve("snapshot_0.xml"),
        replaced(
            Files.readString(shipped.resolve("snapshot_0.xml")),
            "</esf:configurations>",
            added + "</esf:configurations>"));
    return profile;
  }

  private static String component(String pid, String factory, Map<String, Object> settings) {
    StringBuilder properties = new StringBuilder(property("service.factoryPid", factory));
    settings.forEach((name, value) -> properties.append(property(name, value)));
    return """
    <esf:configuration pid="%s"><esf:properties>%s</esf:properties></esf:configuration>
    """
        .formatted(pid, properties);
  }

  private static String property(String name, Object value) {
    return """
    <esf:property array="false" encrypted="false" name="%s" type="%s"><esf:value>%s</esf:value></esf:property>
    """
        .formatted(name, value.getClass().getSimpleName(), value);
  }

  /** The shipped documents; of what is told at the broker the pump's alone is taken. */
  private static void documents(String cmms) throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    Path to = Files.createDirectory(data.resolve("documents"));
    try (Stream<Path> files = Files.list(SHIPPED.resolve("sites/plant"))) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    change(to.resolve("rules.yaml"), "http://127.0.0.1:8482", cmms);
    change(to.resolve("streams.yaml"), "      - plant/+/", "      - plant/PU-101/");
    Path points = to.resolve("points.yaml");
    String register = "channel: { table: INPUT_REGISTER, address: %s, form: %s }, every: PT0.1S";
    read(points, "CV-301/state", "driver: conveyor, " + register.formatted(0, "UINT16"));
    read(points, "CV-301/speed", "driver: conveyor, " + register.formatted(4, "FLOAT32"));
    String node = "driver: compressor, channel: { node.id: \"nsu=urn:bellcrank:plant;s=%s\" }";
    read(points, "CO-201/temperature", node.formatted("CO-201/temperature"));
    read(points, "CO-201/state", node.formatted("CO-201/state") + ", every: PT0.1S");
    Files.writeString(to.resolve("conveyor.yaml"), CONVEYOR);
    Path keys = Files.createDirectory(data.resolve("keys"));
    Path key = Files.writeString(keys.resolve("cmms"), "gateway:lyon-gateway");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
  }

  private static void read(Path points, String id, String source) throws IOException {
    change(points, "{ id: %s,".formatted(id), "{ id: %s, source: { %s },".formatted(id, source));
  }

  private static void change(Path file, String from, String to) throws IOException {
    Files.writeString(file, replaced(Files.readString(file), from, to));
  }

  private static String replaced(String text, String from, String to) {
    assertThat(text).contains(from);
    return text.replace(from, to);
  }

  private void awaitGood(String point, String unit, double about) throws Exception {
    said(
        point,
        () ->
            pages
                .point(point)
                .flatMap(each -> each.text("quality"))
                .filter("GOOD"::equals)
                .isPresent());
    Facts told = pages.point(point).orElseThrow();
    assertThat(told.text("unit").orElse(null)).as(point).isEqualTo(unit);
    assertThat(told.number("value").orElseThrow()).as(point).isBetween(about * 0.9, about * 1.1);
  }

  private List<Facts> orders() throws Exception {
    return pages.get("/api/orders?limit=100").factsList("orders");
  }

  private void awaitOrders(int count) throws Exception {
    said(
        count + " orders acknowledged",
        () ->
            orders().stream()
                    .filter(each -> each.requireText("delivery").equals("ACKNOWLEDGED"))
                    .count()
                >= count);
  }

  private void said(String what, Callable<Boolean> condition) throws Exception {
    try {
      Wait.until(SOON, condition);
    } catch (AssertionError e) {
      String points = pages.get("/api/points").json();
      throw new AssertionError(
          "%s: orders %s, points %s; %s".formatted(what, orders(), points, gateway.all()), e);
    }
  }
}
