package org.bellcrank.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bellcrank.expression.Expression;

/**
 * How it shows what an asset does: the first state whose condition holds.
 *
 * @param asset the asset's id; its points and those of what is below it are in its state
 * @param points ids of points by the name that conditions give their newest value
 * @param states conditions in the order in which they are tried
 * @param otherwise the state where none holds; empty means that it is not known then
 * @param dwell how long a condition must hold before the state changes, 0 or more
 */
public record StatePlan(
    String asset,
    Map<String, String> points,
    List<When> states,
    Optional<String> otherwise,
    Duration dwell) {

  /** Keeps unmodifiable copies. */
  public StatePlan {
    points = Map.copyOf(points);
    states = List.copyOf(states);
  }

  /** Every state that is named. */
  public java.util.Set<String> names() {
    java.util.Set<String> names =
        states.stream().map(When::state).collect(Collectors.toCollection(java.util.TreeSet::new));
    otherwise.ifPresent(names::add);
    return names;
  }

  /** A state and when it holds. */
  public record When(String state, Expression condition) {

    /** Equal when state and text are. */
    @Override
    public boolean equals(Object other) {
      return other instanceof When that
          && state.equals(that.state)
          && condition.text().equals(that.condition.text());
    }

    @Override
    public int hashCode() {
      return java.util.Objects.hash(state, condition.text());
    }
  }
}
