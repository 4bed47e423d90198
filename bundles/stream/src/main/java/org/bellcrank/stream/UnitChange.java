package org.bellcrank.stream;

import java.util.Optional;
import java.util.OptionalDouble;
import org.bellcrank.signal.Unit;

/** Tells the values of a point in its unit; remembers the unit that came last. For one thread. */
final class UnitChange {

  private final Optional<String> target;
  private final Optional<String> told;
  private final boolean asItCame;
  private String last;
  private Unit.Conversion change; // null where the last unit does not fit

  UnitChange(PointPlan plan) {
    target = plan.unit();
    told = plan.told();
    asItCame = plan.every();
  }

  /** The value in the point's unit; empty where the sample's unit measures something else. */
  OptionalDouble of(Sample sample) {
    String unit = sample.unit().or(() -> told).orElse(null);
    if (asItCame || target.isEmpty() || unit == null || unit.equals(target.get())) {
      return OptionalDouble.of(sample.value());
    }
    if (!unit.equals(last)) {
      last = unit;
      change = change(unit, target.get());
    }
    return change == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(change.apply(sample.value()));
  }

  private static Unit.Conversion change(String from, String to) {
    try {
      return Unit.of(from).to(Unit.of(to));
    } catch (IllegalArgumentException doesNotFit) {
      return null; // told as a state of the device
    }
  }
}
