package org.bellcrank.itests.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;

/** Waits until the gateway has decided and delivered everything. */
final class Rest {

  private static final Duration STANDSTILL = Duration.ofSeconds(90);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final String OPEN = "PENDING";

  private final Gateway gateway;
  private final Verdict verdict;
  private final Terminal terminal;

  Rest(Gateway gateway, Verdict verdict, Terminal terminal) {
    this.gateway = gateway;
    this.verdict = verdict;
    this.terminal = terminal;
  }

  /** Returns when nothing is open, or with a complaint when nothing moves any more. */
  void await() throws InterruptedException {
    long least = Long.MAX_VALUE;
    long movedAt = System.nanoTime();
    while (true) {
      Facts overview = gateway.api("overview");
      long open = open(overview);
      if (open == 0) {
        return;
      }
      terminal.progress(open + " findings and deliveries still open");
      if (open < least) {
        least = open;
        movedAt = System.nanoTime();
      } else if (System.nanoTime() - movedAt > STANDSTILL.toNanos()) {
        verdict.wrong(
            "nothing moves for %d s, %d open: %s",
            STANDSTILL.toSeconds(), open, overview.list("connectors"));
        return;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
  }

  private static long open(Facts overview) {
    Facts balance = overview.facts("balance").orElse(Facts.empty());
    long undecided =
        balance
            .facts("states")
            .flatMap(states -> states.whole(OPEN).stream().boxed().findFirst())
            .orElse(0L);
    long waiting =
        overview.factsList("connectors").stream()
            .mapToLong(each -> each.whole("waiting").orElse(0))
            .sum();
    return undecided + waiting;
  }
}
