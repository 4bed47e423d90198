package org.bellcrank.itests.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;
import org.bellcrank.vision.evaluation.Figure;

/**
 * 50,000 registers over 64 connections of Modbus, each a driver of its own, against a server of
 * another maker (pymodbus), read every few seconds into streams.
 */
final class TagStage {

  static final int CONNECTIONS = 64;
  static final int TAGS = 50_000;

  private static final int EVERY_SECONDS = 5;
  private static final int ROUNDS = 6;

  /** A point that tells no more often than this in all rounds is silent. */
  private static final int LEAST = ROUNDS / 2;

  /** How long points that are silent are waited for, while others tell. */
  private static final Duration START = Duration.ofMinutes(10);

  private static final int RESIDENT_MIB = 1024;
  private static final String PYTHON = "/usr/bin/python3";
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final Path home;
  private final Path folder;
  private final String orders;

  TagStage(Path home, Path folder, String orders) {
    this.home = home;
    this.folder = folder;
    this.orders = orders;
  }

  void run(Terminal terminal, List<Figure> figures, Facts.Builder load)
      throws IOException, BenchException, InterruptedException {
    Files.createDirectories(folder);
    int port = PeerProcess.freePort();
    try (PeerProcess devices = devices(port)) {
      terminal.progress("%d tags over %d connections".formatted(TAGS, CONNECTIONS));
      try (PlantGateway gateway =
          PlantGateway.start(
              "tags",
              home,
              folder,
              new PlantGateway.Plan(
                  List.of("bellcrank-modbus", "bellcrank-kura"),
                  drivers(port),
                  documents(),
                  TelemetryBench.HEAP_MIB))) {
        measure(gateway, terminal, figures);
      }
    }
    load.put("tags", load());
  }

  private PeerProcess devices(int port) throws IOException, BenchException, InterruptedException {
    Path script = folder.resolve("modbus.py");
    try (InputStream in = TagStage.class.getResourceAsStream("/telemetry/modbus.py")) {
      Files.write(script, in.readAllBytes());
    }
    return PeerProcess.logging(
            "the Modbus server (Debian package python3-pymodbus)",
            folder.resolve("modbus.log"),
            List.of(PYTHON, script.toString(), String.valueOf(port)),
            Map.of())
        .awaitWords("listens");
  }

  private static ProfileFolder drivers(int port) {
    ProfileFolder components =
        new ProfileFolder()
            .with("points", "org.bellcrank.source.kura.PointSource", Map.of("drivers", List.of()));
    for (int n = 0; n < CONNECTIONS; n++) {
      components.with(
          driver(n),
          "org.bellcrank.driver.modbus.ModbusDriver",
          Map.of("host", "127.0.0.1", "port", port, "timeout.millis", 5_000));
    }
    return components;
  }

  private static String driver(int n) {
    return "plc-%02d".formatted(n);
  }

  private Map<String, String> documents() throws IOException {
    Map<String, String> files = new HashMap<>();
    files.put("site.yaml", PlantSite.site(orders, ""));
    files.put(
        "streams.yaml",
        "streams: [{ point: \"plc-*\", valid: { low: 0, high: 1000 }, rollup: PT10M }]\n");
    for (int n = 0; n < CONNECTIONS; n++) {
      int registers = TAGS / CONNECTIONS + (n < TAGS % CONNECTIONS ? 1 : 0);
      files.put(driver(n) + ".yaml", device(driver(n), registers));
    }
    return files;
  }

  private static String device(String driver, int registers) {
    StringBuilder points = new StringBuilder("points:\n");
    StringBuilder limits = new StringBuilder("limits:\n");
    for (int n = 0; n < registers; n++) {
      String point = driver + "/r" + n;
      points.append(
          "  - { id: %s, asset: machines, unit: Cel, source: { driver: %s, every: PT%dS, channel: { address: %d } } }%n"
              .formatted(point, driver, EVERY_SECONDS, n));
      limits.append(
          "  - { id: hot/%1$s, point: %1$s, high: 1500, hysteresis: 2, failureMode: overheating }%n"
              .formatted(point));
    }
    return points.append(limits).toString();
  }

  private static void measure(PlantGateway gateway, Terminal terminal, List<Figure> figures)
      throws IOException, BenchException, InterruptedException {
    gateway.awaitEach(point -> true, TAGS, 2, SILENCE, START);
    terminal.progress("reading");
    Duration used = gateway.processorTime();
    Facts pageBefore = gateway.page();
    Tally before = Tally.of(pageBefore, point -> true);
    Told toldBefore = Told.of(pageBefore, point -> true);
    long begun = System.nanoTime();
    TimeUnit.SECONDS.sleep((long) EVERY_SECONDS * ROUNDS);
    Facts page = gateway.page();
    Tally all = Tally.of(page, point -> true);
    Tally took = all.since(before);
    double lasted = (System.nanoTime() - begun) / 1e9;
    figures.add(
        Figure.atLeast(
            "F27 points that tell %d times in %d s or more, over 64 connections"
                .formatted(LEAST, EVERY_SECONDS * ROUNDS),
            Told.of(page, point -> true).atLeast(LEAST, toldBefore),
            "",
            TAGS));
    double due = TAGS / (double) EVERY_SECONDS;
    // What is under way at either end is up to a twentieth of it.
    figures.add(
        Figure.atLeast("F27 samples, 10,000 due", took.taken() / lasted, "1/s", due * 0.95));
    figures.add(Figure.atMost("F27 samples passed over and told", all.passed(), "", 0));
    figures.add(
        Figure.reported(
            "F27 processor time a sample",
            gateway.processorTime().minus(used).toNanos() / 1e3 / took.taken(),
            "us"));
    double resident = gateway.memory().residentMiB().orElse(Double.NaN);
    double heap = gateway.memory().heapMiB().orElse(Double.NaN);
    figures.add(
        Figure.atMost("F27 heap after collection", heap, "MiB", TelemetryBench.HEAP_MIB / 2.0));
    figures.add(Figure.atMost("F27 resident", resident, "MiB", RESIDENT_MIB));
  }

  private static Facts load() {
    return Facts.with("connections", CONNECTIONS)
        .put("tags", TAGS)
        .put("everySeconds", EVERY_SECONDS)
        .put("driver", "driver-modbus, an instance each, holding registers of 16 bits")
        .put("server", "pymodbus, one process, each value another each second")
        .put("eachPoint", "valid range, a limit, a roll-up of 10 min")
        .put("budgetHeapMiB", TelemetryBench.HEAP_MIB / 2)
        .put("budgetResidentMiB", RESIDENT_MIB)
        .build();
  }
}
