package org.bellcrank.signal;

/**
 * An exponentially weighted mean with limits of control (S. W. Roberts, Technometrics 1, 1959;
 * Montgomery, chapter 9). A pure step from state to state.
 *
 * @param target what is looked for around, in the unit of the values
 * @param deviation of the values when all is well, above 0
 * @param weight of the newest value, above 0 to 1; 0.05 to 0.25 is usual
 * @param width of the limits in deviations of the mean, above 0; weight 0.1 and width 2.814 give
 *     about one false alarm in 500 values
 */
public record Ewma(double target, double deviation, double weight, double width) {

  /** Refuses what cannot be charted. */
  public Ewma {
    Given.finite("target", new double[] {target}, 1);
    Given.above("deviation", deviation, 0);
    Given.between("weight", weight, Double.MIN_VALUE, 1);
    Given.above("width", width, 0);
  }

  /**
   * The mean so far.
   *
   * @param mean in the unit of the values
   * @param count values taken, 0 or above
   */
  public record State(double mean, long count) {}

  /** No value taken: the mean is the target. */
  public State start() {
    return new State(target, 0);
  }

  /** The state after one more value. */
  public State step(State state, double value) {
    Given.finite("value", new double[] {value}, 1);
    return new State(state.mean() + weight * (value - state.mean()), state.count() + 1);
  }

  /** How far the mean may be from the target in this state; narrower for the first values. */
  public double limit(State state) {
    double settled = 1 - Math.pow(1 - weight, 2.0 * state.count());
    return width * deviation * Math.sqrt(weight / (2 - weight) * settled);
  }

  /** Whether the mean is beyond its limit. */
  public boolean alarm(State state) {
    return Math.abs(state.mean() - target) > limit(state);
  }
}
