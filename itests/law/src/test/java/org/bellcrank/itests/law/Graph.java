package org.bellcrank.itests.law;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who uses whom, read off the built manifests, and its picture. */
final class Graph {

  private Graph() {}

  /** The bundles whose packages each bundle imports. */
  static Map<String, Set<String>> uses() {
    Map<String, String> owners = new HashMap<>();
    for (BuiltBundle bundle : House.all()) {
      bundle.exports().keySet().forEach(name -> owners.put(name, bundle.name()));
    }
    Map<String, Set<String>> uses = new TreeMap<>();
    for (BuiltBundle bundle : House.all()) {
      Set<String> used = new TreeSet<>();
      for (String imported : bundle.imports().keySet()) {
        String owner = owners.get(imported);
        if (owner != null && !owner.equals(bundle.name())) {
          used.add(owner);
        }
      }
      uses.put(bundle.name(), used);
    }
    return uses;
  }

  /** The picture in Mermaid: direct uses only, without those that follow from others. */
  static String picture() {
    Map<String, Set<String>> uses = uses();
    StringBuilder text = new StringBuilder("```mermaid\nflowchart BT\n");
    group(text, "rim", "Rim: one outside technology each", House.Kind.RIM);
    group(text, "pure", "Pure: domain logic", House.Kind.PURE);
    group(text, "lib", "Third party", House.Kind.LIB);
    uses.forEach(
        (user, used) -> {
          if (House.Kind.of(user) == House.Kind.KURA_API) {
            return;
          }
          for (String each : used) {
            if (House.Kind.of(each) != House.Kind.KURA_API
                && !each.equals("verb")
                && direct(uses, user, each)) {
              text.append("  ").append(id(user)).append(" --> ").append(id(each)).append('\n');
            }
          }
        });
    return text.append("```\n").toString();
  }

  private static void group(StringBuilder text, String id, String title, House.Kind kind) {
    text.append("  subgraph ").append(id).append("[\"").append(title).append("\"]\n");
    House.of(kind)
        .filter(bundle -> !bundle.name().equals("verb"))
        .forEach(
            bundle ->
                text.append("    ")
                    .append(id(bundle.name()))
                    .append('[')
                    .append(bundle.name())
                    .append("]\n"));
    text.append("  end\n");
  }

  /** Whether no other used bundle uses it too. */
  private static boolean direct(Map<String, Set<String>> uses, String user, String used) {
    for (String other : uses.get(user)) {
      if (!other.equals(used) && reaches(uses, other, used, new TreeSet<>())) {
        return false;
      }
    }
    return true;
  }

  private static boolean reaches(
      Map<String, Set<String>> uses, String from, String to, Set<String> seen) {
    if (!seen.add(from)) {
      return false;
    }
    for (String next : uses.getOrDefault(from, Set.of())) {
      if (next.equals(to) || reaches(uses, next, to, seen)) {
        return true;
      }
    }
    return false;
  }

  private static String id(String name) {
    return name.replace('-', '_');
  }
}
