package org.bellcrank.stream;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A jump of the share of bad parts is laid to the machine that they went through.
 *
 * @param id unique among the routes of the site documents
 * @param steps machines that do the same, by step: the point that gets each one's share of bad
 *     parts, by asset
 * @param every how often it is looked at, whole seconds, counted from 1970 in UTC
 * @param window in which parts are compared, a whole number of {@code every}
 * @param before how long before the window a machine's own share is taken from, to see a jump
 * @param route how long before it is judged a part may have passed a machine
 * @param least a machine with fewer parts says nothing
 * @param oneFalseIn no more than one false telling in so long, on average
 * @param failureMode the class of the prediction
 */
public record RoutePlan(
    String id,
    List<Map<String, String>> steps,
    Duration every,
    Duration window,
    Duration before,
    Duration route,
    int least,
    Duration oneFalseIn,
    String failureMode) {

  /** Keeps unmodifiable copies. */
  public RoutePlan {
    steps = steps.stream().map(Map::copyOf).toList();
  }

  /** Under which name it is kept what was told; no point's id. */
  public String kept() {
    return "route:" + id;
  }

  /** Under which name the shares of a machine are kept. */
  String kept(String machine) {
    return kept() + "/" + machine;
  }

  /** Whether a share is one of some machines. */
  boolean isOf(RollUp share, Set<String> machines) {
    return machines.stream().anyMatch(machine -> kept(machine).equals(share.point()));
  }

  /** The level of one look: the expected number of false tellings is the sum over the looks. */
  double level() {
    return (double) every.toSeconds() / oneFalseIn.toSeconds();
  }

  /** How long passages are of use. */
  Duration keeps() {
    return window.multipliedBy(2).plus(every).plus(route);
  }

  /** How long passages are of use to any of some plans; zero where there is none. */
  static Duration longest(List<RoutePlan> plans) {
    return plans.stream()
        .map(RoutePlan::keeps)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  List<Set<String>> machines() {
    return steps.stream().map(Map::keySet).toList();
  }
}
