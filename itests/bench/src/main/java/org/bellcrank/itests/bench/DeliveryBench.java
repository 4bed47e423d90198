package org.bellcrank.itests.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;
import org.bellcrank.vision.evaluation.Figure;

/**
 * What one order costs, message in and one POST out, beside tools that keep nothing: a bare Camel
 * route and, where Node is, a flow tool. One after the other, in one run, with the same load.
 */
final class DeliveryBench implements Bench {

  private static final int RATE = 500;
  private static final int WARM = 100_000;

  /** Of the warm-up at once: the flow tool opens a connection for each message that waits. */
  private static final int WARM_AT_ONCE = 20_000;

  private static final int PACED_WARM = 10 * RATE;
  private static final int PACED = 30 * RATE;
  private static final int FLOOD = 20_000;

  private final Services services;

  DeliveryBench(Services services) {
    this.services = services;
  }

  /** What one tool did. */
  private record Measured(
      Map<String, Double> paced, Map<String, Double> flood, double residentMiB) {

    double lost() {
      return missing(paced) + missing(flood);
    }

    private static double missing(Map<String, Double> round) {
      return round.get("published") - round.get("delivered");
    }

    double most() {
      return flood.get("delivered") / flood.get("seconds");
    }
  }

  private interface Start {
    PeerProcess start() throws IOException, BenchException, InterruptedException;
  }

  @Override
  public String name() {
    return "delivery";
  }

  @Override
  public Outcome run(Terminal terminal) throws BenchException, InterruptedException {
    Path home = services.home().toAbsolutePath();
    try {
      Path folder =
          Files.createDirectories(services.get(DataDirectory.class).root().resolve("delivery"));
      int port = PeerProcess.freePort();
      try (PeerProcess broker = Peers.broker(folder, port).awaitWords("running");
          PeerProcess load =
              PeerProcess.talking(
                  "the load",
                  folder.resolve("load.log"),
                  List.of(
                      PeerProcess.java(),
                      // Or each answer waits 40 ms for an acknowledgement of its head.
                      "-Dsun.net.httpserver.nodelay=true",
                      // A tool may open as many connections as it likes; none is closed on it.
                      "-Dsun.net.httpserver.maxIdleConnections=100000",
                      "-cp",
                      Peers.classPath(home),
                      "org.bellcrank.itests.bench.peers.LoadMain",
                      "tcp://127.0.0.1:" + port))) {
        return sideBySide(home, folder, port, load, terminal);
      }
    } catch (IOException e) {
      throw new BenchException("a process beside the gateway cannot be started", e);
    }
  }

  private Outcome sideBySide(Path home, Path folder, int port, PeerProcess load, Terminal terminal)
      throws IOException, BenchException, InterruptedException {
    BufferedReader says = load.says();
    String first = Optional.ofNullable(says.readLine()).orElse("nothing: " + load.said());
    if (!first.startsWith("stub ")) {
      throw new BenchException("the load said " + first);
    }
    Peers peers = new Peers(home, folder, port, "http://127.0.0.1:" + first.substring(5));
    Map<String, Measured> measured = new LinkedHashMap<>();
    measure(peers::bareCamel, load, terminal, measured);
    Optional<PeerProcess> flowTool = peers.flowTool();
    if (flowTool.isPresent()) {
      measure(flowTool::get, load, terminal, measured);
    } else {
      terminal.line("no Node or no flow tool to be had: measured beside bare Camel alone");
    }
    measure(peers::gateway, load, terminal, measured);
    return new Outcome(load(), figures(measured));
  }

  private static void measure(
      Start start, PeerProcess load, Terminal terminal, Map<String, Measured> measured)
      throws IOException, BenchException, InterruptedException {
    try (PeerProcess peer = start.start()) {
      terminal.progress(peer.name() + ": warming up");
      for (int done = 0; done < WARM; done += WARM_AT_ONCE) {
        round(load, peer, 0, 0, WARM_AT_ONCE);
      }
      terminal.progress("%s: %d orders a second".formatted(peer.name(), RATE));
      Map<String, Double> paced = round(load, peer, RATE, PACED_WARM, PACED);
      terminal.progress(peer.name() + ": as many as it can");
      Map<String, Double> flood = round(load, peer, 0, 0, FLOOD);
      measured.put(peer.name(), new Measured(paced, flood, peer.residentMiB().orElse(Double.NaN)));
    }
  }

