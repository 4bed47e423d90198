package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.bellcrank.condition.Limit;
import org.bellcrank.condition.LimitStanding;

/**
 * Picks the samples of a point that make its limits, as they are kept durably, take the same events
 * as all samples would. It steps the same records in memory over every sample. A sample after which
 * every limit stands as before is left out: the kept limits would not move by it. One that moves a
 * limit is held back while it may have been for nothing, as when a value lies beyond a limit for
 * less than its duration and comes back; what leads to a crossing or a clearing goes out with it,
 * oldest first. For one thread.
 *
 * <p>Nothing is known of the kept limits at first: every sample goes out until a value says the
 * same whatever is kept. What is held back goes out after {@link #HELD} at the latest, so that a
 * process that dies delays a crossing by so much and no more.
 */
final class LimitThinning {

  /** How long a sample is held back at most, by the times of the samples. */
  static final Duration HELD = Duration.ofSeconds(5);

  /**
   * While a limit stands crossed, a sample goes out as often, for what the stream does not see: an
   * asset that was retired and is back.
   */
  static final Duration REPEAT = Duration.ofMinutes(1);

  private static final int MOST_HELD = 64;

  private final List<Limit> limits;
  private final Consumer<Measured> out;
  private final Crossed crossed;
  private final boolean[] known;
  private boolean allKnown;
  private LimitStanding[] standing;
  private boolean waits; // some limit waits for time alone
  private LimitStanding[] told; // after the last sample that went out
  private final List<Held> held = new ArrayList<>();
  private Instant lastOut = Instant.MIN;

  private record Held(Measured sample, LimitStanding[] after) {}

  /** Hears of each sample that crosses a limit that is heard, after it went out. */
  interface Crossed {

    /** Nobody. */
    Crossed NOBODY = (sample, limits, sure) -> {};

    /**
     * Limits are crossed.
     *
     * @param limits at least one
     * @param sure whether it stood clear before; false while that is not known
     */
    void crossed(Measured sample, List<CrossedLimit> limits, boolean sure);
  }

  LimitThinning(List<Limit> limits, Consumer<Measured> out) {
    this(limits, out, Crossed.NOBODY);
  }

  LimitThinning(List<Limit> limits, Consumer<Measured> out, Crossed crossed) {
    this.limits = limits;
    this.out = out;
    this.crossed = crossed;
    known = new boolean[limits.size()];
    allKnown = limits.isEmpty();
    standing = new LimitStanding[limits.size()];
    Arrays.fill(standing, LimitStanding.CLEAR);
    told = standing;
  }

  /** Takes a sample; returns whether it went out. */
  boolean take(Measured sample) {
    LimitStanding[] next = standing;
    boolean event = false;
    boolean stands = false;
    List<CrossedLimit> crosses = List.of();
    boolean sure = false;
    for (int i = 0; i < limits.size(); i++) {
      Limit limit = limits.get(i);
      boolean heard = limit.gate().open(sample.state(), sample.since(), sample.at());
      LimitStanding.Step step = standing[i].step(limit, sample.value(), sample.at(), heard);
      event |= step.event() != Limit.Event.NOTHING;
      stands |= step.standing().state().crossed();
      if (heard && step.event() == Limit.Event.CROSSED) {
        crosses = with(crosses, limit, sample, step.standing());
        sure |= known[i];
      }
      if (!step.standing().equals(standing[i])) {
        next = next == standing ? standing.clone() : next;
        next[i] = step.standing();
      }
    }
    boolean changed = next != standing;
    boolean asked = event || !allKnown || stands && repeats(sample.at());
    if (changed) {
      waits = false;
      for (LimitStanding each : next) {
        waits |= each.waits();
      }
    }
    standing = next;
    if (asked) {
      goesOut(sample);
      learn(sample);
    } else if (changed) {
      hold(sample);
    }
    if (!held.isEmpty() && !sample.at().isBefore(held.get(0).sample().at().plus(HELD))) {
      flush();
    }
    if (!crosses.isEmpty()) {
      crossed.crossed(sample, crosses, sure);
    }
    return asked;
  }

  /** Whether some limit waits for time alone; false for most points at most times. */
  boolean waits() {
    return waits;
  }

  /** Whether a limit stands crossed and a sample of it is due. */
  boolean crossedLong(Instant at) {
    for (LimitStanding each : standing) {
      if (each.state().crossed() && repeats(at)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the last value would cross some limit at this time, though none newer came. */
  boolean moves(Instant at, OperatingStates.Standing asset) {
    for (int i = 0; waits && i < standing.length; i++) {
      Limit limit = limits.get(i);
      if (standing[i].moves(limit, at, limit.gate().open(asset.state(), asset.since(), at))) {
        return true;
      }
    }
    return false;
  }

  private static List<CrossedLimit> with(
      List<CrossedLimit> others, Limit limit, Measured sample, LimitStanding standing) {
    List<CrossedLimit> all = new ArrayList<>(others);
    Instant since = standing.state().beyondSince().orElse(sample.at());
    all.add(CrossedLimit.of(limit, sample.value(), since));
    return all;
  }

  private boolean repeats(Instant at) {
    return lastOut == Instant.MIN || !at.isBefore(lastOut.plus(REPEAT));
  }

  private void goesOut(Measured sample) {
    flush();
    out.accept(sample);
    lastOut = sample.at();
    told = standing;
  }

  /** The next may be left out once all kept states would have come to the same by this value. */
  private void learn(Measured sample) {
    if (allKnown) {
      return;
    }
    allKnown = true;
    for (int i = 0; i < known.length; i++) {
      known[i] |=
          standing[i].state().crossed() && !standing[i].unheard()
              || limits
                      .get(i)
                      .step(
                          new Limit.State(true, standing[i].state().beyondSince()),
                          sample.value(),
                          sample.at())
                      .event()
                  == Limit.Event.CLEARED;
      allKnown &= known[i];
    }
  }

  /** What came to nothing since some held sample is forgotten. */
  private void hold(Measured sample) {
    if (Arrays.equals(standing, told)) {
      held.clear();
      return;
    }
    for (int i = 0; i < held.size(); i++) {
      if (Arrays.equals(standing, held.get(i).after())) {
        held.subList(i + 1, held.size()).clear();
        return;
      }
    }
    held.add(new Held(sample, standing));
    if (held.size() > MOST_HELD) {
      flush();
    }
  }

  /** A sample that goes out for a reason of its own; what is held goes before it. */
  void also(Measured sample) {
    goesOut(sample);
  }

  /** What is held back goes out. */
  void flush() {
    if (held.isEmpty()) {
      return;
    }
    for (Held each : held) {
      out.accept(each.sample());
      lastOut = each.sample().at();
    }
    told = held.get(held.size() - 1).after();
    held.clear();
  }

  boolean holds() {
    return !held.isEmpty();
  }
}
