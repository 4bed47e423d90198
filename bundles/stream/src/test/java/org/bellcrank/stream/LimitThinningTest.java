package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bellcrank.condition.Limit;
import org.bellcrank.condition.LimitStanding;
import org.bellcrank.condition.StateGate;
import org.junit.jupiter.api.Test;

class LimitThinningTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  private record Told(String limit, Instant at, Limit.Event event) {}

  /** The kept limits, as the decision steps them. */
  private static final class Kept {
    final List<Limit> limits;
    final LimitStanding[] standing;
    final List<Told> events = new ArrayList<>();
    int samples;

    Kept(List<Limit> limits) {
      this.limits = limits;
      standing = new LimitStanding[limits.size()];
      java.util.Arrays.fill(standing, LimitStanding.CLEAR);
    }

    void take(Measured sample) {
      samples++;
      for (int i = 0; i < standing.length; i++) {
        Limit limit = limits.get(i);
        boolean heard = limit.gate().open(sample.state(), sample.since(), sample.at());
        LimitStanding.Step step = standing[i].step(limit, sample.value(), sample.at(), heard);
        standing[i] = step.standing();
        if (step.event() != Limit.Event.NOTHING) {
          events.add(new Told(limit.id(), sample.at(), step.event()));
        }
      }
    }
  }

  @Property(tries = 2_000)
  void theThinnedSeriesTakesTheEventsOfTheFullOne(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int limits) {
    Random random = new Random(seed);
    List<Limit> all = new ArrayList<>();
    for (int i = 0; i < limits; i++) {
      all.add(limit(random, "limit-" + i));
    }
    Kept full = new Kept(all);
    Kept thinned = new Kept(all);
    LimitThinning thinning = new LimitThinning(all, thinned::take);
    Instant at = START;
    double value = 50;
    String state = "production";
    Instant since = START;
    for (int i = 0; i < 300; i++) {
      at = at.plusMillis(random.nextInt(4_000));
      value = Math.max(0, Math.min(100, value + random.nextGaussian() * 15));
      if (random.nextInt(20) == 0) {
        state = random.nextBoolean() ? "production" : "cleaning";
        since = at;
      }
      Measured sample = sample(at, Math.rint(value), state, since);
      full.take(sample);
      thinning.take(sample);
      if (random.nextInt(60) == 0) { // the gateway goes down and comes back
        thinning.flush();
        thinning = new LimitThinning(all, thinned::take);
      }
    }
    thinning.flush();
    assertThat(thinned.events).isEqualTo(full.events);
    assertThat(thinned.standing).isEqualTo(full.standing);
  }

  @Test
  void ofALongExcursionFourSamplesGoOutAndOneAMinute() {
    Limit limit = limit("hot", 75, 5, Duration.ofSeconds(30));
    Kept thinned = new Kept(List.of(limit));
    LimitThinning thinning = new LimitThinning(List.of(limit), thinned::take);
    thinning.take(sample(START, 20, null, null)); // what is kept is known now
    for (int second = 1; second <= 1_000; second++) {
      thinning.take(sample(START.plusSeconds(second), second < 100 ? 20 : 80, null, null));
    }
    thinning.take(sample(START.plusSeconds(1_001), 20, null, null));
    assertThat(thinned.events)
        .containsExactly(
            new Told("hot", START.plusSeconds(130), Limit.Event.CROSSED),
            new Told("hot", START.plusSeconds(1_001), Limit.Event.CLEARED));
    // first, began, crossed, cleared; 870 s crossed
    assertThat(thinned.samples).isEqualTo(4 + 14);
  }

  @Test
  void shortExcursionsOfALimitWithADurationCostNothing() {
    Limit limit = limit("hot", 75, 5, Duration.ofSeconds(30));
    Kept thinned = new Kept(List.of(limit));
    LimitThinning thinning = new LimitThinning(List.of(limit), thinned::take);
    for (int i = 0; i < 10_000; i++) {
      thinning.take(sample(START.plusMillis(100L * i), i % 7 == 3 ? 90 : 20, null, null));
    }
    assertThat(thinned.samples).isEqualTo(1);
  }

  private static Limit limit(Random random, String id) {
    double bound = 40 + random.nextInt(40);
    Duration holdFor = Duration.ofSeconds(random.nextInt(3) * random.nextInt(12));
    StateGate gate =
        random.nextBoolean()
            ? StateGate.OPEN
            : new StateGate(List.of("production"), Duration.ofSeconds(random.nextInt(10)));
    boolean high = random.nextInt(3) > 0;
    return new Limit(
        id,
        "p",
        high ? Optional.of(bound) : Optional.empty(),
        high ? Optional.empty() : Optional.of(bound - 30),
        random.nextInt(3) * 5,
        holdFor,
        "drift",
        gate);
  }

  private static Limit limit(String id, double high, double hysteresis, Duration holdFor) {
    return new Limit(
        id, "p", Optional.of(high), Optional.empty(), hysteresis, holdFor, "overheating");
  }

  private static Measured sample(Instant at, double value, String state, Instant since) {
    return new Measured(at, null, value, Optional.empty(), false, state, since);
  }
}
