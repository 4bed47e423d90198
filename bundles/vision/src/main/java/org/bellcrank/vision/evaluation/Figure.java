package org.bellcrank.vision.evaluation;

import java.util.OptionalDouble;
import org.bellcrank.journal.Facts;

/**
 * A measured figure.
 *
 * @param id its number in the plan, or a telling name
 * @param value as measured
 * @param unit for example {@code ms} or {@code share}
 * @param target what it is held against; empty when it is only reported
 * @param atMost whether the target is an upper limit
 */
public record Figure(String id, double value, String unit, OptionalDouble target, boolean atMost) {

  /** A figure without a target. */
  public static Figure reported(String id, double value, String unit) {
    return new Figure(id, value, unit, OptionalDouble.empty(), false);
  }

  /** A figure that should reach a value. */
  public static Figure atLeast(String id, double value, String unit, double target) {
    return new Figure(id, value, unit, OptionalDouble.of(target), false);
  }

  /** A figure that should not pass a value. */
  public static Figure atMost(String id, double value, String unit, double target) {
    return new Figure(id, value, unit, OptionalDouble.of(target), true);
  }

  /** Whether the target is kept; true without one. */
  public boolean ok() {
    return target.isEmpty()
        || (atMost ? value <= target.getAsDouble() : value >= target.getAsDouble());
  }

  /** As it stands in a report; a value that is no number is left out. */
  public Facts facts() {
    Facts.Builder facts = Facts.with("id", id);
    if (Double.isFinite(value)) {
      facts.put("value", value);
    }
    facts.put("unit", unit);
    target.ifPresent(number -> facts.put("target", number));
    return facts.put("ok", ok()).build();
  }
}
