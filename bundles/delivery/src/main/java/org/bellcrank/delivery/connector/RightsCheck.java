package org.bellcrank.delivery.connector;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.document.MapNode;

/** Holds the rights that a folder asks for against what it does: no more and no less. */
final class RightsCheck {

  private final Connector connector;
  private final MapNode root;
  private final Problems problems;

  RightsCheck(Connector connector, MapNode root, Problems problems) {
    this.connector = connector;
    this.root = root;
    this.problems = problems;
  }

  void run() {
    Set<Right.Need> does = does();
    Set<Right.Need> named = EnumSet.noneOf(Right.Need.class);
    connector.rights().forEach(right -> named.addAll(right.needed()));
    for (Right.Need need : Right.Need.values()) {
      if (does.contains(need) && !named.contains(need)) {
        tell(
            "a right for " + name(need),
            "the connector does that, and no right is named for it: its user would have too much"
                + " or too little");
      } else if (named.contains(need) && !does.contains(need)) {
        tell(
            "rights for " + does.stream().map(RightsCheck::name).collect(Collectors.joining(", ")),
            "a right for " + name(need) + " is asked for, and the connector does nothing of that");
      }
    }
  }

  private Set<Right.Need> does() {
    Set<Right.Need> does = EnumSet.of(Right.Need.ORDERS);
    add(does, Right.Need.UPDATES, has(Purpose.UPDATE));
    add(does, Right.Need.PICTURES, has(Purpose.ATTACH));
    add(
        does,
        Right.Need.STAGES,
        has(Purpose.CHILDREN) || has(Purpose.RELEASE) || has(Purpose.COMMIT));
    add(does, Right.Need.READING, connector.reading().isPresent());
    add(does, Right.Need.REGISTER, connector.assets().isPresent());
    add(does, Right.Need.CONDITION, has(Purpose.CONDITION));
    return does;
  }

  private static void add(Set<Right.Need> does, Right.Need need, boolean there) {
    if (there) {
      does.add(need);
    }
  }

  private boolean has(Purpose purpose) {
    return !connector.recipe().flow(purpose).isEmpty();
  }

  private void tell(String allowed, String why) {
    problems.collect(() -> problems.add(root.get("rights").problem(allowed, why)));
  }

  private static String name(Right.Need need) {
    return need.name().toLowerCase(Locale.ROOT);
  }
}
