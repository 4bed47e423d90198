package org.bellcrank.stream;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bellcrank.signal.Routes;
import org.bellcrank.signal.Routes.Share;
import org.bellcrank.signal.Routes.Suspect;

/**
 * What the parts of a window say. A machine is blamed where its parts are worse than those of the
 * others of its step, and worse than its own were before: a machine that is always a little worse
 * is no jump, nor is bad material that all machines get. Pure.
 *
 * @param asked all machines that were asked about, the most suspect first
 * @param blamed of them whom a jump is laid to, one each or several that cannot be told apart
 * @param without parts that passed no machine of any step
 */
record RouteVerdict(
    RoutePlan plan,
    Instant end,
    Collection<Routes.Part> parts,
    Map<String, Share> before,
    List<Suspect> asked,
    List<Set<String>> blamed,
    long without) {

  /** A machine whose jump was told is like the others again at such a chance. */
  private static final double OVER = 0.05;

  /**
   * Looks.
   *
   * @param end of the window
   * @param parts that were judged first in the window
   * @param before each machine's parts before it; one that is missing had none
   */
  static RouteVerdict of(
      RoutePlan plan, Instant end, Collection<Routes.Part> parts, Map<String, Share> before) {
    List<Set<String>> steps = plan.machines();
    List<Suspect> asked = Routes.rank(parts, steps, plan.least());
    List<Suspect> guilty =
        asked.stream()
            .filter(each -> before(before, each.machine()).parts() >= plan.least())
            .filter(each -> chance(each, before, asked.size()) <= plan.level())
            .toList();
    Set<String> all = steps.stream().flatMap(Set::stream).collect(Collectors.toSet());
    long without =
        parts.stream().filter(each -> each.machines().stream().noneMatch(all::contains)).count();
    return new RouteVerdict(
        plan, end, parts, before, asked, Routes.blamed(parts, steps, guilty), without);
  }

  private static Share before(Map<String, Share> before, String machine) {
    return before.getOrDefault(machine, Share.NONE);
  }

  /** The greater of both, corrected for how many were asked about. */
  private static double chance(Suspect each, Map<String, Share> before, int asked) {
    double jumped = each.own().chanceIfLike(before(before, each.machine()));
    return Math.min(1, asked * Math.max(each.chance(), jumped));
  }

  private Optional<Suspect> asked(String machine) {
    return asked.stream().filter(each -> each.machine().equals(machine)).findFirst();
  }

  /** How sure it is of them: 1 less the chance; of several the least. */
  double confidence(Set<String> machines) {
    return 1
        - machines.stream()
            .flatMap(each -> asked(each).stream())
            .mapToDouble(each -> chance(each, before, asked.size()))
            .max()
            .orElse(1);
  }

  /** Whether all of them are like the others again; false where one has too few parts to say. */
  boolean over(Set<String> machines) {
    return machines.stream()
        .allMatch(each -> asked(each).map(suspect -> suspect.chance() > OVER).orElse(false));
  }

  /** Shares of bad parts of the machines that had enough of them, by machine. */
  Map<String, Share> shares() {
    Map<String, Share> shares = new HashMap<>();
    for (Set<String> step : plan.machines()) {
      for (String machine : step) {
        Share share = Share.of(parts, part -> part.machines().contains(machine));
        if (share.parts() >= plan.least()) {
          shares.put(machine, share);
        }
      }
    }
    return shares;
  }

  /** What a person wants to know of it. */
  Map<String, String> context(Set<String> machines) {
    Map<String, String> context = new HashMap<>();
    context.put("routes", plan.id());
    context.put("machines", String.join(", ", machines));
    context.put("badParts", words(machines, Suspect::own));
    context.put("badPartsOfOthers", words(machines, Suspect::others));
    context.put("badPartsBefore", words(machines, each -> before(before, each.machine())));
    context.put("chance", String.format(Locale.ROOT, "%.2g", 1 - confidence(machines)));
    context.put("machinesAsked", Integer.toString(asked.size()));
    context.put("window", end.minus(plan.window()) + " to " + end);
    context.put("route", route());
    context.put("partsWithoutRoute", Long.toString(without));
    context.replaceAll((key, value) -> value.substring(0, Math.min(900, value.length())));
    return context;
  }

  private String route() {
    return plan.machines().stream()
        .map(step -> step.stream().sorted().collect(Collectors.joining(" or ")))
        .collect(Collectors.joining(", then "));
  }

  private String words(Set<String> machines, Function<Suspect, Share> of) {
    return machines.stream()
        .flatMap(each -> asked(each).stream())
        .map(each -> (machines.size() > 1 ? each.machine() + ": " : "") + words(of.apply(each)))
        .collect(Collectors.joining("; "));
  }

  static String words(Share share) {
    return String.format(
        Locale.ROOT,
        "%.1f %% (%.1f to %.1f %%), %d of %d parts",
        100 * share.rate(),
        100 * share.low(),
        100 * share.high(),
        share.bad(),
        share.parts());
  }
}
