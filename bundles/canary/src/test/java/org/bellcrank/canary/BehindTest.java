package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.canary.Lamp.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A missing right for pictures keeps a lamp red for weeks, and hides nothing that is worse. */
class BehindTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration GRACE = Duration.ofMinutes(15);

  private final LampBoard board = new LampBoard();
  private Instant now = NOON;

  @BeforeEach
  void picturesWaitForWeeks() {
    board.period(GRACE.multipliedBy(4));
    behind();
    now = now.plus(GRACE);
    behind();
    assertThat(board.changes()).extracting(Lamp::stage).containsExactly(Trouble.BEHIND);
    now = now.plus(Duration.ofDays(21));
    behind();
  }

  private void behind() {
    bad(Trouble.BEHIND, "its pictures wait");
  }

  private void bad(String stage, String words) {
    board.bad(Kind.CONNECTOR, "lyon", now, stage, words);
    board.pass(now);
  }

  private void arrived() {
    board.goodButBehind(Kind.CONNECTOR, "lyon", now, "answered find");
  }

  private Lamp lamp() {
    return board.lamp(Kind.CONNECTOR, "lyon");
  }

  @Test
  void itIsToldOnceAndGrowsNoMoreUrgent() {
    assertThat(board.changes()).isEmpty();
    assertThat(lamp().level()).isEqualTo(1);
    assertThat(lamp().since()).isEqualTo(NOON);
    arrived();
    assertThat(lamp().state()).as("what waits still waits").isEqualTo(State.RED);
  }

  @Test
  void ordersThatStopAreToldOverItAndGrowUrgentFromThenOn() {
    Instant stopped = now;
    bad("queue", "its orders wait");
    assertThat(board.changes()).as("it may be a hiccup").isEmpty();
    now = now.plus(GRACE);
    bad("queue", "its orders wait");
    List<Lamp> told = board.changes();
    assertThat(told).hasSize(1);
    assertThat(told.get(0).stage()).isEqualTo("queue");
    assertThat(told.get(0).words()).isEqualTo("its orders wait");
    assertThat(told.get(0).since()).isEqualTo(stopped);
    assertThat(told.get(0).level()).isEqualTo(1);

    now = stopped.plus(GRACE.multipliedBy(16));
    bad("queue", "its orders wait");
    assertThat(board.changes()).extracting(Lamp::level).containsExactly(2);
    behind();
    assertThat(lamp().stage()).as("until orders are proven to flow").isEqualTo("queue");
  }

  @Test
  void onceOrdersFlowAgainThatIsToldAndThenWhatStillWaits() {
    bad("queue", "its orders wait");
    now = now.plus(GRACE);
    bad("queue", "its orders wait");
    board.changes();
    arrived();
    assertThat(board.changes()).extracting(Lamp::state).containsExactly(State.GREEN);
    behind();
    assertThat(board.changes()).isEmpty();
    now = now.plus(GRACE);
    behind();
    assertThat(board.changes()).extracting(Lamp::stage).containsExactly(Trouble.BEHIND);
  }

  @Test
  void aTestThatBreaksTwiceIsToldOverItThoughItIsLookedAtInBetween() {
    bad("step find", "nobody listens");
    now = now.plus(GRACE.dividedBy(2));
    behind();
    now = now.plus(GRACE.dividedBy(2));
    bad("step find", "nobody listens");
    assertThat(board.changes()).extracting(Lamp::stage).containsExactly("step find");
  }

  @Test
  void aHiccupThatATestDisprovesIsForgotten() {
    bad("step find", "nobody listens");
    arrived();
    now = now.plus(GRACE.multipliedBy(2));
    bad("step find", "nobody listens");
    assertThat(board.changes()).isEmpty();
    assertThat(lamp().stage()).isEqualTo(Trouble.BEHIND);
  }
}
