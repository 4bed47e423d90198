package org.bellcrank.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bellcrank.itests.peers.NodePeer;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;
import org.bellcrank.vision.evaluation.Figure;

/**
 * A server of OPC UA by another maker (node-opcua, signed and encrypted), 1,000 of whose values
 * change every 100 ms; each change is a sample of a stream.
 */
final class ServerStage {

  private static final int ITEMS = 1_000;
  private static final int EVERY_MILLIS = 100;
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final String NODE = "nsu=http://bellcrank.example/plant;s=f%d";

  private final Path home;
  private final Path folder;
  private final String orders;
  private final int seconds;

  ServerStage(Path home, Path folder, String orders, int seconds) {
    this.home = home;
    this.folder = folder;
    this.orders = orders;
    this.seconds = seconds;
  }

  void run(Terminal terminal, List<Figure> figures, Facts.Builder load)
      throws IOException, BenchException, InterruptedException {
    Files.createDirectories(folder);
    terminal.progress("a server of OPC UA");
    int port = PeerProcess.freePort();
    Optional<NodePeer> server =
        NodePeer.start(
            home.resolve("bundles/driver-opcua/src/test/resources/server.js"),
            "ready",
            String.valueOf(port),
            Files.createDirectories(folder.resolve("server")).toString(),
            "{\"fast\":%d}".formatted(ITEMS));
    if (server.isEmpty()) {
      throw new BenchException(
          "no node, or its packages cannot be fetched; OPC UA is not measured");
    }
    try (NodePeer running = server.get();
        PlantGateway gateway =
            PlantGateway.start(
                "opcua",
                home,
                folder,
                new PlantGateway.Plan(
                    List.of("bellcrank-opcua", "bellcrank-kura"),
                    driver(port),
                    documents(),
                    TelemetryBench.HEAP_MIB))) {
      measure(running, gateway, terminal, figures);
    }
    load.put("opcua", load());
  }

  /** The server's certificate is believed before it is met, as a person would have it. */
  private ProfileFolder driver(int port) throws IOException {
    Path trusted = Files.createDirectories(folder.resolve("certificates/trusted"));
    Files.copy(
        folder.resolve("server/server.pem"),
        trusted.resolve("server.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    return new ProfileFolder()
        .with("points", "org.bellcrank.source.kura.PointSource", Map.of("drivers", List.of()))
        .with(
            "plant",
            "org.bellcrank.driver.opcua.OpcUaDriver",
            Map.of(
                "endpoint",
                "opc.tcp://127.0.0.1:%d/plant".formatted(port),
                "folder",
                folder.resolve("certificates").toString(),
                "sampling.millis",
                0,
                "publishing.millis",
                200,
                "queue.size",
                50));
  }

  private Map<String, String> documents() throws IOException {
    StringBuilder points = new StringBuilder("points:\n");
    for (int n = 0; n < ITEMS; n++) {
      points.append(
          "  - { id: f%1$d, asset: machines, source: { driver: plant, channel: { node.id: \"%2$s\" } } }%n"
              .formatted(n, NODE.formatted(n)));
    }
    return Map.of(
        "points.yaml",
        points.toString(),
        "site.yaml",
        PlantSite.site(orders, ""),
        "streams.yaml",
        "streams: [{ point: \"f*\", valid: { low: 0, high: 1000000 }, rollup: PT1M }]\n");
  }

  private void measure(
      NodePeer server, PlantGateway gateway, Terminal terminal, List<Figure> figures)
      throws IOException, BenchException, InterruptedException {
    Tally first = gateway.await(point -> true, ITEMS, Duration.ofSeconds(60));
    if (first.points() < ITEMS) {
      throw new BenchException(
          "%d of %d items were heard; the gateway said: %s"
              .formatted(first.points(), ITEMS, gateway.process().said()));
    }
    // Looks at what is there are no changes; the values stand until the server is told.
    Tally before = gateway.tally(point -> true);
    terminal.progress("%d items every %d ms".formatted(ITEMS, EVERY_MILLIS));
    int rounds = seconds * 1_000 / EVERY_MILLIS;
    Duration used = gateway.processorTime();
    long begun = System.nanoTime();
    server.say("run %d %d".formatted(rounds, EVERY_MILLIS), "running");
    TimeUnit.SECONDS.sleep(seconds);
    server.await("ran " + rounds);
    double changed = (System.nanoTime() - begun) / 1e9;
    long sent = (long) rounds * ITEMS;
    Tally took = gateway.await(point -> true, before.taken() + sent, SILENCE).since(before);
    figures.add(Figure.reported("OPC UA changes sent", sent, ""));
    figures.add(Figure.reported("OPC UA changes a second", sent / changed, "1/s"));
    figures.add(Figure.reported("OPC UA changes taken", took.taken(), ""));
    figures.add(
        Figure.atMost("OPC UA changes lost, 1,000 items", took.silentlyLost(sent, 0), "", 0));
    figures.add(Figure.atMost("OPC UA changes passed over and told", took.passed(), "", 0));
    figures.add(
        Figure.reported(
            "OPC UA processor time a change",
            gateway.processorTime().minus(used).toNanos() / 1e3 / sent,
            "us"));
  }

  private static Facts load() {
    return Facts.with("items", ITEMS)
        .put("everyMillis", EVERY_MILLIS)
        .put("server", "node-opcua, Basic256Sha256, signed and encrypted")
        .put("subscription", "sampling 0, publishing 200 ms, 50 values kept by the server")
        .build();
  }
}
