package org.bellcrank.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * What a trend would have told over recorded values, in the order in which they were measured: by
 * the same steps as a stream, with nothing kept.
 *
 * @param told each prediction, oldest first
 * @param ended when what was told was over
 */
public record TrendTrial(List<Told> told, List<Instant> ended) {

  /** Keeps unmodifiable copies. */
  public TrendTrial {
    told = List.copyOf(told);
    ended = List.copyOf(ended);
  }

  /**
   * One prediction.
   *
   * @param at when it is told: the end of the newest stretch
   * @param growth growths that were told and ended before this one
   * @param days remaining life; 0 where the limit is reached
   * @param earliest begin of the 90 % interval, in days
   * @param latest its end; infinite where the values do not rule out that it never is
   * @param confidence with which the limit is reached within the plan's horizon, 0..1
   */
  public record Told(
      Instant at, long growth, double days, double earliest, double latest, double confidence) {}

  /**
   * A value that counts for the trend.
   *
   * @param at when it was measured
   * @param value in the point's unit, finite
   */
  public record Value(Instant at, double value) {}

  /** Tries a trend; values of one stretch of the plan become their mean. */
  public static TrendTrial of(TrendPlan plan, List<Value> values) {
    TrialOutlet outlet = new TrialOutlet();
    TrendWatch watch = new TrendWatch("trial", plan, outlet);
    for (Value each : values) {
      long at = PointStream.nanos(each.at());
      watch.advance(at);
      watch.add(at, each.value());
    }
    watch.idle();
    return new TrendTrial(outlet.told, outlet.ended);
  }

  /** Takes what a trend tells, and remembers nothing else. */
  private static final class TrialOutlet implements TrendOutlet {
    private final List<Told> told = new ArrayList<>();
    private final List<Instant> ended = new ArrayList<>();

    @Override
    public void expects(
        String point, TrendPlan plan, Growth growth, long number, long steps, Instant at) {
      told.add(
          new Told(
              at, number, growth.days(), growth.earliest(), growth.latest(), growth.confidence()));
    }

    @Override
    public void trendNote(Instant at, String kind, String point, Facts facts) {
      if (kind.equals(TrendWatch.ENDED)) {
        ended.add(at);
      }
    }

    @Override
    public Optional<Facts> kept(String of) {
      return Optional.empty();
    }

    @Override
    public Optional<List<RollUp>> recorded(String of, Instant from, Instant before) {
      return Optional.of(List.of());
    }

    @Override
    public void rollUp(RollUp rollUp) {}

    @Override
    public void keep(String point, Facts state) {}
  }
}
