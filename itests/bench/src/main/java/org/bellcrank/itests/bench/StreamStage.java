package org.bellcrank.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;
import org.bellcrank.vision.evaluation.Figure;

/**
 * Machines that send to a broker, limits that are crossed meanwhile until the order is
 * acknowledged, and what the gateway tells of what it decides. Broker, machines and gateway are
 * processes of their own on this machine.
 */
final class StreamStage {

  private static final int DEVICES = 100;
  private static final int TAGS = 50;

  /** Messages a second; 25,000 points. */
  private static final int RATE = 500;

  private static final int WARM_SECONDS = 15;
  private static final int CROSSINGS_A_SECOND = 2;
  private static final int FLOOD_MESSAGES = 20_000;
  private static final int SINGLES = 200_000;
  private static final int EVENTS_A_SECOND = 500;
  private static final int EVENT_WARM_SECONDS = 10;
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final Path home;
  private final Path folder;
  private final String orders;
  private final int seconds;
  private final PlantSite site;

  StreamStage(Path home, Path folder, String orders, int seconds) {
    this.home = home;
    this.folder = folder;
    this.orders = orders;
    this.seconds = seconds;
    site = new PlantSite(DEVICES, TAGS, CROSSINGS_A_SECOND * (WARM_SECONDS + seconds));
  }

  void run(Terminal terminal, List<Figure> figures, Facts.Builder load)
      throws IOException, BenchException, InterruptedException {
    Files.createDirectories(folder);
    CmmsBooks booksBefore = CmmsBooks.of(orders);
    int port = PeerProcess.freePort();
    try (PeerProcess broker = Peers.broker(folder, port).awaitWords("running");
        PlantGateway gateway = PlantGateway.start("bellcrank", home, folder, plan(port));
        PeerProcess machines =
            PeerProcess.talking(
                "the machines",
                folder.resolve("machines.log"),
                List.of(
                    PeerProcess.java(),
                    "-cp",
                    Peers.classPath(home),
                    "org.bellcrank.itests.bench.peers.PlantMain",
                    "tcp://127.0.0.1:" + port))) {
      if (!"ready".equals(machines.says().readLine())) {
        throw new BenchException("the machines do not start: " + machines.said());
      }
      gateway.process().awaitWords("] is connected over");
      paced(gateway, machines, broker, terminal, figures);
      flood(gateway, machines, terminal, figures);
      events(machines, terminal, figures);
      books(CmmsBooks.of(orders), booksBefore, figures);
    }
    load.put("stream", load());
  }

  private PlantGateway.Plan plan(int port) throws IOException {
    String broker = "tcp://127.0.0.1:" + port;
    ProfileFolder components =
        new ProfileFolder()
            .with(
                "machines",
                "org.bellcrank.source.mqtt.MqttSource",
                Map.of(
                    "broker.uri",
                    broker,
                    "client.id",
                    "bellcrank",
                    "topics",
                    List.of("f6/+", "cross/+", "seen/+"),
                    "payloads",
                    true))
            .with(
                "events",
                "org.bellcrank.publish.mqtt.MqttPublisher",
                Map.of(
                    "broker.uri",
                    broker,
                    "client.id",
                    "bellcrank-publisher",
                    "topic",
                    "bellcrank/bench/{kind}/{subject}",
                    "health.topic",
                    "",
                    "found",
                    List.of("*"),
                    "kinds",
                    List.of("order.raised", "delivery.acknowledged", "finding.disposed")));
    return new PlantGateway.Plan(
        List.of("bellcrank-mqtt"), components, site.documents(orders), TelemetryBench.HEAP_MIB);
  }

