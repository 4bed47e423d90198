package org.bellcrank.health.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bellcrank.health.Cause;
import org.bellcrank.health.HealthReport;
import org.bellcrank.health.HealthState;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private static final Cause MISSING = Cause.absent("a", "nobody configured a.Store");
  private static final Cause BROKEN = Cause.alone("b", "its activation failed: boom");

  private final Patience patience = new Patience(Duration.ofSeconds(16), Duration.ofMinutes(3));

  private static HealthReport report(HealthState state, Cause... causes) {
    return new HealthReport(Instant.EPOCH, state, List.of(), List.of(), List.of(), List.of(causes));
  }

  private Duration left(HealthReport report, int quiet, int now) {
    return patience.left(report, Duration.ofSeconds(quiet), Duration.ofSeconds(now).toNanos());
  }

  @Test
  void whatIsMissingWaitsUntilNothingChangesAnyMore() {
    HealthReport missing = report(HealthState.DEGRADED, MISSING);
    assertThat(left(missing, 2, 10)).isEqualTo(Duration.ofSeconds(14));
    assertThat(left(missing, 15, 23)).isEqualTo(Duration.ofSeconds(1));
    assertThat(left(missing, 16, 24)).isZero();
  }

  @Test
  void changesThatNeverEndDoNotKeepItBackForEver() {
    HealthReport missing = report(HealthState.DEGRADED, MISSING);
    assertThat(left(missing, 0, 10)).isPositive();
    assertThat(left(missing, 0, 10 + 175)).isEqualTo(Duration.ofSeconds(5));
    assertThat(left(missing, 0, 10 + 181)).isZero();
  }

  @Test
  void whatDoesNotWorkIsToldAtOnceWhateverIsMissingBeside() {
    assertThat(left(report(HealthState.FAILED, MISSING, BROKEN), 0, 10)).isZero();
    assertThat(left(report(HealthState.OK), 0, 10)).isZero();
  }

  @Test
  void aBundleThatNobodyStartedYetIsMissing() {
    assertThat(left(report(HealthState.FAILED), 0, 10)).isPositive();
  }

  @Test
  void whatIsMissedAgainAfterAllWasWellHasItsTimeAnew() {
    HealthReport missing = report(HealthState.DEGRADED, MISSING);
    left(missing, 0, 10);
    left(report(HealthState.OK), 0, 11);
    assertThat(left(missing, 0, 3_000)).isEqualTo(Duration.ofSeconds(16));
  }
}
