package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.Receipt.Unreachable.Scope;
import org.bellcrank.delivery.engine.Circuit.Blame;
import org.junit.jupiter.api.Test;

/** Whether the other side is unwell or one row is; ticks are a parameter. */
class CircuitTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Receipt BUSY = away(Scope.DELIVERY, null);
  private static final Receipt AWAY = away(Scope.INSTANCE, null);
  private static final Receipt KEY = away(Scope.CREDENTIAL, null);
  private static final Receipt SILENT = new Receipt.Uncertain(0, "no answer");

  private final Circuit circuit = new Circuit();
  private final Backoff pauses =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 0);
  private long seconds;

  private static Receipt away(Scope scope, Duration retryAfter) {
    return new Receipt.Unreachable("away", Optional.ofNullable(retryAfter), scope);
  }

  private Blame failed(String row, String step, Receipt receipt) {
    return circuit.failed(row, step, receipt, pauses, ticks(), NOON.plusSeconds(seconds));
  }

  private long ticks() {
    return Duration.ofSeconds(seconds).toNanos();
  }

  private long secondsLeft() {
    return Duration.ofNanos(circuit.ticksLeft(ticks())).toSeconds();
  }

  private void probe(String row) {
    seconds += secondsLeft();
    assertThat(circuit.admits(ticks(), 0)).isTrue();
    circuit.enter(row);
  }

  @Test
  void threeRowsThatFailAtTheSameStepAreTheOtherSideAndFewerAreNot() {
    assertThat(failed("a", "create", BUSY)).isEqualTo(Blame.ROW);
    assertThat(failed("a", "create", BUSY)).as("the same again").isEqualTo(Blame.ROW);
    assertThat(failed("b", "find", BUSY)).as("another step").isEqualTo(Blame.ROW);
    assertThat(failed("b", "create", SILENT)).isEqualTo(Blame.ROW);
    assertThat(circuit.state()).isEqualTo(Breaker.CLOSED);
    assertThat(failed("c", "create", BUSY)).isEqualTo(Blame.INSTANCE);
    assertThat(circuit.state()).isEqualTo(Breaker.OPEN);
    assertThat(secondsLeft()).isEqualTo(1);
  }

  @Test
  void aRowThatFailsWhereOthersPassIsAloneWithIt() {
    assertThat(failed("a", "create", BUSY)).isEqualTo(Blame.ROW);
    circuit.answered("b", "find", true);
    assertThat(failed("a", "create", BUSY)).as("a search proves nothing").isEqualTo(Blame.ROW);
    circuit.answered("b", "create", true);
    assertThat(failed("a", "create", BUSY)).isEqualTo(Blame.ALONE);
    assertThat(failed("a", "create", SILENT)).isEqualTo(Blame.ALONE);
    circuit.answered("a", "create", true);
    assertThat(failed("a", "create", BUSY)).as("it began anew").isEqualTo(Blame.ROW);
  }

  @Test
  void aKeyThatIsNotAcceptedStopsAllUntilAnotherRowIsAccepted() {
    circuit.answered("b", "create", true);
    assertThat(failed("a", "create", KEY)).isEqualTo(Blame.INSTANCE);
    assertThat(circuit.state()).isEqualTo(Breaker.CREDENTIAL);
    assertThat(secondsLeft()).as("a key is locked by too many tries").isEqualTo(32);
    assertThat(circuit.wasTried("a")).isTrue();
    probe("b");
    assertThat(circuit.lets("b")).isTrue();
    assertThat(circuit.lets("a")).isFalse();
    assertThat(circuit.answered("b", "create", true)).isTrue();
    assertThat(circuit.state()).isEqualTo(Breaker.CLOSED);
    assertThat(failed("a", "create", KEY)).as("this one only").isEqualTo(Blame.ALONE);
    assertThat(circuit.state()).isEqualTo(Breaker.CLOSED);
  }

  @Test
  void pausesDoubleUpToTheLongestAndAPassOfTheSameStepEndsThem() {
    failed("a", "find", AWAY);
    for (long pause : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      assertThat(secondsLeft()).isEqualTo(pause);
      assertThat(circuit.admits(ticks(), 0)).isFalse();
      probe("a");
      assertThat(circuit.admits(ticks(), 1)).as("one probe").isFalse();
      failed("a", "find", AWAY);
    }
    probe("a");
    assertThat(circuit.answered("a", "find", true)).isTrue();
    failed("a", "find", AWAY);
    assertThat(secondsLeft()).isEqualTo(1);
  }

  /** Reading works, changing does not: pauses must grow all the same. */
  @Test
  void aSearchThatPassesDoesNotSayThatChangesDo() {
    failed("a", "create", BUSY);
    failed("b", "create", BUSY);
    failed("c", "create", BUSY);
    for (long pause : new long[] {1, 2, 4}) {
      assertThat(secondsLeft()).isEqualTo(pause);
      probe("a");
      assertThat(circuit.answered("a", "find", true)).isFalse();
      failed("a", "create", BUSY);
      circuit.leave("a");
    }
    assertThat(circuit.state()).isEqualTo(Breaker.OPEN);
  }

  @Test
  void aProbeThatWentAllItsWayOpensForAll() {
    failed("a", "update", AWAY);
    probe("b");
    circuit.answered("b", "find", true);
    assertThat(circuit.leave("b")).isTrue();
    assertThat(circuit.state()).isEqualTo(Breaker.CLOSED);
    failed("a", "update", AWAY);
    assertThat(secondsLeft()).as("nobody passed the step that failed").isEqualTo(2);
  }

  @Test
  void whatWasAskedForIsWaitedForNeitherAtOnceNorForEver() {
    failed("a", "create", away(Scope.INSTANCE, Duration.ofSeconds(17)));
    assertThat(secondsLeft()).isEqualTo(17);
    failed("b", "create", away(Scope.INSTANCE, Duration.ofSeconds(1)));
    failed("c", "create", AWAY);
    assertThat(secondsLeft()).as("what was under way shortens nothing").isEqualTo(17);
    probe("a");
    failed("a", "create", away(Scope.DELIVERY, Duration.ofDays(11)));
    assertThat(secondsLeft()).isEqualTo(3600);
    circuit.resume(ticks());
    probe("a");
    failed("a", "create", away(Scope.INSTANCE, Duration.ZERO));
    assertThat(secondsLeft()).isEqualTo(1);
  }

  @Test
  void tooManyRequestsSayNothingAgainstARow() {
    for (int i = 0; i < 10; i++) {
      assertThat(failed("a", "create", away(Scope.INSTANCE, Duration.ofSeconds(2))))
          .isEqualTo(Blame.INSTANCE);
      probe("b");
      circuit.answered("b", "create", true);
      circuit.leave("b");
    }
  }
}
