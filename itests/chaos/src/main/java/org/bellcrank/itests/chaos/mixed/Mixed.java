package org.bellcrank.itests.chaos.mixed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bellcrank.itests.chaos.Audit;
import org.bellcrank.itests.chaos.ChaosException;
import org.bellcrank.itests.chaos.OrderAudit;
import org.bellcrank.itests.chaos.Pages;
import org.bellcrank.itests.chaos.Sighting;
import org.bellcrank.itests.chaos.StepAudit;
import org.bellcrank.itests.chaos.StoreOpener;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;
import org.bellcrank.workorder.WorkOrder;

/**
 * One campaign: rounds of faults under load; after each everything has to come to rest and to
 * agree. At its end the store is read by itself. Leaves nothing behind but its folder.
 */
public final class Mixed {

  private static final int REST_SENDERS = 4;
  private static final int MQTT_SENDERS = 3;
  private static final Duration LAST_WORDS = Duration.ofMinutes(4);

  private final Path home;
  private final Path folder;
  private final MixedOptions options;
  private final StoreOpener stores;
  private final Terminal terminal;
  private final SplittableRandom random;
  private final Verdict verdict = new Verdict();
  private final MixedOutcome outcome;

  /**
   * @param home the checkout, built
   * @param folder for data, books and logs; it stays
   */
  public Mixed(
      Path home, Path folder, MixedOptions options, StoreOpener stores, Terminal terminal) {
    this.home = home;
    this.folder = folder;
    this.options = options;
    this.stores = stores;
    this.terminal = terminal;
    random = new SplittableRandom(options.seed());
    outcome = new MixedOutcome(options, verdict);
  }

  /** Does it all. */
  public MixedOutcome run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    long begun = System.nanoTime();
    try (Leftovers leftovers = Leftovers.begin(home.resolve("target/chaos/leftovers"));
        Station station = Station.of(home, folder, options, leftovers, random.split())) {
      station.absent().forEach(words -> terminal.error("NOT BROKEN HERE: " + words));
      outcome.absent(station.absent());
      boolean done = false;
      try {
        campaign(station);
        done = true;
      } catch (ChaosException e) {
        verdict.wrong("%s", e.getMessage());
      } finally {
        if (!done || !verdict.clean()) {
          keep(station);
        }
      }
    }
    outcome.took(Duration.ofNanos(System.nanoTime() - begun));
    return outcome;
  }

  private void campaign(Station station) throws IOException, InterruptedException {
    Storm storm = new Storm(Troubles.of(station), random.split());
    outcome.faults(storm.counts());
    Calm calm = new Calm(station.gateway(), station.systems(), verdict, terminal);
    try (Crowd crowd = new Crowd(options.rate(), senders(station))) {
      gather(crowd, station);
      long end = System.nanoTime() + options.time().toNanos();
      if (options.byHand()) {
        byHand(station, crowd, calm, end);
      } else {
        do {
          round(station, storm, crowd, calm);
        } while (System.nanoTime() < end && verdict.clean());
      }
      outcome.handedBack(calm.handedBack());
      outcome.starts(station.keeper().starts(), station.keeper().notStarted());
      outcome.count("faultsOfTheDoubles", station.systems().behave());
      outcome.count("tries", crowd.tries());
      finish(station, crowd);
    }
  }

  private static int senders(Station station) {
    return REST_SENDERS + (station.broker().isPresent() ? MQTT_SENDERS : 0);
  }

  private void gather(Crowd crowd, Station station) {
    for (int i = 0; i < REST_SENDERS; i++) {
      crowd.add(
          new RestDoor(station.http(), station.gateway().intake(), random.split(), this::refused),
          true,
          random.split());
    }
    for (int i = REST_SENDERS; i < senders(station); i++) {
      crowd.add(station.door(i), false, random.split());
    }
  }

  private synchronized void refused(String words) {
    verdict.wrong("%s", words);
  }

  /** A person breaks what he likes and mends it again before the time is over. */
  private void byHand(Station station, Crowd crowd, Calm calm, long end)
      throws IOException, InterruptedException {
    station.keeper().excuseAll();
    station.byHand().forEach(terminal::line);
    crowd.resume();
    while (System.nanoTime() < end) {
      TimeUnit.SECONDS.sleep(1);
      terminal.progress(
          crowd.count() + " observations acknowledged; the gateway is " + station.keeper().words());
    }
    terminal.line("time is over: what is broken now has to be mended; all comes to rest");
    station.keeper().awaitUp();
    crowd.pause(LAST_WORDS);
    calm.await(crowd.findings());
    calm.judge(crowd.findings());
  }

  private void round(Station station, Storm storm, Crowd crowd, Calm calm)
      throws IOException, InterruptedException {
    crowd.resume();
    List<Trouble> fell = storm.round();
    long over = System.nanoTime();
    station.keeper().awaitUp();
    crowd.pause(LAST_WORDS);
    calm.await(crowd.findings());
    Duration rest = Duration.ofNanos(System.nanoTime() - over);
    calm.judge(crowd.findings());
    station.keeper().complaints().forEach(verdict::wrong);
    storm.judged(fell, verdict.clean());
    outcome.round(rest);
    terminal.line(
        String.format(
            Locale.ROOT,
            "round %d: %s; at rest after %.1f s, %d observations, %s",
            outcome.rounds(),
            fell.stream().map(Trouble::name).collect(Collectors.joining(", ")),
            rest.toMillis() / 1000.0,
            crowd.count(),
            verdict.clean() ? "nothing lost, nothing doubled" : verdict.complaints()));
  }

  private void finish(Station station, Crowd crowd) throws InterruptedException {
    int shown = new Pages(station.gateway(), verdict).check();
    List<Facts> books = station.systems().books();
    station.keeper().stop();
    station.keeper().complaints().forEach(verdict::wrong);
    List<Sighting> sent = crowd.acknowledged();
    stores.read(
        station.gateway().data(),
        store -> {
          Audit audit = new Audit(store, verdict);
          audit.observations(sent);
          audit.findings(sent);
          outcome.count("takenWithTheGatewaysTime", audit.claimed());
          outcome.count("journalEntries", audit.chain());
          OrderAudit audited = new OrderAudit(store, verdict);
          List<WorkOrder> orders = audited.orders();
          if (orders.size() != shown) {
            verdict.wrong("the console shows %d orders, we have %d", shown, orders.size());
          }
          audited.causes(orders, sent);
          outcome.count("pictures", audited.books(orders, books));
          audited.raisedWithPicture(orders, sent);
          outcome.count("orders", orders.size());
          StepAudit steps = new StepAudit(store, verdict);
          steps.read();
          outcome.count("calls", steps.calls());
          outcome.count("callsCutShort", steps.cutShort());
        });
    outcome.count("observations", sent.size());
    outcome.count("findings", sent.stream().mapToLong(each -> each.findings().size()).sum());
  }

  /** The data directory may lie on a disk that goes with this run. */
  private void keep(Station station) {
    station.keeper().close();
    station.disk().ifPresent(disk -> Machine.can("mount", "-o", "remount,rw", dataOf(station)));
    Machine.can("cp", "-a", dataOf(station), folder.resolve("kept").toString());
    station
        .postgres()
        .ifPresent(server -> Machine.can("cp", "-a", server.files(), folder + "/postgresql"));
  }

  private static String dataOf(Station station) {
    return station.gateway().data().toString();
  }
}
