package org.bellcrank.health;

/**
 * What became of a component or of one instance of it.
 *
 * @param name name of the component
 * @param instance the name a person gave; empty where there is only one
 * @param bundle symbolic name of its bundle
 */
public record ComponentStatus(String name, String instance, String bundle, State state) {

  /** What a component does. */
  public enum State {
    /** Active, or ready for the first who asks. */
    ACTIVE(HealthState.OK),
    /** Nobody configured it, which is a choice. */
    UNCONFIGURED(HealthState.OK),
    /** It serves a package that this gateway was left without, which is a choice. */
    IDLE(HealthState.OK),
    /** A service it needs is not there. */
    WAITING(HealthState.DEGRADED),
    /** Its activation threw. */
    FAILED(HealthState.FAILED);

    private final HealthState weight;

    State(HealthState weight) {
      this.weight = weight;
    }

    /** What one component in this state makes of the gateway. */
    public HealthState weight() {
      return weight;
    }
  }
}
