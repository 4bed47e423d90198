package org.bellcrank.canary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.DeliveryBook.InstanceHealth;

/**
 * Finds what no test sees, since tests write nothing: a CMMS that answers and refuses one order
 * after the other, for example since a field of it changed. A few in a row are the connector's
 * trouble, not that of one order; one that arrives, or an empty workbench, ends it.
 */
final class RefusalWatch {

  private static final int IN_A_ROW = 3;

  private final Map<String, Seen> seen = new HashMap<>();

  private static final class Seen {

    private long delivered;
    private long workbench;
    private long refused;
    private Optional<Trouble> trouble = Optional.empty();
  }

  void look(List<InstanceHealth> all) {
    for (InstanceHealth health : all) {
      Seen before = seen.get(health.instance());
      if (before == null) {
        before = new Seen();
        seen.put(health.instance(), before);
      } else if (health.delivered() > before.delivered || health.workbench() == 0) {
        before.refused = 0;
        before.trouble = Optional.empty();
      } else {
        before.refused += Math.max(0, health.workbench() - before.workbench);
        if (before.refused >= IN_A_ROW && before.trouble.isEmpty()) {
          before.trouble = Optional.of(trouble(health));
        }
      }
      before.delivered = health.delivered();
      before.workbench = health.workbench();
    }
  }

  private static Trouble trouble(InstanceHealth health) {
    String words = health.lastWords().isEmpty() ? "" : ": " + health.lastWords();
    return new Trouble(
        "orders",
        "one row after the other goes to the workbench and none arrives, %d wait there%s"
            .formatted(health.workbench(), words));
  }

  /** What stands against an instance. */
  Optional<Trouble> of(String instance) {
    return Optional.ofNullable(seen.get(instance)).flatMap(each -> each.trouble);
  }
}
