package org.bellcrank.health;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bellcrank.health.Cause.Effect;

/**
 * Which parts are down and what each of them lacks, told from the causes to what they bring down.
 * Not thread-safe.
 */
public final class Diagnosis {

  /**
   * Something a part lacks.
   *
   * @param what for example {@code package a.b [1.0,2.0)}
   * @param from the part that would offer it; null where the matter ends here
   * @param cause why nobody offers it; null unless {@code from} is
   * @param absence whether that is because something is not there
   */
  private record Lack(String what, Part from, String cause, boolean absence) {}

  private final Map<Part, List<Lack>> lacks = new TreeMap<>();

  /** The part is down because another one, which is down too, would have to offer something. */
  public void waits(Part part, String what, Part from) {
    lacks.computeIfAbsent(part, p -> new ArrayList<>()).add(new Lack(what, from, null, false));
  }

  /** The part is down, and this is why: nothing else has to be looked at. */
  public void fails(Part part, String what, String cause) {
    lacks.computeIfAbsent(part, p -> new ArrayList<>()).add(new Lack(what, null, cause, false));
  }

  /** As above, where all that is wrong is that something is not there. */
  public void misses(Part part, String what, String cause) {
    lacks.computeIfAbsent(part, p -> new ArrayList<>()).add(new Lack(what, null, cause, true));
  }

  /** Whether nothing is down. */
  public boolean isEmpty() {
    return lacks.isEmpty();
  }

  /**
   * What concerns some bundles only: their parts, what these wait for, and so on.
   *
   * @param bundle chooses by symbolic name
   */
  public Diagnosis about(Predicate<String> bundle) {
    Diagnosis about = new Diagnosis();
    Deque<Part> open = new ArrayDeque<>();
    lacks.keySet().stream().filter(part -> bundle.test(part.bundle())).forEach(open::add);
    while (!open.isEmpty()) {
      Part part = open.poll();
      List<Lack> list = lacks.get(part);
      if (list != null && about.lacks.putIfAbsent(part, list) == null) {
        list.stream().map(Lack::from).filter(Objects::nonNull).forEach(open::add);
      }
    }
    return about;
  }

  /** Every part that is down, once under each of its causes, for a terminal; empty if all is up. */
  public List<String> lines() {
    if (lacks.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(lacks.size() == 1 ? "1 part did not start:" : lacks.size() + " parts did not start:");
    for (Cause cause : causes()) {
      List<String> told = cause.lines();
      lines.add("- " + told.get(0));
      lines.addAll(told.subList(1, told.size()));
    }
    return lines;
  }

  /** The causes, each with every part it brings down; parts that wait for each other come last. */
  public List<Cause> causes() {
    List<Cause> causes = new ArrayList<>();
    Set<Part> told = new LinkedHashSet<>();
    reasons()
        .forEach(
            (reason, parts) -> {
              List<Effect> effects = new ArrayList<>();
              Set<Part> path = new LinkedHashSet<>();
              parts.forEach((part, what) -> tell(part, what, 1, path, effects));
              told.addAll(path);
              causes.add(
                  new Cause(
                      parts.keySet().iterator().next().bundle(),
                      reason,
                      effects,
                      parts.keySet().stream().noneMatch(this::fails)));
            });
    circles(told, causes);
    return causes;
  }

  private boolean fails(Part part) {
    return lacks.get(part).stream().anyMatch(lack -> lack.cause() != null && !lack.absence());
  }

  /** The first lack of each part that ends somewhere, by reason. */
  private Map<String, Map<Part, String>> reasons() {
    Map<String, Map<Part, String>> reasons = new LinkedHashMap<>();
    lacks.forEach(
        (part, list) ->
            list.stream()
                .filter(lack -> lack.cause() != null)
                .forEach(
                    lack ->
                        reasons
                            .computeIfAbsent(lack.cause(), c -> new TreeMap<>())
                            .putIfAbsent(part, lack.what())));
    return joined(reasons);
  }

  /** Reasons that strike the very same parts are told as one. */
  private static Map<String, Map<Part, String>> joined(Map<String, Map<Part, String>> reasons) {
    Map<Map<Part, String>, String> byParts = new LinkedHashMap<>();
    reasons.forEach((reason, parts) -> byParts.merge(parts, reason, (a, b) -> a + "; " + b));
    Map<String, Map<Part, String>> joined = new LinkedHashMap<>();
    byParts.forEach((parts, reason) -> joined.put(reason, parts));
    return joined;
  }

  private void tell(Part part, String what, int depth, Set<Part> told, List<Effect> effects) {
    if (!told.add(part)) {
      return;
    }
    effects.add(new Effect(depth, "so " + part + " " + what));
    lacks.forEach(
        (dependent, list) ->
            list.stream()
                .filter(lack -> part.equals(lack.from()))
                .findFirst()
                .ifPresent(
                    lack -> tell(dependent, "lacks " + lack.what(), depth + 1, told, effects)));
  }

  private void circles(Set<Part> told, List<Cause> causes) {
    List<Effect> effects = new ArrayList<>();
    String bundle = "";
    for (Map.Entry<Part, List<Lack>> entry : lacks.entrySet()) {
      if (!told.contains(entry.getKey())) {
        Lack lack = entry.getValue().get(0);
        bundle = bundle.isEmpty() ? entry.getKey().bundle() : bundle;
        effects.add(new Effect(1, entry.getKey() + " lacks " + lack.what() + " of " + lack.from()));
      }
    }
    if (!effects.isEmpty()) {
      causes.add(new Cause(bundle, "these wait for each other", effects, true));
    }
  }
}
