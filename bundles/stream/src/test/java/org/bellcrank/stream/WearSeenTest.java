package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * PRE-07 to PRE-09: what is seen or measured on parts says how the machine that made them wears, by
 * a trend for each pattern. The documents are those of the planner's page.
 */
class WearSeenTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int HOURS = 20 * 24;

  static final String PLANT =
      """
      assets:
        - { id: works, name: Works, level: site }
        - { id: mill-7, name: Mill 7, level: machine, parent: works }
        - { id: coater-1, name: Coater 1, level: machine, parent: works }
        - { id: reflow-2, name: Reflow oven 2, level: machine, parent: works }
      points:
        - { id: mill-7/chipped-edges, asset: mill-7 }
        - { id: coater-1/thickness, asset: coater-1, unit: um }
        - { id: coater-1/thickness-spread, asset: coater-1, unit: um }
        - { id: reflow-2/bad-joints, asset: reflow-2 }
      streams:
        - point: coater-1/thickness
          windows: [ { every: PT1H, statistics: { std: coater-1/thickness-spread } } ]
      rates:
        - { id: chipped-edges, class: edge-chip, asset: mill-7, every: PT1H, to: mill-7/chipped-edges }
        - { id: bad-joints, class: solder-joint, asset: reflow-2, every: PT1H, to: reflow-2/bad-joints }
      trends:
        - { id: tooling-wears, point: mill-7/chipped-edges, limit: { above: 20 }, window: P10D, every: PT4H, horizon: P5D, failureMode: tool-wear }
        - { id: applicator-wears, point: coater-1/thickness-spread, limit: { above: 4, unit: um }, window: P10D, every: PT4H, horizon: P5D, failureMode: applicator-wear }
        - { id: reflow-drifts, point: reflow-2/bad-joints, limit: { above: 20 }, window: P10D, every: PT4H, horizon: P5D, failureMode: reflow-drift }
      """;

  /** What wears, and how that shows. */
  enum Wear {
    /** Edges chip more often: how often is a point by {@code rates}. */
    TOOLING("mill-7/chipped-edges", "tool-wear", 1),
    /** The coating becomes uneven: the spread of its thickness, not its mean. */
    APPLICATOR("coater-1/thickness", "applicator-wear", 60),
    /** Solder joints are odd more often. */
    REFLOW("reflow-2/bad-joints", "reflow-drift", 1);

    private final String point;
    private final String failureMode;
    private final int anHour;

    Wear(String point, String failureMode, int anHour) {
      this.point = point;
      this.failureMode = failureMode;
      this.anHour = anHour;
    }

    /** Counts of an hour as a rate tells them, or one of many thicknesses measured in it. */
    double value(double worn, Random random) {
      return this == APPLICATOR
          ? 80 + (1 + 3.5 * worn) * random.nextGaussian()
          : poisson(3 + 18 * worn, random);
    }

    private static double poisson(double mean, Random random) {
      int count = -1;
      for (double left = 1; left > Math.exp(-mean); left *= random.nextDouble()) {
        count++;
      }
      return count;
    }
  }

  @ParameterizedTest
  @EnumSource(Wear.class)
  void aPatternThatGrowsIsToldAsTheWearThatItMeansBeforeItIsAtItsLimit(Wear wear) throws Exception {
    Plant plant = run(wear, true);
    assertThat(plant.expected).as("and nothing else").isNotEmpty().containsOnly(wear.failureMode);
    Growth first = plant.told.get(0);
    assertThat(first.days()).as("told before it is there").isBetween(0.5, 5.0);
    assertThat(plant.at.get(0)).isBefore(START.plus(Duration.ofHours(HOURS)));
  }

  @ParameterizedTest
  @EnumSource(Wear.class)
  void aPatternThatStaysTellsNothing(Wear wear) throws Exception {
    assertThat(run(wear, false).expected).isEmpty();
  }

  private static Plant run(Wear wear, boolean wears) throws Exception {
    Plant plant = new Plant(PLANT, START);
    Random random = new Random(7);
    for (int hour = 0; hour < HOURS; hour++) {
      for (int i = 0; i < wear.anHour; i++) {
        Instant at = START.plusSeconds(3600L * hour + 3600L / wear.anHour * (i + 1) - 1);
        double worn = wears ? (double) hour / HOURS : 0;
        plant.take(Sample.of(wear.point, at, wear.value(worn, random)));
      }
    }
    return plant;
  }
}
