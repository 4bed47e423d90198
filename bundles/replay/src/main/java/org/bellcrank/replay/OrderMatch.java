package org.bellcrank.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.WorkOrder;

/**
 * Which order of one run is which of the other. Orders with the same id are the same; so are two
 * orders of one cause that the same finding made or joined.
 */
final class OrderMatch {

  private final Map<String, WorkOrder> before = new LinkedHashMap<>();
  private final Map<String, WorkOrder> after = new LinkedHashMap<>();
  private final Map<String, String> forth = new HashMap<>();
  private final Map<String, String> back = new HashMap<>();

  void before(WorkOrder order) {
    before.put(order.id(), slim(order));
  }

  void after(WorkOrder order) {
    after.put(order.id(), slim(order));
  }

  /** Without what only its reader reads. */
  private static WorkOrder slim(WorkOrder order) {
    return new WorkOrder(
        order.id(),
        order.cause(),
        order.site(),
        order.connector(),
        order.type(),
        order.priority(),
        order.status(),
        order.title(),
        "",
        order.raisedAt(),
        order.occurrences(),
        List.of(),
        Facts.builder()
            .put("rule.id", order.fields().text("rule.id"))
            .put("finding.id", order.fields().text("finding.id"))
            .build());
  }

  /** The cause of an order that was made or changed. */
  Optional<Cause> cause(String order) {
    return Optional.ofNullable(before.get(order)).map(WorkOrder::cause);
  }

  /** Whether a finding's order in one run is its order in the other. */
  boolean same(Optional<String> one, Optional<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() && other.isEmpty();
    }
    String left = one.get();
    String right = other.get();
    if (!forth.containsKey(left) && !back.containsKey(right) && alike(left, right)) {
      forth.put(left, right);
      back.put(right, left);
    }
    return right.equals(forth.get(left));
  }

  private boolean alike(String left, String right) {
    WorkOrder one = before.get(left);
    WorkOrder other = after.get(right);
    return left.equals(right) || one != null && other != null && one.cause().equals(other.cause());
  }

  /** What became of the orders, for the report. */
  Facts facts() {
    before
        .keySet()
        .forEach(id -> same(Optional.of(id), Optional.of(id).filter(after::containsKey)));
    List<Facts> removed = new ArrayList<>();
    List<Facts> reprioritised = new ArrayList<>();
    List<Facts> elsewhen = new ArrayList<>();
    long same = 0;
    for (WorkOrder order : before.values()) {
      WorkOrder other = after.get(forth.getOrDefault(order.id(), ""));
      if (other == null) {
        removed.add(line(order));
        continue;
      }
      boolean moved = !order.id().equals(other.id());
      boolean priority = order.priority() != other.priority();
      if (moved) {
        elsewhen.add(both(order, other));
      }
      if (priority) {
        reprioritised.add(both(order, other));
      }
      same += moved || priority ? 0 : 1;
    }
    List<Facts> added =
        after.values().stream()
            .filter(order -> !back.containsKey(order.id()))
            .map(OrderMatch::line)
            .toList();
    return Facts.with("before", before.size())
        .put("after", after.size())
        .put("same", same)
        .put("added", added)
        .put("removed", removed)
        .put("reprioritised", reprioritised)
        .put("raisedByAnotherFinding", elsewhen)
        .build();
  }

  private static Facts both(WorkOrder order, WorkOrder other) {
    return Facts.with("cause", order.cause().key())
        .put("before", line(order))
        .put("after", line(other))
        .build();
  }

  private static Facts line(WorkOrder order) {
    return Facts.with("id", order.id())
        .put("cause", order.cause().key())
        .put("title", order.title())
        .put("priority", order.priority())
        .put("status", order.status())
        .put("occurrences", order.occurrences())
        .put("raisedAt", order.raisedAt())
        .put("finding", order.fields().text("finding.id"))
        .put("rule", order.fields().text("rule.id"))
        .build();
  }
}
