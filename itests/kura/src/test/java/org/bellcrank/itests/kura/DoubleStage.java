package org.bellcrank.itests.kura;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;

/** Our own double, with a broker of its own. */
final class DoubleStage implements Stage {

  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Duration LOGGED = Duration.ofSeconds(60);

  private final Path folder;
  private final Mosquitto broker;
  private final DoubleProcess gateway;
  private final Gate gate;

  private DoubleStage(Path folder, Mosquitto broker, DoubleProcess gateway, Gate gate) {
    this.folder = folder;
    this.broker = broker;
    this.gateway = gateway;
    this.gate = gate;
  }

  /** Starts with the gateway profile's snapshot and no package. */
  static DoubleStage open(Platform platform, String name) throws IOException {
    if (!Mosquitto.installed()) {
      System.err.println("SKIPPED: no mosquitto on this machine; install the Debian package");
    }
    Assumptions.assumeTrue(Mosquitto.installed(), "mosquitto is not installed");
    Path folder = stages().resolve(name);
    empty(folder);
    Mosquitto broker = Mosquitto.start(folder.resolve("broker"));
    DoubleProcess gateway =
        new DoubleProcess(platform, folder.resolve("gateway"), broker.address());
    int intake = Mosquitto.freePort();
    Path snapshots = Files.createDirectories(gateway.home().resolve("snapshots"));
    Files.writeString(
        snapshots.resolve("snapshot_0.xml"), snapshot(folder.resolve("data"), intake));
    Gate gate =
        new Gate(
            gateway.rest(),
            "admin",
            "admin",
            broker.address(),
            Gate.ACCOUNT,
            Gate.CLIENT,
            URI.create("http://127.0.0.1:" + intake),
            new Gate.Person("reader", "admin"),
            new Gate.Person("admin-without-permissions", "admin"));
    DoubleStage stage = new DoubleStage(folder, broker, gateway, gate);
    try {
      gateway.start();
    } catch (IOException | AssertionError e) {
      stage.close();
      throw e;
    }
    System.out.println(platform + ": " + stage.firstLines());
    return stage;
  }

  /**
   * Below the folder that the environment names as {@code BELLCRANK_TEST_SCRATCH}, or the build.
   */
  private static Path stages() {
    String named = System.getenv("BELLCRANK_TEST_SCRATCH");
    return named == null || named.isBlank()
        ? ROOT.resolve("itests/kura/target/stages")
        : Path.of(named, "kura");
  }

  private String firstLines() throws IOException {
    return String.join(
        ", ",
        Files.readAllLines(gateway.log()).stream()
            .filter(line -> line.matches(" ?(FRAMEWORK|GATEWAY).*"))
            .toList());
  }

  /** The one that is shipped, with this machine's places in it. */
  private static String snapshot(Path data, int intake) throws IOException {
    String shipped = Files.readString(ROOT.resolve("kura-config/profiles/gateway/snapshot_0.xml"));
    return shipped
        .replace("${data}", data.toString())
        .replace("${database}", "")
        .replace("${schema}", "bellcrank")
        .replace("${user}", "")
        .replace("${home}", ROOT.toString())
        .replace("${port}", "0")
        .replace(">8481<", ">" + intake + "<");
  }

  static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
    Files.createDirectories(folder);
  }

  @Override
  public Gate gate() {
    return gate;
  }

  @Override
  public Path folder() {
    return folder.resolve("made");
  }

  @Override
  public void configure(Administrator admin) {
    // Done by the snapshot it started with.
  }

  @Override
  public void awaitLogged(String... words) {
    Wait.until(
        "a line with " + String.join(" and ", words),
        LOGGED,
        () ->
            Files.readAllLines(gateway.log()).stream()
                .anyMatch(line -> java.util.Arrays.stream(words).allMatch(line::contains)));
  }

  @Override
  public void needsSimulatedChannels() {
    // The double has them.
  }

  @Override
  public void needsFilesOnTheGateway() {
    // It is this machine.
  }

  @Override
  public void restart() throws IOException {
    gateway.close();
    gateway.start();
  }

  @Override
  public void cutPower() throws IOException {
    gateway.kill();
    gateway.start();
  }

  @Override
  public void close() {
    gateway.close();
    broker.close();
  }
}