  /** F6 and the crossings. */
  private void paced(
      PlantGateway gateway,
      PeerProcess machines,
      PeerProcess broker,
      Terminal terminal,
      List<Figure> figures)
      throws IOException, BenchException, InterruptedException {
    terminal.progress("warming up");
    ask(machines, "still 0 " + site.crossings());
    int warmCrossings = CROSSINGS_A_SECOND * WARM_SECONDS;
    long sent = stream(machines, RATE, RATE * WARM_SECONDS, TAGS, warmCrossings, 0);
    Tally warm = gateway.await(site::told, sent, SILENCE);
    figures.add(
        Figure.atMost(
            "points silently dropped in the warm-up", Math.abs(warm.silentlyLost(sent, 0)), "", 0));
    ask(machines, "orders");
    Tally before = gateway.tally(site::told);
    Duration gatewayBefore = gateway.processorTime();
    Duration brokerBefore = broker.processorTime();
    Duration machinesBefore = machines.processorTime();
    terminal.progress("%d points a second for %d s".formatted(RATE * TAGS, seconds));
    long begun = System.nanoTime();
    sent =
        stream(machines, RATE, RATE * seconds, TAGS, CROSSINGS_A_SECOND * seconds, warmCrossings);
    Tally took = gateway.await(site::told, before.taken() + sent, SILENCE).since(before);
    double lasted = (System.nanoTime() - begun) / 1e9;
    Duration used = gateway.processorTime().minus(gatewayBefore);
    figures.add(
        Figure.atLeast(
            "F6 points into windows, 50 a message", took.used() / lasted, "1/s", 20_000));
    figures.add(Figure.reported("F6 points sent", sent, ""));
    figures.add(Figure.reported("F6 points taken", took.taken(), ""));
    figures.add(Figure.atMost("F6 points passed over and told", took.passed(), "", 0));
    figures.add(
        Figure.atMost("F6 points silently dropped", Math.abs(took.silentlyLost(sent, 0)), "", 0));
    figures.add(
        Figure.reported("processor time a point", used.toNanos() / 1e3 / took.taken(), "us"));
    figures.add(Figure.reported("share of a processor, gateway", share(used, lasted), ""));
    figures.add(
        Figure.reported(
            "share of a processor, broker",
            share(broker.processorTime().minus(brokerBefore), lasted),
            ""));
    figures.add(
        Figure.reported(
            "share of a processor, machines",
            share(machines.processorTime().minus(machinesBefore), lasted),
            ""));
    orders(ask(machines, "orders"), figures);
    memory(gateway, figures);
  }

  private static double share(Duration used, double seconds) {
    return used.toNanos() / 1e9 / seconds;
  }

  /** Times are those of the measured part; all else is of all, the warm-up too. */
  private static void orders(Map<String, Double> orders, List<Figure> figures) {
    double missing = orders.get("sent") - orders.get("acknowledged");
    figures.add(
        Figure.atMost(
            "crossing to acknowledged order p99, beside F6", orders.get("p99"), "ms", 2_000));
    figures.add(Figure.reported("the same p50", orders.get("p50"), "ms"));
    figures.add(Figure.reported("the same, longest", orders.get("most"), "ms"));
    figures.add(Figure.reported("limits crossed", orders.get("sent"), ""));
    figures.add(Figure.atMost("crossings without acknowledged order", missing, "", 0));
    figures.add(
        Figure.atMost("orders acknowledged twice by the gateway", orders.get("doubled"), "", 0));
    figures.add(
        Figure.atMost("orders acknowledged that nobody crossed", orders.get("strange"), "", 0));
  }

  /** What the double holds at the very end; the gateway is not asked. */
  private void books(CmmsBooks now, CmmsBooks before, List<Figure> figures) {
    long orders = now.orders() - before.orders();
    figures.add(Figure.reported("orders in the CMMS's books", orders, ""));
    figures.add(
        Figure.atMost(
            "orders missing or too many in the CMMS's books",
            Math.abs(orders - site.crossings()),
            "",
            0));
    figures.add(
        Figure.atMost(
            "orders doubled, by the CMMS's books", now.doubled() - before.doubled(), "", 0));
  }

  static void memory(PlantGateway gateway, List<Figure> figures)
      throws IOException, InterruptedException {
    gateway
        .memory()
        .residentMiB()
        .ifPresent(mib -> figures.add(Figure.reported("resident, stream", mib, "MiB")));
    gateway
        .memory()
        .heapMiB()
        .ifPresent(
            mib -> figures.add(Figure.reported("heap after collection, stream", mib, "MiB")));
  }

  /** As fast as the broker takes them: once as before, once a message for each value. */
  private void flood(
      PlantGateway gateway, PeerProcess machines, Terminal terminal, List<Figure> figures)
      throws IOException, BenchException, InterruptedException {
    terminal.progress("as many as it can, %d points a message".formatted(TAGS));
    most(gateway, machines, FLOOD_MESSAGES, TAGS, figures);
    terminal.progress("as many as it can, one point a message");
    most(gateway, machines, SINGLES, 1, figures);
  }

