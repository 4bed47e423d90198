package org.bellcrank.condition;

import java.time.Instant;
import org.bellcrank.journal.Facts;

/**
 * Where the values of a point stand with a limit, and whether anybody heard of it. One pure step
 * for all who follow a limit: the durable decision, and the stream that picks the samples which
 * make a difference to it.
 *
 * @param state where the values stand
 * @param unheard whether the limit was crossed while nobody was to hear it: its asset is retired,
 *     or in a state in which the limit says nothing
 */
public record LimitStanding(Limit.State state, boolean unheard) {

  /** Nothing seen yet. */
  public static final LimitStanding CLEAR = new LimitStanding(Limit.State.CLEAR, false);

  private static final String UNHEARD = "unheard";

  /** The standing after a value, and what the value did. */
  public record Step(LimitStanding standing, Limit.Event event) {}

  /**
   * Takes one value. A crossing that nobody is to hear is told once; the first value that is heard
   * and still beyond the limit crosses it anew.
   *
   * @param heard whether a crossing has an effect now
   */
  public Step step(Limit limit, double value, Instant at, boolean heard) {
    if (heard) {
      Limit.State from = unheard ? new Limit.State(false, state.beyondSince()) : state;
      Limit.Step step = limit.step(from, value, at);
      return step(step, false);
    }
    Limit.Step step = limit.step(state, value, at);
    boolean crossed = step.event() == Limit.Event.CROSSED;
    return step(step, crossed || unheard && step.state().crossed());
  }

  /** Whether time can move it while the value stays as it is. */
  public boolean waits() {
    return unheard || !state.crossed() && state.beyondSince().isPresent();
  }

  /**
   * Whether the last value, taken once more, would cross the limit by the time that went by since:
   * its duration is over, or what was crossed while nobody heard is heard now.
   *
   * @param heard whether a crossing has an effect now
   */
  public boolean moves(Limit limit, Instant at, boolean heard) {
    if (unheard) {
      return heard;
    }
    return limit.due(state).filter(due -> !at.isBefore(due)).isPresent();
  }

  /** Keeps this object where nothing changed, so that a step without an effect costs nothing. */
  private Step step(Limit.Step step, boolean nowUnheard) {
    boolean same = nowUnheard == unheard && step.state().equals(state);
    return new Step(same ? this : new LimitStanding(step.state(), nowUnheard), step.event());
  }

  /** The form in which it is kept. */
  public Facts facts() {
    Facts facts = state.facts();
    return unheard ? facts.toBuilder().put(UNHEARD, true).build() : facts;
  }

  /** Reads the kept form. */
  public static LimitStanding from(Facts facts) {
    return new LimitStanding(Limit.State.from(facts), facts.bool(UNHEARD).orElse(false));
  }
}
