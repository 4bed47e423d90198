package org.bellcrank.signal;

/**
 * A cumulative sum chart of both sides (E. S. Page, Biometrika 41, 1954; figures in D. C.
 * Montgomery, "Introduction to Statistical Quality Control", chapter 9): finds small lasting
 * shifts. A pure step from state to state.
 *
 * @param target what is looked for around, in the unit of the values
 * @param deviation of the values when all is well, above 0
 * @param allowance half the shift to be found, in deviations, 0 or above; 0.5 is usual
 * @param decision the height of alarm in deviations, above 0; with an allowance of 0.5, 5 gives one
 *     false alarm in 465 values, 4 one in 168
 */
public record Cusum(double target, double deviation, double allowance, double decision) {

  /** Refuses what cannot be charted. */
  public Cusum {
    Given.finite("target", new double[] {target}, 1);
    Given.above("deviation", deviation, 0);
    Given.between("allowance", allowance, 0, 100);
    Given.above("decision", decision, 0);
  }

  /**
   * How far the sums are, in deviations.
   *
   * @param high of what lies above the target, 0 or above
   * @param low of what lies below, 0 or above
   */
  public record State(double high, double low) {

    /** Nothing summed. */
    public static final State START = new State(0, 0);
  }

  /** The state after one more value. */
  public State step(State state, double value) {
    double z = (Given.finite("value", new double[] {value}, 1)[0] - target) / deviation;
    return new State(
        Math.max(0, state.high() + z - allowance), Math.max(0, state.low() - z - allowance));
  }

  /** Whether the state is one of alarm; begin anew from {@link State#START} after it. */
  public boolean alarm(State state) {
    return state.high() > decision || state.low() > decision;
  }
}
