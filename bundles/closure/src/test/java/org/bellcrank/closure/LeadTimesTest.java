package org.bellcrank.closure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.closure.Warning.End;
import org.junit.jupiter.api.Test;

class LeadTimesTest {

  private static final Instant TOLD = Instant.parse("2026-03-02T06:00:00Z");

  private final List<Warning> warnings = new ArrayList<>();

  private void warning(End end, double hours, Optional<Double> expected) {
    warnings.add(
        new Warning(
            "wo-" + warnings.size(),
            "pump",
            "blocked",
            TOLD,
            expected.map(LeadTimesTest::hours),
            end,
            end == End.OPEN ? Optional.empty() : Optional.of(TOLD.plus(hours(hours)))));
  }

  private static Duration hours(double hours) {
    return Duration.ofSeconds((long) (hours * 3600));
  }

  @Test
  void onlyWarningsThatWereRightHaveALeadTime() {
    for (int hours = 10; hours <= 110; hours += 10) {
      warning(End.CAME, hours, Optional.of(hours + 5.0));
    }
    warning(End.FALSE, 500, Optional.of(20.0));
    warning(End.OTHER, 500, Optional.empty());
    warning(End.UNSAID, 500, Optional.empty());
    warning(End.OPEN, 500, Optional.of(1.0));
    LeadTimes times = new LeadTimes(warnings, 14, 3, 2, true);

    LeadTimes.Spread lead = times.lead().orElseThrow();
    assertThat(lead.count()).isEqualTo(11);
    assertThat(lead.tenth()).isEqualTo(hours(20));
    assertThat(lead.median()).isEqualTo(hours(60));
    assertThat(lead.ninetieth()).isEqualTo(hours(100));
    assertThat(times.later().orElseThrow().median()).isEqualTo(hours(-5));
    assertThat(times.missedShare()).contains(3.0 / 14);
    assertThat(times.falseShare()).contains(1.0 / 13); // of 11 that came, one false, one other
  }

  @Test
  void whatNobodyKnowsIsMissingAndNotZero() {
    warning(End.OPEN, 0, Optional.of(40.0));
    warning(End.UNSAID, 10, Optional.of(40.0));
    LeadTimes times = new LeadTimes(warnings, 0, 0, 0, true);
    assertThat(times.lead()).isEmpty();
    assertThat(times.later()).isEmpty();
    assertThat(times.missedShare()).isEmpty();
    assertThat(times.falseShare()).isEmpty();
    assertThat(times.histogram()).allMatch(bar -> bar.came() + bar.repaired() == 0);
  }

  @Test
  void aRepairSaysNothingOfTheDayThatWasTold() {
    warning(End.REPAIRED, 80, Optional.of(200.0));
    LeadTimes times = new LeadTimes(warnings, 0, 0, 0, true);
    assertThat(times.lead().orElseThrow().median()).isEqualTo(hours(80));
    assertThat(times.later()).isEmpty();
  }

  @Test
  void theHistogramHasABarFromSeventyTwoToNinetySixHours() {
    warning(End.CAME, 71.9, Optional.empty());
    warning(End.CAME, 72, Optional.empty());
    warning(End.REPAIRED, 95.9, Optional.empty());
    warning(End.CAME, 96, Optional.empty());
    warning(End.CAME, 24 * 400, Optional.empty());
    List<LeadTimes.Bar> bars = new LeadTimes(warnings, 4, 0, 0, true).histogram();
    assertThat(bars).hasSize(7);
    assertThat(bars.get(2).from()).isEqualTo(hours(72));
    assertThat(bars.get(2).until()).contains(hours(96));
    assertThat(bars.get(2).came()).isEqualTo(1);
    assertThat(bars.get(2).repaired()).isEqualTo(1);
    assertThat(bars.stream().mapToInt(LeadTimes.Bar::came).toArray())
        .containsExactly(0, 1, 1, 1, 0, 0, 1);
    assertThat(bars.get(6).until()).isEmpty();
  }
}
