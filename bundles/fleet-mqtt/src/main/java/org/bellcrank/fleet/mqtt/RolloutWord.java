package org.bellcrank.fleet.mqtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.fleet.DeploymentPackage;
import org.bellcrank.fleet.PlanFile;
import org.bellcrank.fleet.Rollout;
import org.bellcrank.fleet.RolloutGateway;
import org.bellcrank.fleet.RolloutPlan;
import org.bellcrank.fleet.RolloutRecord;
import org.bellcrank.fleet.RolloutReport;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;

/** The words {@code fleet rollout}, {@code fleet push} and {@code fleet status}. */
final class RolloutWord {

  private static final long OK = 200;

  private final FleetOptions options;
  private final Clock clock;

  RolloutWord(FleetOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  int rollout(Path planPath, Terminal terminal)
      throws IOException, InvalidDocumentException, InterruptedException {
    Path folder = planPath.toAbsolutePath().getParent();
    PlanFile plan = PlanFile.of(planPath.toString(), Files.readString(planPath), folder);
    String plain = planPath.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    Path record = options.path("record").orElse(folder.resolve(plain + ".rollout"));
    return carryOut(plan, record, terminal);
  }

  /** A push is a roll-out of one stage whose record nobody needs afterwards. */
  int push(Terminal terminal) throws IOException, InterruptedException {
    Path file = FleetVerb.argument(options.words(), 1);
    List<Path> before =
        options.value("before").stream()
            .flatMap(text -> Stream.of(text.split(",")))
            .map(Path::of)
            .toList();
    Duration health = options.seconds("health", 30);
    Duration within = options.seconds("within", 900);
    PlanFile plan =
        new PlanFile(
            "push",
            Optional.of(file),
            before,
            Optional.empty(),
            List.of("*"),
            List.of(),
            0,
            Integer.MAX_VALUE,
            new RolloutPlan.Health(
                health, health, within, Duration.ofSeconds(1), !options.flag("untold")),
            1,
            before.isEmpty() ? RolloutPlan.GiveBack.NONE : RolloutPlan.GiveBack.FAILED,
            Integer.MAX_VALUE);
    Path folder = Files.createTempDirectory("bellcrank-push");
    Path record = folder.resolve("push.rollout");
    try {
      return carryOut(plan, record, terminal);
    } finally {
      Files.deleteIfExists(record);
      Files.deleteIfExists(folder);
    }
  }

  private int carryOut(PlanFile plan, Path path, Terminal terminal)
      throws IOException, InterruptedException {
    boolean known = Files.exists(path) && Files.size(path) > 0;
    try (FleetLink link = FleetVerb.link(options, plan.name())) {
      Births births = new Births(link);
      link.connect();
      Set<String> gateways =
          known ? RolloutRecord.look(path).gateways().keySet() : FleetVerb.chosen(options, births);
      RolloutPlan.Health health = plan.health();
      PackageChange.Pace pace =
          new PackageChange.Pace(options.seconds("patience", 10), health.poll(), clock);
      if (plan.packageFile().isPresent()) {
        DeploymentPackage target = DeploymentPackage.read(plan.packageFile().get());
        try (Serving serving = serving()) {
          PackageChange change =
              new PackageChange(
                  link, serving.source(), target, before(plan.packagesBefore()), pace);
          return run(plan, target.version(), gateways, path, change, link, terminal);
        }
      }
      byte[] zip = DocumentsWord.zip(plan.documents().orElseThrow());
      String target = known ? RolloutRecord.look(path).plan().target() : ask(link, gateways, zip);
      return run(
          plan,
          target,
          gateways,
          path,
          new DocumentsChange(link, zip, target, pace),
          link,
          terminal);
    }
  }

  /** The version of documents is what the first gateway that answers says of them. */
  private String ask(FleetLink link, Set<String> gateways, byte[] zip)
      throws IOException, InterruptedException {
    Duration patience = options.seconds("patience", 10);
    for (String gateway : gateways) {
      Optional<KuraPayload> reply = link.ask(gateway, DocumentsChange.put(zip, true), patience);
      if (reply.isPresent() && GatewayLook.code(reply.get()) == OK) {
        return Facts.parse(reply.get().bodyText()).requireText("version");
      }
      if (reply.isPresent()) {
        throw new IOException(gateway + " refuses: " + GatewayLook.refusal(reply.get()));
      }
    }
    throw new IOException("no gateway answers BELLCRANK-V1");
  }

  private int run(
      PlanFile file,
      String target,
      Set<String> gateways,
      Path path,
      Change change,
      FleetLink link,
      Terminal terminal)
      throws IOException, InterruptedException {
    RolloutPlan plan = file.resolve(gateways, target);
    try (RolloutRecord record = RolloutRecord.open(path, Optional.of(plan), clock)) {
      Path requests = requests(path);
      Rollout end = new RolloutRunner(record, change, requests, clock).run(terminal);
      report(end, record.began(), record.last(), link.messages(), terminal);
      return well(end) ? 0 : 1;
    }
  }

  private void report(Rollout end, Instant began, Instant last, long messages, Terminal terminal)
      throws IOException {
    RolloutReport.table(end).forEach(terminal::line);
    terminal.line(
        "%d gateways, %.1f s since it began, %d messages in this run"
            .formatted(
                end.gateways().size(),
                Duration.between(began, last).toMillis() / 1000.0,
                messages));
    FleetVerb.write(options, RolloutReport.facts(end, began, last, messages));
  }

  private static boolean well(Rollout end) {
    return end.course() == Rollout.Course.DONE
        && end.gateways().values().stream().allMatch(RolloutGateway::healthy);
  }

  private static Path requests(Path record) {
    return record.resolveSibling(record.getFileName() + ".request");
  }

  /** How a roll-out stands, from its record. */
  static int status(Path path, FleetOptions options, Terminal terminal) throws IOException {
    Rollout state = RolloutRecord.look(path);
    RolloutReport.table(state).forEach(terminal::line);
    FleetVerb.write(options, RolloutReport.facts(state));
    return well(state) ? 0 : 1;
  }

  /** Into the record where nobody carries it out; else to the one who does. */
  static int request(String word, Path path, boolean back, Clock clock, Terminal terminal)
      throws IOException {
    String whole = word + (back ? " back" : "");
    RolloutRunner.request(whole);
    RolloutRecord.look(path);
    try (RolloutRecord record = RolloutRecord.open(path, Optional.empty(), clock)) {
      record.add(RolloutRunner.request(whole));
      terminal.line(RolloutReport.summary(record.state()));
    } catch (IOException e) {
      Files.writeString(requests(path), whole);
      terminal.line("told the command that carries it out: " + whole);
    }
    return 0;
  }

  private static Map<String, DeploymentPackage> before(List<Path> places) throws IOException {
    Map<String, DeploymentPackage> before = new HashMap<>();
    for (Path place : places) {
      List<Path> files = new ArrayList<>();
      if (Files.isDirectory(place)) {
        try (Stream<Path> entries = Files.list(place)) {
          entries.filter(each -> each.toString().endsWith(".dp")).forEach(files::add);
        }
      } else {
        files.add(place);
      }
      for (Path each : files) {
        DeploymentPackage dp = DeploymentPackage.read(each);
        before.put(dp.version(), dp);
      }
    }
    return before;
  }

  /** Where packages come from, and what has to be closed afterwards. */
  private record Serving(PackageSource source, Optional<PackageServer> server)
      implements AutoCloseable {

    @Override
    public void close() {
      server.ifPresent(PackageServer::close);
    }
  }

  private Serving serving() throws IOException {
    Optional<String> url = options.value("url");
    if (url.isPresent()) {
      String prefix = url.get().replaceFirst("/*$", "/");
      return new Serving(dp -> prefix + dp.file().getFileName(), Optional.empty());
    }
    PackageServer server = new PackageServer(options.need("serve"));
    return new Serving(server, Optional.of(server));
  }
}
