package org.bellcrank.itests.chaos.starts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;
import org.bellcrank.itests.chaos.Audit;
import org.bellcrank.itests.chaos.Folders;
import org.bellcrank.itests.chaos.Http;
import org.bellcrank.itests.chaos.OrderAudit;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.itests.chaos.halts.Plant;
import org.bellcrank.itests.chaos.halts.Telling;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.store.jdbc.JdbcStore;

/** Starts the bundles once, with or without kills on the way, and audits what came of it. */
final class OneStart implements AutoCloseable {

  private static final int FIRST_PORT = 20_000;
  private static final int LAST_PORT = 32_000;
  private static final int LATEST_KILL_MILLIS = 3_000;
  private static final int SETTLED_SECONDS = 90;
  private static final int STOPPED_SECONDS = 60;
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final Path home;
  private final Path bundles;
  private final Path folder;
  private final Recorded recorded;
  private final Decided truth;
  private final Verdict verdict;
  private final ObjLongConsumer<String> counts;
  private final Http http = new Http();
  private Child child;

  OneStart(
      Path home,
      Path bundles,
      Path folder,
      Recorded recorded,
      Decided truth,
      Verdict verdict,
      ObjLongConsumer<String> counts) {
    this.home = home;
    this.bundles = bundles;
    this.folder = folder;
    this.recorded = recorded;
    this.truth = truth;
    this.verdict = verdict;
    this.counts = counts;
  }

  /**
   * Does it.
   *
   * @param kills how often the process is killed before the last start, which is left alone
   * @return how long the last start took until deciding began, in milliseconds
   */
  Optional<Long> go(int number, Random random, int kills) throws IOException, InterruptedException {
    Path place = folder.resolve("start-" + number);
    try (Plant plant = new Plant()) {
      recorded.copy(place, plant.addresses());
      Feeder feeder = new Feeder(http, recorded.arriving());
      try {
        for (int i = 0; i < kills; i++) {
          killed(place, random, feeder);
        }
        if (!rests(number, place, random, feeder)) {
          return Optional.empty();
        }
      } finally {
        feeder.stop();
      }
      counts.accept("starts", 1);
      Optional<Long> took = audit(number, place, plant);
      if (verdict.clean()) {
        Folders.remove(place);
      }
      return took;
    }
  }

  private void killed(Path place, Random random, Feeder feeder)
      throws IOException, InterruptedException {
    int port = port(random);
    Child victim = begun(place, random, port, port(random));
    feeder.to(port);
    TimeUnit.MILLISECONDS.sleep(random.nextInt(LATEST_KILL_MILLIS));
    victim.kill();
    child = null;
    counts.accept("kills", 1);
  }

  private Child begun(Path place, Random random, int intake, int console) throws IOException {
    if (child == null) {
      child = new Child(home, bundles, folder.resolve("children.log"));
    }
    child.say(
        List.of("start", place.toString(), "" + random.nextLong(), "" + intake, "" + console));
    return child;
  }

  private static int port(Random random) throws IOException {
    while (true) {
      int port = FIRST_PORT + random.nextInt(LAST_PORT - FIRST_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        continue;
      }
    }
  }

  /** A start that is left alone until nothing is open, and is stopped in order. */
  private boolean rests(int number, Path place, Random random, Feeder feeder)
      throws IOException, InterruptedException {
    int intake = port(random);
    int console = port(random);
    Child running = begun(place, random, intake, console);
    feeder.to(intake);
    String restarts = running.await("settled", SETTLED_SECONDS);
    if (restarts == null) {
      verdict.wrong("start %d did not come to its end; see children.log in %s", number, folder);
      return false;
    }
    counts.accept("bundlesStoppedAndStarted", Long.parseLong(restarts));
    URI overview = URI.create("http://127.0.0.1:%d/api/overview".formatted(console));
    long deadline = System.nanoTime() + Recorded.patience().toNanos();
    String last = "";
    while (true) {
      try {
        Http.Reply reply = http.get(overview, ANSWER);
        last = reply.body();
        if (reply.status() == 200 && feeder.done() && open(reply.facts()) == 0) {
          break;
        }
      } catch (IOException away) {
        last = away.toString();
      }
      if (System.nanoTime() > deadline) {
        verdict.wrong(
            "start %d does not come to rest, posted all: %s %s: %s",
            number, feeder.done(), feeder.refused(), last);
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    running.say(List.of("stop"));
    if (running.await("stopped", STOPPED_SECONDS) == null) {
      verdict.wrong("start %d could not be stopped; see children.log in %s", number, folder);
      return false;
    }
    return true;
  }

  /** What is not decided or not delivered. */
  private static long open(Facts overview) {
    long undecided =
        overview
            .facts("balance")
            .flatMap(balance -> balance.facts("states"))
            .map(states -> states.whole("PENDING").orElse(1))
            .orElse(1L);
    List<Facts> connectors = overview.factsList("connectors");
    return connectors.isEmpty()
        ? 1
        : undecided + connectors.stream().mapToLong(is -> is.whole("waiting").orElse(1)).sum();
  }

  private Optional<Long> audit(int number, Path place, Plant plant)
      throws IOException, InterruptedException {
    String version = Recorded.site(place.resolve("data")).version();
    try (JdbcStore store = JdbcStore.open(place.resolve("data"))) {
      Decided decided = Decided.in(store, version);
      decided.differences(truth).forEach(each -> verdict.wrong("start %d: %s", number, each));
      Audit audit = new Audit(store, verdict);
      audit.observations(recorded.tellings().stream().map(Telling::expected).toList());
      counts.accept("journalEntries", audit.chain());
      OrderAudit orders = new OrderAudit(store, verdict);
      orders.books(orders.orders(), plant.books());
      counts.accept("findingsOfStarts", decided.findings());
      counts.accept("ordersOfStarts", decided.orders());
      List<Entry> entries =
          store.read(unit -> unit.port(Journal.class).newest("start.completed", 1));
      List<Entry> first = store.read(unit -> unit.port(Journal.class).after(0, 1_000));
      if (!beganBefore(first)) {
        verdict.wrong("start %d decided before its start was complete", number);
      }
      return entries.stream().findFirst().flatMap(each -> millis(each.facts()));
    }
  }

  private static Optional<Long> millis(Facts facts) {
    return facts.whole("millis").stream().boxed().findFirst();
  }

  /** The first decision stands after a start that was complete. */
  private static boolean beganBefore(List<Entry> entries) {
    for (Entry entry : entries) {
      if (entry.kind().equals("start.completed")) {
        return true;
      }
      if (entry.kind().equals("finding.disposed")) {
        return false;
      }
    }
    return true;
  }

  /** The next start has a process of its own. */
  void anew() throws InterruptedException {
    if (child != null) {
      child.kill();
      child = null;
    }
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }
}
