package org.bellcrank.runtime.felix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which parts are down and what each of them lacks, told from the causes to what they bring down.
 */
final class Diagnosis {

  /**
   * Something a part lacks.
   *
   * @param what for example {@code package a.b [1.0,2.0)}
   * @param from the part that would offer it; null where the matter ends here
   * @param cause why nobody offers it; null unless {@code from} is
   */
  private record Lack(String what, String from, String cause) {}

  private final Map<String, List<Lack>> lacks = new TreeMap<>();

  /** The part is down because another one, which is down too, would have to offer something. */
  void waits(String part, String what, String from) {
    lacks.computeIfAbsent(part, p -> new ArrayList<>()).add(new Lack(what, from, null));
  }

  /** The part is down, and this is why: nothing else has to be looked at. */
  void fails(String part, String what, String cause) {
    lacks.computeIfAbsent(part, p -> new ArrayList<>()).add(new Lack(what, null, cause));
  }

  boolean isEmpty() {
    return lacks.isEmpty();
  }

  /** Every part that is down, once under each of its causes; empty where all is well. */
  List<String> lines() {
    if (lacks.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(lacks.size() == 1 ? "1 part did not start:" : lacks.size() + " parts did not start:");
    Set<String> told = new LinkedHashSet<>();
    causes()
        .forEach(
            (cause, parts) -> {
              lines.add("- " + cause);
              Set<String> path = new LinkedHashSet<>();
              parts.forEach((part, what) -> tell(part, what, 1, path, lines));
              told.addAll(path);
            });
    circles(told, lines);
    return lines;
  }

  /** The first lack of each part that ends somewhere, by cause. */
  private Map<String, Map<String, String>> causes() {
    Map<String, Map<String, String>> causes = new LinkedHashMap<>();
    lacks.forEach(
        (part, list) ->
            list.stream()
                .filter(lack -> lack.cause() != null)
                .forEach(
                    lack ->
                        causes
                            .computeIfAbsent(lack.cause(), c -> new TreeMap<>())
                            .putIfAbsent(part, lack.what())));
    return joined(causes);
  }

  /** Causes that strike the very same parts are told as one. */
  private static Map<String, Map<String, String>> joined(Map<String, Map<String, String>> causes) {
    Map<Map<String, String>, String> byParts = new LinkedHashMap<>();
    causes.forEach((cause, parts) -> byParts.merge(parts, cause, (a, b) -> a + "; " + b));
    Map<String, Map<String, String>> joined = new LinkedHashMap<>();
    byParts.forEach((parts, cause) -> joined.put(cause, parts));
    return joined;
  }

  private void tell(String part, String what, int depth, Set<String> told, List<String> lines) {
    if (!told.add(part)) {
      return;
    }
    lines.add("  ".repeat(depth) + "so " + part + " " + what);
    lacks.forEach(
        (dependent, list) ->
            list.stream()
                .filter(lack -> part.equals(lack.from()))
                .findFirst()
                .ifPresent(
                    lack -> tell(dependent, "lacks " + lack.what(), depth + 1, told, lines)));
  }

  private void circles(Set<String> told, List<String> lines) {
    boolean headed = false;
    for (Map.Entry<String, List<Lack>> entry : lacks.entrySet()) {
      if (!told.contains(entry.getKey())) {
        if (!headed) {
          lines.add("- these wait for each other");
          headed = true;
        }
        Lack lack = entry.getValue().get(0);
        lines.add("  " + entry.getKey() + " lacks " + lack.what() + " of " + lack.from());
      }
    }
  }
}
