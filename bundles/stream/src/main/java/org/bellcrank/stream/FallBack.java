package org.bellcrank.stream;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * A trend's values fell back, as after a repair; or the machine only stands still. While that is
 * not known the values before are kept: they count again once the level comes back.
 *
 * @param earlier the values since then counted before the fall
 * @param from level before the fall, in the point's unit
 * @param to level since, in the point's unit
 */
record FallBack(Instant earlier, double from, double to) {

  /** So many stretches in a row that fell or came back are no chance. */
  static final int STRETCHES = 3;

  /** So many of the newest values are needed to see whether the level came back. */
  static final int LOOKED_AT = STRETCHES + 2;

  private static final double UP = 0.5;
  private static final double DOWN = 0.25;

  /**
   * Whether the level came back at once, as that of a machine that runs again. A new part that
   * wears takes its time from a quarter of the way to the half.
   *
   * @param newest values, oldest first: those that came back, and before them one that may be mixed
   *     of rest and run
   */
  boolean cameBack(double... newest) {
    if (newest.length < LOOKED_AT) {
      return false;
    }
    int back = newest.length - STRETCHES;
    for (int i = back; i < newest.length; i++) {
      if (!(way(newest[i]) > UP)) {
        return false;
      }
    }
    return way(newest[back - 1]) < DOWN || way(newest[back - 2]) < DOWN;
  }

  /** 0 where the values fell to, 1 where they fell from. */
  private double way(double value) {
    return (value - to) / (from - to);
  }

  Facts.Builder on(Facts.Builder facts) {
    return facts.put("earlier", earlier).put("fellFrom", from).put("fellTo", to);
  }

  static Optional<FallBack> from(Facts facts) {
    Optional<Instant> earlier = facts.instant("earlier");
    var from = facts.number("fellFrom");
    var to = facts.number("fellTo");
    return earlier.isPresent() && from.isPresent() && to.isPresent()
        ? Optional.of(new FallBack(earlier.get(), from.getAsDouble(), to.getAsDouble()))
        : Optional.empty();
  }
}
