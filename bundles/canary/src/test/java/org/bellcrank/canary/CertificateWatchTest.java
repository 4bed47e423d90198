package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.canary.Lamp.State;
import org.bellcrank.keys.CertificateTerms;
import org.bellcrank.keys.CertificateTerms.Term;
import org.junit.jupiter.api.Test;

/** The lamps of certificates that end. */
class CertificateWatchTest {

  private static final String NAME = "press-4/own";
  private static final Instant END = Instant.parse("2027-03-01T00:00:00Z");
  private static final Duration BEFORE = Duration.ofDays(30);

  private LampBoard board = new LampBoard();
  private CertificateWatch watch = new CertificateWatch(board, new Fence(board));
  private final List<Term> terms = new ArrayList<>();
  private final List<CertificateTerms> all = List.of(() -> List.copyOf(terms));

  /** What is told at so many days before the end, as urgent as its level says. */
  private List<Integer> toldAt(long daysBefore) {
    Instant now = END.minus(Duration.ofDays(daysBefore));
    watch.look(all, BEFORE, now);
    board.pass(now);
    return board.changes().stream().map(Lamp::level).toList();
  }

  private void shown(Instant end) {
    terms.clear();
    terms.add(new Term(NAME, "CN=Bellcrank gateway", end));
  }

  private Lamp lamp() {
    return board.lamp(Kind.CERTIFICATE, NAME);
  }

  @Test
  void itIsToldOnceBeforeTheEndOnceInTheLastWeekAndOnceFromTheEndOn() {
    assertThat(toldAt(900)).as("nothing is in use yet").isEmpty();
    assertThat(board.names(Kind.CERTIFICATE)).isEmpty();
    shown(END);
    assertThat(toldAt(31)).isEmpty();
    assertThat(lamp().state()).isEqualTo(State.GREEN);
    assertThat(lamp().id()).isEqualTo("certificate/" + NAME);
    assertThat(toldAt(30)).containsExactly(1);
    assertThat(lamp().stage()).isEqualTo("ends");
    assertThat(lamp().words()).isEqualTo("CN=Bellcrank gateway ends at " + END);
    assertThat(toldAt(8)).as("time alone makes it no more urgent").isEmpty();
    assertThat(toldAt(7)).containsExactly(2);
    assertThat(toldAt(1)).isEmpty();
    assertThat(toldAt(0)).containsExactly(3);
    assertThat(lamp().stage()).isEqualTo("ended");
    assertThat(toldAt(-400)).isEmpty();

    shown(END.plus(Duration.ofDays(900)));
    assertThat(toldAt(-401)).as("renewed").containsExactly(0);
    assertThat(lamp().state()).isEqualTo(State.GREEN);
  }

  @Test
  void oneThatIsNotInUseAnyMoreIsGrey() {
    shown(END);
    toldAt(20);
    terms.clear();
    assertThat(toldAt(19)).containsExactly(0);
    assertThat(lamp().state()).isEqualTo(State.GREY);
  }

  @Test
  void afterARestartItStaysRedUntilItIsInUseAgain() {
    shown(END);
    toldAt(20);
    LampBoard next = new LampBoard();
    next.restore(lamp());
    board = next;
    watch = new CertificateWatch(next, new Fence(next));
    terms.clear();
    assertThat(toldAt(19)).isEmpty();
    assertThat(lamp().state()).isEqualTo(State.RED);
    shown(END.plus(Duration.ofDays(900)));
    assertThat(toldAt(19)).containsExactly(0);
    assertThat(lamp().state()).isEqualTo(State.GREEN);
  }

  /**
   * A machine that was scrapped, a driver of another name: nothing will ever say its name again.
   */
  @Test
  void oneThatNothingUsesAfterARestartIsGreyInTheEndAndIsToldAgainWhenItIsUsed() {
    shown(END);
    toldAt(-1);
    LampBoard next = new LampBoard();
    next.restore(lamp());
    board = next;
    watch = new CertificateWatch(next, new Fence(next));
    terms.clear();
    Instant start = END.plus(Duration.ofDays(2));
    assertThat(toldSince(start, Duration.ZERO)).isEmpty();
    assertThat(toldSince(start, CertificateWatch.PATIENCE.minusSeconds(1))).isEmpty();
    assertThat(lamp().state()).isEqualTo(State.RED);
    assertThat(toldSince(start, CertificateWatch.PATIENCE)).containsExactly(0);
    assertThat(lamp().state()).isEqualTo(State.GREY);
    assertThat(lamp().words()).isEqualTo("it is not in use since the gateway started");
    assertThat(toldSince(start, CertificateWatch.PATIENCE.multipliedBy(4))).isEmpty();

    shown(END);
    assertThat(toldSince(start, CertificateWatch.PATIENCE.multipliedBy(5)))
        .as("the machine was switched on")
        .containsExactly(3);
  }

  private List<Integer> toldSince(Instant start, Duration later) {
    watch.look(all, BEFORE, start.plus(later));
    board.pass(start.plus(later));
    return board.changes().stream().map(Lamp::level).toList();
  }
}
