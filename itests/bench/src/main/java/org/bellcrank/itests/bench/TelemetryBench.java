package org.bellcrank.itests.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bellcrank.itests.doubles.CmmsDoubles;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;
import org.bellcrank.vision.evaluation.Figure;

/**
 * What the gateway takes from a plant: streams from a broker with limits that are crossed
 * meanwhile, events to a broker, many tags over many connections, and a server of OPC UA. Each
 * gateway is a process of its own with a heap of {@link #HEAP_MIB}.
 */
final class TelemetryBench implements Bench {

  /** What a process of the gateway may take; also the budget of memory. */
  static final int HEAP_MIB = 512;

  private final Services services;
  private final int seconds;

  /**
   * A measurement.
   *
   * @param seconds that the stream and the changes of OPC UA last, 5 to 999
   */
  TelemetryBench(Services services, int seconds) {
    this.services = services;
    this.seconds = seconds;
  }

  @Override
  public String name() {
    return "telemetry";
  }

  @Override
  public Outcome run(Terminal terminal) throws BenchException, InterruptedException {
    try {
      Path folder =
          Files.createDirectories(services.get(DataDirectory.class).root().resolve("telemetry"));
      URI orders = services.get(CmmsDoubles.class).custom();
      return measure(services.home().toAbsolutePath(), folder, orders, seconds, terminal);
    } catch (IOException e) {
      throw new BenchException("a process beside the gateway cannot be started", e);
    }
  }

  private interface Stage {
    void run() throws IOException, BenchException, InterruptedException;
  }

  /** What cannot be measured is missed and takes nothing from what was measured before. */
  private static void stage(String name, Stage stage, Terminal terminal, List<Figure> figures)
      throws InterruptedException {
    try {
      stage.run();
    } catch (IOException | BenchException e) {
      terminal.line("%s: %s".formatted(name, e.getMessage()));
      figures.add(Figure.atMost(name + " not measured", 1, "", 0));
    }
  }

  /**
   * All of it.
   *
   * @param home the checkout, built
   * @param folder a fresh one
   * @param orders address of the double that takes them
   */
  static Outcome measure(Path home, Path folder, URI orders, int seconds, Terminal terminal)
      throws IOException, BenchException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    Facts.Builder load = Facts.with("seconds", seconds).put("heapMiB", HEAP_MIB);
    String cmms = orders.toString().replaceFirst("/$", "");
    new StreamStage(home, folder.resolve("stream"), cmms, seconds).run(terminal, figures, load);
    TagStage tags = new TagStage(home, folder.resolve("tags"), cmms);
    stage("F27", () -> tags.run(terminal, figures, load), terminal, figures);
    ServerStage server = new ServerStage(home, folder.resolve("opcua"), cmms, seconds);
    stage("OPC UA", () -> server.run(terminal, figures, load), terminal, figures);
    return new Outcome(load.build(), figures);
  }
}
