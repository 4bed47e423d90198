package org.bellcrank.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * A limit of a measured value with hysteresis and duration: it is crossed when the value lies
 * beyond it for {@code holdFor}, and clears when the value is back by {@code hysteresis}.
 *
 * @param id unique in the site documents
 * @param point the point whose values it watches
 * @param high upper limit in the point's unit; empty means none
 * @param low lower limit in the point's unit; empty means none
 * @param hysteresis how far back the value must come to clear, in the point's unit, 0 or more
 * @param holdFor how long the value must lie beyond it; zero means the first value counts
 * @param failureMode what a crossing stands for; the class of the finding
 * @param gate in which states of the asset a crossing is heard
 */
public record Limit(
    String id,
    String point,
    Optional<Double> high,
    Optional<Double> low,
    double hysteresis,
    Duration holdFor,
    String failureMode,
    StateGate gate) {

  /** A limit that is heard in every state of its asset. */
  public Limit(
      String id,
      String point,
      Optional<Double> high,
      Optional<Double> low,
      double hysteresis,
      Duration holdFor,
      String failureMode) {
    this(id, point, high, low, hysteresis, holdFor, failureMode, StateGate.OPEN);
  }

  /** Refuses a limit without a bound and numbers out of range. */
  public Limit {
    if (high.isEmpty() && low.isEmpty()) {
      throw new IllegalArgumentException(
          "limit '%s' has no bound; allowed: high, low or both".formatted(id));
    }
    if (!(hysteresis >= 0) || holdFor.isNegative()) {
      throw new IllegalArgumentException(
          "limit '%s': given hysteresis %s, duration %s; allowed: 0 or more"
              .formatted(id, hysteresis, holdFor));
    }
  }

  /**
   * Where a value stands with a limit.
   *
   * @param crossed whether the limit counts as crossed
   * @param beyondSince since when the values lie beyond it; empty while they do not
   */
  public record State(boolean crossed, Optional<Instant> beyondSince) {

    /** Nothing seen yet. */
    public static final State CLEAR = new State(false, Optional.empty());

    /** The form in which it is kept. */
    public Facts facts() {
      return Facts.with("crossed", crossed).put("beyondSince", beyondSince).build();
    }

    /** Reads the kept form. */
    public static State from(Facts facts) {
      return new State(facts.bool("crossed").orElse(false), facts.instant("beyondSince"));
    }
  }

  /** What a value did. */
  public enum Event {
    NOTHING,
    CROSSED,
    CLEARED
  }

  /** The state after a value, and what the value did. */
  public record Step(State state, Event event) {}

  /** Takes one value; times must not run backwards, an earlier one counts as the last. */
  public Step step(State state, double value, Instant at) {
    if (state.crossed()) {
      return back(value) ? new Step(State.CLEAR, Event.CLEARED) : new Step(state, Event.NOTHING);
    }
    if (!beyond(value)) {
      return new Step(State.CLEAR, Event.NOTHING);
    }
    Instant since = state.beyondSince().orElse(at);
    boolean held = !at.isBefore(since.plus(holdFor));
    return new Step(new State(held, Optional.of(since)), held ? Event.CROSSED : Event.NOTHING);
  }

  /**
   * When a value that stays beyond the limit will have crossed it; empty where it lies within, and
   * where the limit is crossed already.
   */
  public Optional<Instant> due(State state) {
    return state.crossed()
        ? Optional.empty()
        : state.beyondSince().map(since -> since.plus(holdFor));
  }

  /** Whether the value lies beyond a bound; a value on the bound does. */
  public boolean beyond(double value) {
    return high.filter(bound -> value >= bound).isPresent()
        || low.filter(bound -> value <= bound).isPresent();
  }

  private boolean back(double value) {
    return high.map(bound -> value < bound - hysteresis || hysteresis == 0 && value < bound)
            .orElse(true)
        && low.map(bound -> value > bound + hysteresis || hysteresis == 0 && value > bound)
            .orElse(true);
  }
}
