package org.bellcrank.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.bellcrank.vision.evaluation.Figure;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The word {@code bench}: measures the gateway and holds the figures against their targets. */
@Component(service = Verb.class)
public final class BenchVerb implements Verb {

  private static final int WRONG_USAGE = 2;

  private static final int ORDERS = 100_000;
  private static final int SECONDS = 60;

  private final List<Bench> benches;
  private final Services services;

  /** Takes what it needs of the gateway only when it is called. */
  @Activate
  public BenchVerb(BundleContext framework) {
    services = new Services(framework);
    benches =
        List.of(
            new VisionBench(services),
            new OrdersBench(services),
            new PeakBench(services),
            new IntakeBench(services),
            new StartBench(services),
            new ReplayBench(services),
            new DeliveryBench(services),
            new DrainBench(services, ORDERS),
            new TelemetryBench(services, SECONDS));
  }

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "measures the gateway: vision, orders, peak, intake, start, replay, delivery, drain or telemetry";
  }

  @Override
  public String help() {
    return """
        bench NAME [--report FILE]
        bench drain [--orders N] [--report FILE]
        bench telemetry [--seconds N] [--report FILE]

          vision   frames a second and latencies of the way from video to evidence, held against
                   the same decoding and the same inference in a bare loop
          orders   from finding to acknowledged order, 20 a second, doubles that answer in 100 ms
          peak     the same, idle and while 15,000 observations a second come in
          intake   durable observations and decided findings a second, beside bare SQLite
          start    cold start of the demo to the first frame, heap once it runs
          replay   a recorded shift of 8 hours decided again with two sets of documents, and alike
          delivery a message in, one POST out, beside bare Camel and, where Node is, a flow tool
          drain    a backlog of N orders (default 100000) to a double that answers at once and asks
                   for pauses with 429
          telemetry  25,000 points a second from a broker into windows for N seconds (default 60),
                   limits crossed meanwhile to their orders, events to a broker, 50,000 tags over
                   64 connections, 1,000 items of an OPC UA server every 100 ms

          --report FILE  write machine, load and figures as JSON
          --database jdbc:postgresql://HOST:PORT/DB --user NAME
                         the same gateway on PostgreSQL; the password in DIR/keys/database,
                         with --data DIR
        """;
  }

  private Optional<Bench> bench(List<String> arguments) {
    Optional<Integer> backlog = number(arguments, "drain", "--orders");
    if (backlog.isPresent()) {
      return Optional.of(new DrainBench(services, backlog.get()));
    }
    Optional<Integer> seconds = number(arguments, "telemetry", "--seconds");
    if (seconds.isPresent()) {
      return Optional.of(new TelemetryBench(services, seconds.get()));
    }
    return arguments.stream()
        .findFirst()
        .flatMap(name -> benches.stream().filter(each -> each.name().equals(name)).findFirst());
  }

  /** What an option right behind a name says; empty for none, or one out of range. */
  private static Optional<Integer> number(List<String> arguments, String name, String option) {
    String allowed = name.equals("drain") ? "[1-9]\\d{0,6}" : "[5-9]|[1-9]\\d{1,2}";
    return arguments.size() > 2
            && arguments.get(0).equals(name)
            && arguments.get(1).equals(option)
            && arguments.get(2).matches(allowed)
        ? Optional.of(Integer.parseInt(arguments.get(2)))
        : Optional.empty();
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    boolean counted =
        number(arguments, "drain", "--orders").isPresent()
            || number(arguments, "telemetry", "--seconds").isPresent();
    int known = (report(arguments).isPresent() ? 3 : 1) + (counted ? 2 : 0);
    return bench(arguments).isEmpty() || arguments.size() != known
        ? Optional.of(
            "bench: given %s; allowed: one of %s, with drain --orders N (1 to 9999999), with telemetry --seconds N (5 to 999), then --report FILE; nothing was measured"
                .formatted(arguments, benches.stream().map(Bench::name).toList()))
        : Optional.empty();
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws InterruptedException {
    Optional<String> complaint = complaint(arguments);
    if (complaint.isPresent()) {
      terminal.error(complaint.get());
      return WRONG_USAGE;
    }
    Optional<Bench> bench = bench(arguments);
    Optional<Path> report = report(arguments);
    try {
      return measure(bench.get(), report, terminal);
    } catch (BenchException | IOException e) {
      terminal.error("bench %s: %s".formatted(bench.get().name(), e.getMessage()));
      return 1;
    }
  }

  private static Optional<Path> report(List<String> arguments) {
    int at = arguments.indexOf("--report");
    return (at == 1 || at == 3) && arguments.size() == at + 2
        ? Optional.of(Path.of(arguments.get(at + 1)))
        : Optional.empty();
  }

  private static int measure(Bench bench, Optional<Path> report, Terminal terminal)
      throws BenchException, IOException, InterruptedException {
    Machine machine = new Machine();
    Outcome outcome = bench.run(terminal);
    terminal.line("bench " + bench.name() + " on " + machine.line());
    outcome.lines().forEach(terminal::line);
    if (report.isPresent()) {
      Facts facts =
          Facts.with("name", bench.name())
              .put("machine", machine.facts())
              .put("load", outcome.load())
              .put("figures", outcome.figures().stream().map(Figure::facts).toList())
              .build();
      Files.createDirectories(report.get().toAbsolutePath().getParent());
      Files.writeString(report.get(), facts.json() + "\n");
      terminal.line("report in " + report.get());
    }
    return outcome.ok() ? 0 : 1;
  }
}
