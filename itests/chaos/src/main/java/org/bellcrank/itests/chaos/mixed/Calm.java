package org.bellcrank.itests.chaos.mixed;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bellcrank.itests.chaos.Gateway;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;

/**
 * Waits until the gateway has taken, decided and delivered everything, then holds its balance and
 * the books of the maintenance systems against what was sent.
 */
final class Calm {

  private static final Duration STANDSTILL = Duration.ofSeconds(150);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final int CASES = 100;

  private final Gateway gateway;
  private final Systems systems;
  private final Verdict verdict;
  private final Terminal terminal;
  private long handedBack;

  Calm(Gateway gateway, Systems systems, Verdict verdict, Terminal terminal) {
    this.gateway = gateway;
    this.systems = systems;
    this.verdict = verdict;
    this.terminal = terminal;
  }

  /** How many deliveries a person sent again from the workbench. */
  long handedBack() {
    return handedBack;
  }

  private record Left(long missing, long undecided, long waiting, long refused) {

    boolean nothing() {
      return missing <= 0 && undecided + waiting + refused == 0;
    }
  }

  /** Returns when all of it is at rest, or with a complaint when nothing moves any more. */
  void await(long findings) throws IOException, InterruptedException {
    Left before = null;
    long movedAt = System.nanoTime();
    while (true) {
      Facts overview = gateway.api("overview");
      Left left = left(overview, findings);
      if (left.nothing()) {
        return;
      }
      terminal.progress("still open: " + left);
      if (!left.equals(before)) {
        before = left;
        movedAt = System.nanoTime();
      } else if (System.nanoTime() - movedAt > STANDSTILL.toNanos()) {
        complain(left, overview);
        return;
      }
      if (left.refused() > 0) {
        handBack();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
  }

  private void complain(Left left, Facts overview) {
    if (left.missing() > 0) {
      verdict.lost("%d findings that were acknowledged never came", left.missing());
    }
    verdict.wrong(
        "nothing moves for %d s, left %s: %s; %s",
        STANDSTILL.toSeconds(), left, overview.facts("deciding"), overview.list("connectors"));
  }

  private static Left left(Facts overview, long findings) {
    Facts balance = overview.facts("balance").orElse(Facts.empty());
    List<Facts> connectors = overview.factsList("connectors");
    return new Left(
        findings - balance.whole("accepted").orElse(0),
        balance.facts("states").orElse(Facts.empty()).whole("PENDING").orElse(0),
        connectors.stream().mapToLong(each -> each.whole("waiting").orElse(0)).sum(),
        connectors.stream().mapToLong(each -> each.whole("refused").orElse(0)).sum());
  }

  /** A person looks at the workbench and sends again what lies there. */
  private void handBack() throws IOException, InterruptedException {
    for (Facts each : gateway.api("workbench?limit=" + CASES).factsList("cases")) {
      terminal.line("on the workbench: " + each.text("words").orElse("") + " " + each.text("step"));
      Facts who = Facts.with("who", "chaos").put("why", "the faults are over").build();
      gateway.decide("workbench/" + each.requireText("id") + "/retry", who);
      handedBack++;
    }
  }

  /** Everything being at rest, whether all agree. */
  void judge(long findings) throws InterruptedException {
    Facts balance = gateway.api("balance");
    if (balance.whole("difference").orElse(Long.MIN_VALUE) != 0) {
      verdict.wrong("the balance is off: %s", balance);
    }
    if (!balance.list("problems").isEmpty()) {
      verdict.wrong("the journal does not balance: %s", balance.list("problems"));
    }
    long accepted = balance.whole("accepted").orElse(0);
    if (accepted > findings) {
      verdict.doubled("%d findings came of %d", accepted, findings);
    }
    long orders = balance.whole("orders").orElse(-1);
    long booked = 0;
    for (Facts book : systems.briefBooks()) {
      booked += book.whole("count").orElse(0);
      if (!book.facts("duplicates").orElse(Facts.empty()).values().isEmpty()) {
        verdict.doubled("a book holds orders twice: %s", book.facts("duplicates").get());
      }
      if (!book.facts("duplicateAttachments").orElse(Facts.empty()).values().isEmpty()) {
        verdict.doubled(
            "a book holds pictures twice: %s", book.facts("duplicateAttachments").get());
      }
    }
    if (orders != booked) {
      verdict.wrong("the gateway has %d orders, the books hold %d", orders, booked);
    }
  }
}
