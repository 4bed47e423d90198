package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.Receipt.Unreachable.Scope;
import org.bellcrank.delivery.connector.Limits;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Test;

/** When calls of an instance flow; time is a parameter. */
class GateTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Receipt DONE = new Receipt.Accepted(200, Facts.empty());

  private static Gate gate(int concurrency, int perMinute) {
    ConnectorInstance instance =
        new ConnectorInstance(
            "i",
            "k",
            "i",
            "s",
            URI.create("http://127.0.0.1"),
            Optional.empty(),
            Map.of(),
            OptionalInt.of(concurrency),
            OptionalInt.of(perMinute),
            Optional.empty());
    Limits limits =
        new Limits(
            1,
            0,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            5);
    Gate gate = new Gate();
    gate.configure(
        instance, limits, new Backoff(limits.firstPause(), limits.longestPause(), () -> 0));
    return gate;
  }

  private static Receipt away(Scope scope, Duration retryAfter) {
    return new Receipt.Unreachable("away", Optional.ofNullable(retryAfter), scope);
  }

  @Test
  void noMoreAtATimeThanAllowed() {
    Gate gate = gate(2, 0);
    assertThat(gate.free(NOON)).isEqualTo(2);
    gate.enter();
    gate.enter();
    assertThat(gate.free(NOON)).isZero();
    gate.leave();
    assertThat(gate.free(NOON)).isEqualTo(1);
  }

  @Test
  void noMoreAMinuteThanAllowed() {
    Gate gate = gate(4, 60);
    int gone = 0;
    for (int tenth = 0; tenth < 600; tenth++) {
      if (gate.take(NOON.plusMillis(tenth * 100L))) {
        gone++;
      }
    }
    assertThat(gone).isBetween(55, 66);
  }

  @Test
  void pausesDoubleUpToTheLongestAndOneProbeOpensAgain() {
    Gate gate = gate(4, 0);
    Instant now = NOON;
    for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      gate.enter();
      gate.note(away(Scope.INSTANCE, null), now, Duration.ZERO);
      gate.leave();
      assertThat(gate.until()).contains(now.plusSeconds(seconds));
      assertThat(gate.free(now.plusSeconds(seconds).minusMillis(1))).isZero();
      now = now.plusSeconds(seconds);
      assertThat(gate.free(now)).as("one probe").isEqualTo(1);
    }
    gate.enter();
    assertThat(gate.breaker()).isEqualTo(Breaker.PROBING);
    assertThat(gate.free(now)).isZero();
    assertThat(gate.note(DONE, now, Duration.ofMillis(5))).isPresent();
    gate.leave();
    assertThat(gate.free(now)).isEqualTo(4);
  }

  @Test
  void whatWasAskedForIsWaitedFor() {
    Gate gate = gate(4, 0);
    gate.note(away(Scope.INSTANCE, Duration.ofSeconds(17)), NOON, Duration.ZERO);
    assertThat(gate.until()).contains(NOON.plusSeconds(17));
    // A second answer that was under way must not shorten it.
    gate.note(away(Scope.INSTANCE, Duration.ofSeconds(1)), NOON, Duration.ZERO);
    assertThat(gate.until()).contains(NOON.plusSeconds(17));
  }

  @Test
  void askedToComeBackAtOnceItStillPausesAndAskedToStayAwayItLooksEachHour() {
    Gate gate = gate(4, 0);
    gate.note(away(Scope.INSTANCE, Duration.ZERO), NOON, Duration.ZERO);
    assertThat(gate.until()).contains(NOON.plusSeconds(1));
    gate.note(away(Scope.INSTANCE, Duration.ofDays(11)), NOON, Duration.ZERO);
    assertThat(gate.until()).contains(NOON.plusSeconds(3600));
  }

  @Test
  void aClockThatJumpsBackStopsNothing() {
    Gate gate = gate(4, 60);
    assertThat(gate.take(NOON)).isTrue();
    Instant earlier = NOON.minus(Duration.ofDays(1));
    assertThat(gate.take(earlier)).isTrue();
    for (int i = 0; i < 10; i++) {
      gate.take(earlier);
    }
    assertThat(gate.take(earlier.plusSeconds(2))).isTrue();
    gate.note(away(Scope.INSTANCE, null), NOON, Duration.ZERO);
    assertThat(gate.free(earlier)).isEqualTo(1);
  }

  @Test
  void aCredentialThatIsNotAcceptedWaitsLongAndCanBeResumed() {
    Gate gate = gate(4, 0);
    gate.note(away(Scope.CREDENTIAL, null), NOON, Duration.ZERO);
    assertThat(gate.breaker()).isEqualTo(Breaker.CREDENTIAL);
    assertThat(gate.free(NOON.plusSeconds(59))).isZero();
    gate.resume();
    assertThat(gate.free(NOON)).isEqualTo(1);
  }

  @Test
  void silenceClosesTheGateOnlyWhenItRepeats() {
    Gate gate = gate(4, 0);
    Receipt silent = new Receipt.Uncertain(0, "no answer");
    gate.note(silent, NOON, Duration.ZERO);
    gate.note(silent, NOON, Duration.ZERO);
    assertThat(gate.breaker()).isEqualTo(Breaker.CLOSED);
    gate.note(silent, NOON, Duration.ZERO);
    assertThat(gate.breaker()).isEqualTo(Breaker.OPEN);
  }

  @Test
  void aRefusalSaysNothingAgainstTheOtherSide() {
    Gate gate = gate(4, 0);
    for (int i = 0; i < 10; i++) {
      gate.note(
          new Receipt.Refused(400, "no", Optional.empty(), Optional.empty()),
          NOON,
          Duration.ofMillis(3));
    }
    assertThat(gate.breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(gate.lastWords()).isEqualTo("no");
  }
}
