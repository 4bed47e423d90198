package org.bellcrank.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.condition.Limit;

/**
 * What a limit would have told over recorded intervals, for a person who thinks of enabling it.
 *
 * <p>Of an interval the value counts that lies worst, at the interval's beginning: the greatest
 * against an upper bound, the least against a lower one. So what was beyond the limit for a moment
 * counts for its whole interval: a trial may tell more crossings than the samples would have made,
 * and not fewer, but for a limit that was left and crossed again within one interval.
 *
 * @param intervals how many were looked at
 * @param beyond how many of them reached beyond the limit
 * @param crossings when it would have been crossed, oldest first
 */
public record LimitTrial(long intervals, long beyond, List<Crossing> crossings) {

  /** Keeps an unmodifiable copy. */
  public LimitTrial {
    crossings = List.copyOf(crossings);
  }

  /**
   * One crossing.
   *
   * @param at when it would have been told
   * @param cleared when the values were back; empty while they were not
   */
  public record Crossing(Instant at, Optional<Instant> cleared) {}

  /** Tries a limit on what was recorded of its point, oldest first. */
  public static LimitTrial of(Limit limit, List<RollUp> recorded) {
    List<Crossing> crossings = new ArrayList<>();
    Limit.State state = Limit.State.CLEAR;
    Optional<Instant> open = Optional.empty();
    long beyond = 0;
    for (RollUp each : recorded) {
      double worst = worst(limit, each);
      beyond += limit.beyond(worst) ? 1 : 0;
      Limit.Step step = limit.step(state, worst, each.from());
      state = step.state();
      if (step.event() == Limit.Event.CROSSED) {
        open = Optional.of(each.from());
      } else if (step.event() == Limit.Event.CLEARED && open.isPresent()) {
        crossings.add(new Crossing(open.get(), Optional.of(each.from())));
        open = Optional.empty();
      }
    }
    open.ifPresent(at -> crossings.add(new Crossing(at, Optional.empty())));
    return new LimitTrial(recorded.size(), beyond, crossings);
  }

  /** The value that is nearest to a bound, or furthest beyond it. */
  private static double worst(Limit limit, RollUp each) {
    if (limit.high().isEmpty()) {
      return each.least();
    }
    if (limit.low().isEmpty()) {
      return each.greatest();
    }
    double room = limit.high().get() - each.greatest();
    return room <= each.least() - limit.low().get() ? each.greatest() : each.least();
  }
}
