package org.bellcrank.health;

/**
 * What became of a bundle.
 *
 * @param name symbolic name
 * @param version the one that is there; empty where it is missing
 * @param packageName the package it came with; empty where nobody knows
 * @param content hash of what it holds; empty where it does not say it
 * @param note why, for a person; empty where it runs
 */
public record BundleStatus(
    String name, String version, State state, String packageName, String content, String note) {

  /** What a bundle does. */
  public enum State {
    /** Active, or a fragment that is attached. */
    RUNNING(HealthState.OK),
    /** Down by design: this gateway lacks what the bundle is for. */
    IDLE(HealthState.OK),
    /** Nobody started it, or somebody stopped it. */
    STOPPED(HealthState.FAILED),
    /** It runs, but the package lists another version or other content. */
    OUTDATED(HealthState.DEGRADED),
    /** It should run and does not. */
    DOWN(HealthState.FAILED),
    /** The package lists it and it is not there. */
    MISSING(HealthState.FAILED);

    private final HealthState weight;

    State(HealthState weight) {
      this.weight = weight;
    }

    /** What one bundle in this state makes of the gateway. */
    public HealthState weight() {
      return weight;
    }
  }

  /** The same bundle with what the comparison found. */
  BundleStatus found(State found, String inPackage, String why) {
    return new BundleStatus(name, version, found, inPackage, content, why);
  }
}