  private static Map<String, Double> round(
      PeerProcess load, PeerProcess peer, int rate, int warm, int count)
      throws IOException, BenchException {
    Writer hears = load.hears();
    hears.write("bench/%s %d %d %d %d\n".formatted(peer.name(), peer.pid(), rate, warm, count));
    hears.flush();
    String line = load.says().readLine();
    if (line == null) {
      throw new BenchException("the load ended: " + load.said());
    }
    Map<String, Double> values = new HashMap<>();
    for (String pair : line.split(" ")) {
      String[] parts = pair.split("=", 2);
      values.put(parts[0], Double.valueOf(parts[1]));
    }
    if (values.get("strange") > 0) {
      throw new BenchException(
          "%s sent %s orders that name no message".formatted(peer.name(), values.get("strange")));
    }
    return values;
  }

  private static List<Figure> figures(Map<String, Measured> measured) {
    List<Figure> figures = new ArrayList<>();
    Measured own = measured.get(Peers.GATEWAY);
    Optional<Measured> flowTool = Optional.ofNullable(measured.get(Peers.FLOW_TOOL));
    double cpu = own.paced().get("cpu");
    String id = "processor time an order at %d/s, ".formatted(RATE);
    figures.add(
        flowTool
            .map(other -> Figure.atMost(id + Peers.GATEWAY, cpu, "ms", other.paced().get("cpu")))
            .orElseGet(() -> Figure.reported(id + Peers.GATEWAY, cpu, "ms")));
    figures.add(Figure.atMost("orders lost, bellcrank", own.lost(), "", 0));
    figures.add(
        Figure.atMost(
            "orders doubled, bellcrank",
            own.paced().get("doubled") + own.flood().get("doubled"),
            "",
            0));
    measured.forEach(
        (name, each) -> {
          if (each != own) {
            figures.add(Figure.reported(id + name, each.paced().get("cpu"), "ms"));
            figures.add(Figure.reported("orders lost, " + name, each.lost(), ""));
          }
          figures.add(
              Figure.reported(
                  "p50 at %d/s, %s".formatted(RATE, name), each.paced().get("p50"), "ms"));
          figures.add(
              Figure.reported(
                  "p99 at %d/s, %s".formatted(RATE, name), each.paced().get("p99"), "ms"));
          figures.add(Figure.reported("sustained maximum, " + name, each.most(), "1/s"));
          figures.add(
              Figure.reported(
                  "processor time at the maximum, " + name, each.flood().get("cpu"), "ms"));
          figures.add(Figure.reported("resident, " + name, each.residentMiB(), "MiB"));
        });
    Measured bare = measured.get(Peers.BARE);
    figures.add(
        Figure.reported("price of durability, processor time", cpu / bare.paced().get("cpu"), "x"));
    figures.add(Figure.reported("price of durability, maximum", own.most() / bare.most(), "x"));
    return figures;
  }

  private static Facts load() {
    return Facts.with("rate", RATE)
        .put("warmUpMessages", WARM)
        .put("pacedWarmUpMessages", PACED_WARM)
        .put("pacedMessages", PACED)
        .put("floodMessages", FLOOD)
        .put(
            "message",
            "an inspection with one detection, 340 bytes of JSON, MQTT 5 at QoS 1 over mosquitto")
        .put("order", "one POST, answered 201 at once; each message is a cause of its own")
        .put("connections", Peers.CONCURRENCY)
        .put(
            "bellcrank",
            "as it ships: observation, decision, order, intent, receipt on disk, forced")
        .put("bareCamel", "MQTT, rule, POST; no store, Camel's defaults for errors")
        .put("flowTool", "node-red 4.1.15: mqtt in, function, http request; its defaults")
        .put(
            "processorTime",
            "of the tool's process: first measured message to last order, by orders")
        .put("p50 and p99", "published to the body's arrival at the stub")
        .put("maximum", "published as fast as the broker takes them, all on this machine")
        .build();
  }
}
