package org.bellcrank.itests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bellcrank.journal.Facts;
import org.bellcrank.vision.evaluation.Figure;
import org.junit.jupiter.api.Test;

class BenchTest {

  @Test
  void aPercentileIsAValueThatTheShareDoesNotPass() {
    List<Double> values = IntStream.rangeClosed(1, 200).mapToObj(n -> (double) n).toList();
    assertThat(Percentiles.of(values, 0.99)).isEqualTo(198);
    assertThat(Percentiles.of(values, 1)).isEqualTo(200);
    assertThat(Percentiles.of(List.of(7.0), 0.5)).isEqualTo(7);
    assertThat(Percentiles.of(List.of(), 0.5)).isNaN();
  }

  @Test
  void anOutcomeIsGoodWhenEveryTargetIsKeptAndAMissingValueKeepsNone() {
    Figure kept = Figure.atMost("F1", 1999, "ms", 2000);
    Figure reported = Figure.reported("beside", 5, "1/s");
    assertThat(new Outcome(Facts.empty(), List.of(kept, reported)).ok()).isTrue();
    Figure missed = Figure.atLeast("F7", 14_999, "1/s", 15_000);
    assertThat(new Outcome(Facts.empty(), List.of(kept, missed)).ok()).isFalse();
    assertThat(new Outcome(Facts.empty(), List.of(missed)).lines().get(0))
        .contains("14,999")
        .contains("MISSED, at least 15,000");
    Figure missing = Figure.atMost("F1", Percentiles.of(List.of(), 0.99), "ms", 2000);
    assertThat(new Outcome(Facts.empty(), List.of(missing)).ok()).isFalse();
  }

  @Test
  void theGatewaysShareIsWhatItsCallsDidNotTake() {
    Instant found = Instant.parse("2026-03-01T12:00:00Z");
    OrderTimes times =
        new OrderTimes(
            found,
            found.plusMillis(2),
            found.plusMillis(12),
            found.plusMillis(30),
            found.plusMillis(412),
            3,
            Duration.ofMillis(100));
    assertThat(times.endToEndMillis()).isEqualTo(412);
    assertThat(times.gatewayMillis()).isEqualTo(112);
    assertThat(
            times.intakeMillis() + times.decideMillis() + times.queueMillis() + times.callsMillis())
        .isEqualTo(412);
  }

  @Test
  void aPumpCountsWhatWasDoneAndWhatFailedAndUsesEachNumberOnce() throws Exception {
    Set<Long> used = ConcurrentHashMap.newKeySet();
    AtomicInteger twice = new AtomicInteger();
    Pump.Pumped pumped =
        new Pump(2)
            .run(
                n -> {
                  twice.addAndGet(used.add(n) ? 0 : 1);
                  return n % 2 == 0
                      ? CompletableFuture.completedFuture("done")
                      : CompletableFuture.failedFuture(new IllegalStateException("no"));
                },
                0,
                Duration.ofMillis(500));
    assertThat(twice).hasValue(0);
    assertThat(pumped.done()).isPositive();
    assertThat(pumped.done() - pumped.failed()).isBetween(0L, 1L);
    assertThat(pumped.seconds()).isGreaterThanOrEqualTo(0.5);
  }
}