  private void most(
      PlantGateway gateway, PeerProcess machines, int messages, int tags, List<Figure> figures)
      throws IOException, BenchException, InterruptedException {
    Tally before = gateway.tally(site::told);
    long begun = System.nanoTime();
    long sent = stream(machines, 0, messages, tags, 0, 0);
    Tally took = gateway.await(site::told, before.taken() + sent, SILENCE).since(before);
    double lasted = (System.nanoTime() - begun) / 1e9;
    String which = ", flood, %d a message".formatted(tags);
    figures.add(Figure.reported("points" + which, took.used() / lasted, "1/s"));
    figures.add(Figure.reported("passed over and told" + which, took.passed(), ""));
    figures.add(
        Figure.atMost("silently dropped" + which, Math.abs(took.silentlyLost(sent, 0)), "", 0));
  }

  private void events(PeerProcess machines, Terminal terminal, List<Figure> figures)
      throws IOException, BenchException, InterruptedException {
    terminal.progress("%d events a second".formatted(EVENTS_A_SECOND));
    Map<String, Double> told =
        ask(
            machines,
            "events %d %d %d"
                .formatted(
                    EVENTS_A_SECOND,
                    EVENTS_A_SECOND * EVENT_WARM_SECONDS,
                    EVENTS_A_SECOND * Math.min(seconds, 30)));
    figures.add(
        Figure.atMost("message in to event at subscriber p99, 500/s", told.get("p99"), "ms", 50));
    figures.add(Figure.reported("the same p50", told.get("p50"), "ms"));
    figures.add(Figure.reported("of it journal to subscriber p99", told.get("told99"), "ms"));
    figures.add(Figure.reported("of it journal to subscriber p50", told.get("told50"), "ms"));
    figures.add(Figure.atMost("events lost", told.get("lost"), "", 0));
    figures.add(Figure.reported("events sent, the warm-up too", told.get("sent"), ""));
    figures.add(Figure.atMost("events doubled", told.get("doubled"), "", 0));
    figures.add(Figure.atMost("events that nobody sent", told.get("strange"), "", 0));
  }

  /** How many points left; all were acknowledged by the broker. */
  private static long stream(
      PeerProcess machines, int rate, int messages, int tags, int crossings, int first)
      throws IOException, BenchException {
    Map<String, Double> sent =
        ask(
            machines,
            "stream %d %d %d %d %d %d".formatted(DEVICES, tags, rate, messages, crossings, first));
    if (sent.get("notTaken") > 0) {
      throw new BenchException("the broker did not take messages: " + machines.said());
    }
    return sent.get("points").longValue();
  }

  private static Map<String, Double> ask(PeerProcess machines, String line)
      throws IOException, BenchException {
    machines.hears().write(line + "\n");
    machines.hears().flush();
    String answer = machines.says().readLine();
    if (answer == null) {
      throw new BenchException("the machines ended: " + machines.said());
    }
    Map<String, Double> values = new HashMap<>();
    for (String pair : answer.split(" ")) {
      String[] parts = pair.split("=", 2);
      values.put(parts[0], Double.valueOf(parts[1]));
    }
    return values;
  }

  private Facts load() {
    return Facts.with("machines", DEVICES)
        .put("pointsEach", TAGS)
        .put("messagesPerSecond", RATE)
        .put("message", "JSON, %d values of one machine at one time, MQTT 5, QoS 1".formatted(TAGS))
        .put("read", "by a mapping of the site documents")
        .put(
            "eachPoint",
            "valid range, a limit, a window of 10 s whose mean is a point of its own, a roll-up of 1"
                + " min")
        .put("warmUpSeconds", WARM_SECONDS)
        .put("crossingsPerSecond", CROSSINGS_A_SECOND)
        .put("crossing", "each of a point and an asset of its own; 3 calls of 100 ms to the CMMS")
        .put("floodMessages", FLOOD_MESSAGES)
        .put("singleMessages", SINGLES)
        .put(
            "events",
            "a finding that is logged, in by MQTT and out by publish-mqtt at QoS 1 with what was found")
        .put("eventWarmUpSeconds", EVENT_WARM_SECONDS)
        .build();
  }
}
