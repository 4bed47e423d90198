package org.bellcrank.itests.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The tools that {@code bench delivery} sets side by side, each a process of its own. All take the
 * same messages from the same broker and send one POST for each to the same stub.
 */
final class Peers {

  /** Calls that each may have under way at a time. */
  static final int CONCURRENCY = 16;

  static final String GATEWAY = "bellcrank";
  static final String BARE = "bare-camel";
  static final String FLOW_TOOL = "flow-tool";

  private static final String FLOW_TOOL_PACKAGE = "node-red@4.1.15";
  private static final int ASSETS = 50;

  private final Path home;
  private final Path folder;
  private final int brokerPort;
  private final String stub;

  /**
   * @param home the checkout, built
   * @param folder a fresh one
   * @param stub address of the stub
   */
  Peers(Path home, Path folder, int brokerPort, String stub) {
    this.home = home;
    this.folder = folder;
    this.brokerPort = brokerPort;
    this.stub = stub;
  }

  /** A broker without persistence that keeps a million messages for each session. */
  static PeerProcess broker(Path folder, int port) throws IOException, BenchException {
    Path program = Path.of("/usr/sbin/mosquitto");
    if (!Files.isExecutable(program)) {
      throw new BenchException("no mosquitto (Debian package mosquitto); nothing was measured");
    }
    Path configuration = folder.resolve("mosquitto.conf");
    Files.writeString(
        configuration,
        """
        listener %d 127.0.0.1
        allow_anonymous true
        persistence false
        max_queued_messages 1000000
        max_inflight_messages 1000
        """
            .formatted(port));
    return PeerProcess.logging(
        "mosquitto",
        folder.resolve("mosquitto.log"),
        List.of(program.toString(), "-c", configuration.toString()),
        Map.of());
  }

  /** Jars for a Java process that takes Camel or its MQTT client. */
  static String classPath(Path home) throws BenchException {
    Path target = home.resolve("itests/bench/target");
    try (Stream<Path> files = Files.list(target)) {
      Path jar =
          files
              .filter(file -> file.getFileName().toString().matches("bench-[0-9.]+\\.jar"))
              .findFirst()
              .orElseThrow(() -> new BenchException("no jar of bench in " + target));
      return jar
          + ":"
          + home.resolve("bundles/lib-camel/target/classes/lib")
          + "/*:"
          + home.resolve("bundles/runtime-felix/target/runtime/lib")
          + "/*";
    } catch (IOException e) {
      throw new BenchException("bench is not built: " + target, e);
    }
  }

  /** This gateway, on a fresh data directory, with what it writes forced to disk. */
  PeerProcess gateway() throws IOException, BenchException, InterruptedException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    Path documents = Files.createDirectories(data.resolve("documents"));
    Files.writeString(
        documents.resolve("site.yaml"),
        resource("site.yaml").replace("MACHINES\n", machines()).replace("STUB_ADDRESS", stub));
    Files.writeString(documents.resolve("points.yaml"), points());
    return PeerProcess.logging(
            GATEWAY,
            folder.resolve("bellcrank.log"),
            List.of(
                PeerProcess.java(),
                "-XX:G1HeapRegionSize=16m",
                "-Dbellcrank.home=" + home,
                "-Djava.awt.headless=true",
                "-jar",
                home.resolve("bundles/runtime-felix/target/runtime/bellcrank.jar").toString(),
                "run",
                "--profile",
                "bench-delivery",
                "--data",
                data.toString(),
                "--broker",
                "tcp://127.0.0.1:" + brokerPort),
            Map.of())
        .awaitWords("] is connected over");
  }

  /** A Camel route without a store. */
  PeerProcess bareCamel() throws IOException, BenchException, InterruptedException {
    return PeerProcess.logging(
            BARE,
            folder.resolve("bare-camel.log"),
            List.of(
                PeerProcess.java(),
                "-cp",
                classPath(home),
                "org.bellcrank.itests.bench.peers.BareCamel",
                "tcp://127.0.0.1:" + brokerPort,
                "bench/" + BARE,
                stub,
                String.valueOf(CONCURRENCY)),
            Map.of())
        .awaitWords("ready");
  }

  /** The flow tool, fetched on first use; empty where there is no Node or it cannot be fetched. */
  Optional<PeerProcess> flowTool() throws IOException, BenchException, InterruptedException {
    Path there = Files.createDirectories(home.resolve("target/bench/flow-tool"));
    Path program = there.resolve("node_modules/node-red/red.js");
    if (!Files.exists(program) && !fetched(there)) {
      return Optional.empty();
    }
    Path user = Files.createDirectories(folder.resolve("flow-tool"));
    Files.writeString(user.resolve("settings.js"), resource("settings.js"));
    Files.writeString(
        user.resolve("flows.json"),
        resource("flows.json")
            .replace("BROKER_PORT", String.valueOf(brokerPort))
            .replace("STUB_ADDRESS", stub)
            .replace("RULE", quoted(resource("rule.js"))));
    return Optional.of(
        PeerProcess.logging(
                FLOW_TOOL,
                folder.resolve("flow-tool.log"),
                List.of(
                    "node",
                    program.toString(),
                    "-s",
                    user.resolve("settings.js").toString(),
                    "-u",
                    user.toString()),
                Map.of("BENCH_PORT", String.valueOf(PeerProcess.freePort())))
            .awaitWords("Connected to broker"));
  }

  private static boolean fetched(Path folder) throws InterruptedException {
    try {
      Process npm =
          new ProcessBuilder(
                  "npm",
                  "install",
                  "--no-audit",
                  "--no-fund",
                  "--omit=optional",
                  "--prefix",
                  folder.toString(),
                  FLOW_TOOL_PACKAGE)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("npm.log").toFile())
              .start();
      return npm.waitFor(5, TimeUnit.MINUTES) && npm.exitValue() == 0;
    } catch (IOException noNode) {
      return false;
    }
  }

  private static String machines() {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < ASSETS; n++) {
      text.append(
          "  - { id: m%1$02d, name: Machine %1$d, level: machine, parent: line, criticality: %2$s, foreignIds: { stub: m%1$02d } }%n"
              .formatted(n, "ABC".charAt(n % 3)));
    }
    return text.toString();
  }

  private static String points() {
    StringBuilder text = new StringBuilder("points:\n");
    for (int n = 0; n < ASSETS; n++) {
      text.append(
          "  - { id: bench/m%1$02d, asset: m%1$02d, floor: 0.30, classes: [scratch, dent, stain, crack] }%n"
              .formatted(n));
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Peers.class.getResourceAsStream("/delivery/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
