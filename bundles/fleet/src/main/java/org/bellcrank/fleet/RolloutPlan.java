package org.bellcrank.fleet;

import java.time.Duration;
import java.util.List;

/**
 * What is to be brought to which gateways, in which stages, and when to stop.
 *
 * @param name of the roll-out; names its record and the client that speaks for it
 * @param target the version that every gateway is to have in the end
 * @param stages gateways by stage, in order; the canaries, where there are any, are the first
 * @param canaries how many stages are canaries: 0 or 1
 * @param health how long a gateway must stay healthy
 * @param stopAbove a stage, or the whole, stops when more than this share of it failed; 0..1
 * @param giveBack who goes back to the version before when the roll-out stops
 * @param atOnce gateways that may install at the same time, at least 1
 */
public record RolloutPlan(
    String name,
    String target,
    List<List<String>> stages,
    int canaries,
    Health health,
    double stopAbove,
    GiveBack giveBack,
    int atOnce) {

  /** Lists of their own. */
  public RolloutPlan {
    stages = stages.stream().map(List::copyOf).toList();
  }

  /** How many gateways the plan names. */
  public int gateways() {
    return stages.stream().mapToInt(List::size).sum();
  }

  /** How long a gateway of this stage must stay healthy. */
  public Duration healthyFor(int stage) {
    return stage < canaries ? health.canaryFor() : health.healthyFor();
  }

  /**
   * The gate that a gateway passes after the change.
   *
   * @param healthyFor how long without a break
   * @param canaryFor the same for canaries
   * @param within how long installing may take, and how long until health begins
   * @param poll how often a gateway is asked
   * @param told whether the gateway must tell its health itself; else a silent one is judged by its
   *     bundles alone
   */
  public record Health(
      Duration healthyFor, Duration canaryFor, Duration within, Duration poll, boolean told) {}

  /** Who goes back to the version before. */
  public enum GiveBack {
    /** Nobody: what failed stays for a person to look at. */
    NONE,
    /** Each gateway that failed, at once, whether the roll-out stops or not. */
    FAILED,
    /** As FAILED; when the roll-out stops, also the rest of the stage that stopped it. */
    STAGE,
    /** As FAILED; when the roll-out stops, every gateway that it changed. */
    ALL
  }
}
