package org.bellcrank.delivery.connector;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.delivery.connector.Right.Need;
import org.bellcrank.delivery.connector.Right.Verb;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;

/** Holds the rights that a folder asks for against what it does: no more and no less. */
final class RightsCheck {

  private final Connector connector;
  private final RightsUse use;
  private final MapNode root;
  private final Problems problems;

  RightsCheck(Connector connector, MapNode root, Problems problems) {
    this.connector = connector;
    use = new RightsUse(connector);
    this.root = root;
    this.problems = problems;
  }

  void run() {
    Arrays.stream(Need.values()).forEach(this::need);
    problems.collect(this::rows);
  }

  private void need(Need need) {
    List<Right> rights =
        connector.rights().stream().filter(right -> right.needed().contains(need)).toList();
    if (use.has(need) && rights.isEmpty()) {
      tell(
          "a right for " + name(need),
          "the connector does that, and no right is named for it: its user would have too much"
              + " or too little");
    } else if (!use.has(need) && !rights.isEmpty()) {
      tell(
          "rights for "
              + Arrays.stream(Need.values())
                  .filter(use::has)
                  .map(RightsCheck::name)
                  .collect(Collectors.joining(", ")),
          "a right for " + name(need) + " is asked for, and the connector does nothing of that");
    } else if (use.has(need)) {
      verbs(need, rights);
    }
  }

  private void verbs(Need need, List<Right> rights) {
    Set<Verb> may = EnumSet.noneOf(Verb.class);
    rights.forEach(right -> may.addAll(right.may()));
    for (Set<Verb> any : use.necessary(need)) {
      if (any.stream().noneMatch(may::contains)) {
        tell(
            "%s for %s".formatted(names(any, " or "), name(need)),
            "the rights for %s do not hold %s, without which it cannot be"
                .formatted(name(need), names(any, " or ")));
      }
    }
  }

  /** Nothing in a row that none of what it is for can mean. */
  private void rows() throws InvalidDocumentException {
    List<MapNode> rows = root.maps("rights");
    for (int i = 0; i < rows.size(); i++) {
      Right right = connector.rights().get(i);
      Set<Verb> possible = EnumSet.noneOf(Verb.class);
      right.needed().forEach(need -> possible.addAll(use.possible(need)));
      Set<Verb> beyond = EnumSet.copyOf(right.may());
      beyond.removeAll(possible);
      if (!beyond.isEmpty()) {
        problems.add(
            rows.get(i)
                .problem(
                    "may",
                    names(possible, ", "),
                    "%s is asked for, and the connector does not do that for %s"
                        .formatted(names(beyond, ", "), names(right.needed(), ", "))));
      }
    }
  }

  private void tell(String allowed, String why) {
    problems.collect(() -> problems.add(root.get("rights").problem(allowed, why)));
  }

  private static String names(Collection<? extends Enum<?>> all, String between) {
    return all.stream().sorted().map(RightsCheck::name).collect(Collectors.joining(between));
  }

  private static String name(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
