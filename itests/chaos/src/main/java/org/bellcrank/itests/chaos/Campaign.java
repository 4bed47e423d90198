package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;
import org.bellcrank.workorder.WorkOrder;

/**
 * One run: senders post without a pause while the gateway is killed and started again, then
 * everything has to come to rest and to agree. Leaves no process behind, whatever happens.
 */
final class Campaign {

  static final Duration LATENCY = Duration.ofMillis(30);
  private static final Duration UNTIL_CALLED = Duration.ofSeconds(60);
  private static final Duration LAST_WORDS = Duration.ofSeconds(120);

  private final Path home;
  private final Path folder;
  private final ChaosOptions options;
  private final StoreOpener stores;
  private final Terminal terminal;
  private final SplittableRandom random;
  private final Http http = new Http();
  private final Verdict verdict = new Verdict();
  private final Recovery recovery = new Recovery();
  private final Recovery coldStart = new Recovery();
  private long killedAt;

  /**
   * @param home the checkout, built
   * @param folder for data, books and logs; it stays
   */
  Campaign(Path home, Path folder, ChaosOptions options, StoreOpener stores, Terminal terminal) {
    this.home = home;
    this.folder = folder;
    this.options = options;
    this.stores = stores;
    this.terminal = terminal;
    random = new SplittableRandom(options.seed());
  }

  /**
   * Does it all.
   *
   * @throws ChaosException when the gateway does not come back or does not come to rest
   */
  Outcome run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    int intake = Http.freePort(random);
    int console = Http.freePort(random);
    try (Doubles doubles = Doubles.start(home, folder, http, LATENCY);
        Gateway gateway = new Gateway(home, folder, http, intake, console)) {
      ChaosSite.write(gateway.data(), doubles.maximo(), doubles.custom());
      doubles.arm(Weather.of(options.seed()));
      startAndWait(gateway);
      Senders sent = underFire(gateway, doubles);
      long hits = doubles.disarm();
      new Rest(gateway, verdict, terminal).await();
      int shown = new Pages(gateway, verdict).check();
      gateway.stop().forEach(verdict::wrong);
      return audit(gateway, doubles, sent, hits, shown);
    }
  }

  private void startAndWait(Gateway gateway) throws InterruptedException {
    long begun = System.nanoTime();
    gateway.start();
    gateway.awaitIntake();
    coldStart.add(Duration.ofNanos(System.nanoTime() - begun));
  }

  private Senders underFire(Gateway gateway, Doubles doubles) throws InterruptedException {
    try (Senders senders =
        new Senders(http, gateway.intake(), options.rate(), random.split(), Clock.systemUTC())) {
      long calls = doubles.calls();
      for (int i = 1; i <= options.kills(); i++) {
        KillPlan plan = KillPlan.draw(random, coldStart.quantile(0.5));
        if (i > 1) {
          again(gateway, plan);
        }
        if (plan.since() == KillPlan.Since.DELIVERY) {
          called(doubles, calls, gateway);
        }
        TimeUnit.MILLISECONDS.sleep(plan.after().toMillis());
        gateway.kill();
        killedAt = System.nanoTime();
        calls = doubles.calls();
        told(i, plan, senders);
      }
      startAndWait(gateway);
      recovery.add(Duration.ofNanos(System.nanoTime() - killedAt));
      senders.finish(LAST_WORDS);
      senders.refusal().ifPresent(verdict::wrong);
      return senders;
    }
  }

  /** Without a call for so long nothing would be tested any more, and something is wrong. */
  private static void called(Doubles doubles, long before, Gateway gateway)
      throws InterruptedException {
    if (!doubles.awaitCall(before, UNTIL_CALLED)) {
      throw new ChaosException(
          "no maintenance system was called for %d s; see the log beside %s"
              .formatted(UNTIL_CALLED.toSeconds(), gateway.data()));
    }
  }

  private void again(Gateway gateway, KillPlan plan) throws InterruptedException {
    if (plan.since() == KillPlan.Since.START) {
      gateway.start();
    } else {
      startAndWait(gateway);
      recovery.add(Duration.ofNanos(System.nanoTime() - killedAt));
    }
  }

  private void told(int kill, KillPlan plan, Senders senders) {
    terminal.line(
        String.format(
            Locale.ROOT,
            "kill %d of %d, %.2f s after %s; %d observations acknowledged",
            kill,
            options.kills(),
            plan.after().toMillis() / 1000.0,
            plan.since().words(),
            senders.acknowledgedCount()));
    senders
        .refusal()
        .ifPresent(
            words -> {
              throw new ChaosException(words);
            });
  }

  private Outcome audit(Gateway gateway, Doubles doubles, Senders senders, long hits, int shown)
      throws InterruptedException {
    List<Sighting> sent = senders.acknowledged();
    List<Facts> books = doubles.books();
    Outcome.Builder outcome = new Outcome.Builder();
    stores.read(
        gateway.data(),
        store -> {
          Audit audit = new Audit(store, verdict);
          audit.observations(sent);
          audit.findings(sent);
          outcome.entries = audit.chain();
          OrderAudit audited = new OrderAudit(store, verdict);
          List<WorkOrder> orders = audited.orders();
          if (orders.size() != shown) {
            verdict.wrong("the console shows %d orders, we have %d", shown, orders.size());
          }
          audited.causes(orders, sent);
          outcome.pictures = audited.books(orders, books);
          audited.raisedWithPicture(orders, sent);
          outcome.orders = orders.size();
          StepAudit steps = new StepAudit(store, verdict);
          steps.read();
          outcome.calls = steps.calls();
          outcome.cutShort = steps.cutShort();
        });
    outcome.observations = sent.size();
    outcome.findings = sent.stream().mapToLong(each -> each.findings().size()).sum();
    outcome.attempts = senders.attempts();
    outcome.faults = hits;
    return outcome.build(verdict, recovery, coldStart);
  }
}
