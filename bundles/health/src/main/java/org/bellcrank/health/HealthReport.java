package org.bellcrank.health;

import java.time.Instant;
import java.util.List;

/**
 * How the gateway is and why.
 *
 * @param at when it was looked at
 * @param state the worst of all
 * @param packages the packages of ours, by name
 * @param bundles the bundles of ours, by name
 * @param components the components of ours, by name and instance
 * @param causes root causes, each with what it brings down; empty where all is well
 */
public record HealthReport(
    Instant at,
    HealthState state,
    List<PackageStatus> packages,
    List<BundleStatus> bundles,
    List<ComponentStatus> components,
    List<Cause> causes) {

  /** Keeps unmodifiable copies. */
  public HealthReport {
    packages = List.copyOf(packages);
    bundles = List.copyOf(bundles);
    components = List.copyOf(components);
    causes = List.copyOf(causes);
  }

  /**
   * Whether nothing is wrong but that something is not there, stopped bundles included; it may
   * still come.
   */
  public boolean onlyLacks() {
    return state != HealthState.OK && causes.stream().allMatch(Cause::absence);
  }

  /** Whether the other says the same, whenever it was made. */
  public boolean saysTheSame(HealthReport other) {
    return equals(
        new HealthReport(
            at, other.state, other.packages, other.bundles, other.components, other.causes));
  }
}
