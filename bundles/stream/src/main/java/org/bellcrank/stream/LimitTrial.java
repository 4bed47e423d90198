package org.bellcrank.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.condition.Limit;
import org.bellcrank.condition.LimitStanding;

/**
 * What a limit would have told over recorded intervals, for a person who thinks of enabling it.
 *
 * <p>Of an interval the value counts that lies worst, at the interval's beginning: the greatest
 * against an upper bound, the least against a lower one. So what was beyond the limit for a moment
 * counts for its whole interval: a trial may tell more crossings than the samples would have made.
 * For the same reason an interval in which the asset's state changed counts whole where any of it
 * is heard, and one in which the state was not known counts as it would have. It may tell fewer
 * where a limit was left and crossed again within one interval, and where a value was beyond it for
 * all of its duration within one interval and back in the next.
 *
 * <p>Where nothing was recorded between two intervals, the value of the first counts as standing,
 * as that of a source that tells only changes; that a source was lost meanwhile is not known here.
 *
 * @param intervals how many were looked at
 * @param shut how many of them lay in states in which the limit says nothing
 * @param partly how many were heard in part, and count whole
 * @param unknown of how many it was not known throughout what the asset did; 0 for a limit that is
 *     heard in every state
 * @param beyond how many reached beyond the limit while it was heard
 * @param crossings when it would have been crossed, oldest first
 */
public record LimitTrial(
    long intervals, long shut, long partly, long unknown, long beyond, List<Crossing> crossings) {

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

  /** Tries a limit on what was recorded of its point, oldest first, in whatever state it was. */
  public static LimitTrial of(Limit limit, List<RollUp> recorded) {
    return of(limit, recorded, StateHistory.NONE);
  }

  /**
   * Tries a limit on what was recorded of its point, oldest first.
   *
   * @param states what the point's asset did meanwhile
   */
  public static LimitTrial of(Limit limit, List<RollUp> recorded, StateHistory states) {
    Run run = new Run(limit, states);
    recorded.forEach(run::take);
    return run.found(recorded.size());
  }

  private static final class Run {

    private final Limit limit;
    private final StateHistory states;
    private final boolean gated;
    private final List<Crossing> crossings = new ArrayList<>();
    private LimitStanding standing = LimitStanding.CLEAR;
    private RollUp before;
    private Optional<Instant> open = Optional.empty();
    private long shut;
    private long partly;
    private long unknown;
    private long beyond;

    Run(Limit limit, StateHistory states) {
      this.limit = limit;
      this.states = states;
      gated = !limit.gate().during().isEmpty();
    }

    void take(RollUp each) {
      if (before != null) {
        stands(before.from().plus(before.length()), each.from());
      }
      boolean heard = !gated || heard(each);
      double worst = worst(limit, each);
      beyond += heard && limit.beyond(worst) ? 1 : 0;
      step(worst, each.from(), heard);
      before = each;
    }

    /** Nothing was recorded in between: a limit that waits is crossed when its duration is over. */
    private void stands(Instant from, Instant until) {
      Instant due = limit.due(standing.state()).orElse(until);
      Instant at = due.isBefore(from) ? from : due;
      if (at.isBefore(until)) {
        Instant moment = at.plusNanos(1);
        boolean heard =
            !gated || states.hearing(limit.gate(), at, moment) != StateHistory.Hearing.NOT;
        step(worst(limit, before), at, heard);
      }
    }

    private void step(double value, Instant at, boolean heard) {
      LimitStanding.Step step = standing.step(limit, value, at, heard);
      standing = step.standing();
      if (step.event() == Limit.Event.CROSSED && heard) {
        open = Optional.of(at);
      } else if (step.event() == Limit.Event.CLEARED && open.isPresent()) {
        crossings.add(new Crossing(open.get(), Optional.of(at)));
        open = Optional.empty();
      }
    }

    private boolean heard(RollUp each) {
      Instant until = each.from().plus(each.length());
      StateHistory.Hearing hearing = states.hearing(limit.gate(), each.from(), until);
      shut += hearing == StateHistory.Hearing.NOT ? 1 : 0;
      partly += hearing == StateHistory.Hearing.PARTLY ? 1 : 0;
      unknown += states.known(each.from(), until) ? 0 : 1;
      return hearing != StateHistory.Hearing.NOT;
    }

    LimitTrial found(long intervals) {
      open.ifPresent(at -> crossings.add(new Crossing(at, Optional.empty())));
      return new LimitTrial(intervals, shut, partly, unknown, beyond, crossings);
    }
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
