package org.bellcrank.condition;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * Follows the size of a defect over time. The size is smoothed by an exponential mean so that one
 * badly drawn box does not count as growth.
 *
 * @param weight share of the newest area in the mean, above 0 to 1
 */
public record Growth(double weight) {

  /** Half of the newest, half of what was. */
  public static final Growth DEFAULT = new Growth(0.5);

  /** Refuses a weight out of range. */
  public Growth {
    if (!(weight > 0 && weight <= 1)) {
      throw new IllegalArgumentException(
          "given weight %s; allowed: above 0 to 1".formatted(weight));
    }
  }

  /**
   * What is known of the size.
   *
   * @param firstSeen capture time of the first finding
   * @param firstArea area at first sight in square pixels; empty while no finding had a box
   * @param area smoothed area in square pixels
   * @param samples findings with a box
   */
  public record State(
      Instant firstSeen, Optional<Double> firstArea, Optional<Double> area, long samples) {

    /** The form in which it is kept. */
    public Facts facts() {
      return Facts.with("firstSeen", firstSeen)
          .put("firstArea", firstArea)
          .put("area", area)
          .put("samples", samples)
          .build();
    }

    /** Reads the kept form. */
    public static State from(Facts facts) {
      return new State(
          facts.requireInstant("firstSeen"),
          facts.number("firstArea").stream().boxed().findFirst(),
          facts.number("area").stream().boxed().findFirst(),
          facts.whole("samples").orElse(0));
    }
  }

  /** The state after the first finding. */
  public State begin(Instant at, Optional<Double> area) {
    return new State(at, area, area, area.isPresent() ? 1 : 0);
  }

  /** The state after one more finding; without a box only the time counts. */
  public State step(State state, Instant at, Optional<Double> area) {
    Instant first = at.isBefore(state.firstSeen()) ? at : state.firstSeen();
    if (area.isEmpty()) {
      return new State(first, state.firstArea(), state.area(), state.samples());
    }
    double now = area.get();
    double mean = state.area().map(before -> before + weight * (now - before)).orElse(now);
    return new State(
        first, state.firstArea().or(() -> area), Optional.of(mean), state.samples() + 1);
  }
}
