package org.bellcrank.delivery.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.AssetCondition;
import org.bellcrank.delivery.AssetCondition.State;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.WorkOrder;

/** Says how an asset is by the orders that are open on it. */
final class Weighing {

  /** As rules grade them, from least to most. */
  private static final List<String> SEVERITIES = List.of("MINOR", "MODERATE", "MAJOR", "CRITICAL");

  private static final Comparator<WorkOrder> GRAVER =
      Comparator.comparing(Weighing::rank)
          .thenComparing(WorkOrder::priority, Comparator.reverseOrder())
          .thenComparing(WorkOrder::raisedAt);

  private Weighing() {}

  /**
   * The condition after a change.
   *
   * @param open orders that count
   * @param changed the order that changed
   */
  static AssetCondition of(
      AssetCondition before, List<WorkOrder> open, WorkOrder changed, Instant at) {
    Optional<WorkOrder> gravest = open.stream().max(GRAVER);
    State state = State.of(open);
    Instant since = state == before.state() ? before.since() : at;
    Facts known =
        Facts.with("condition.state", state)
            .put("condition.grade", state.grade())
            .put("condition.since", since)
            .put("condition.orders", open.size())
            .put("condition.reference", gravest.orElse(changed).reference())
            .put("condition.severity", gravest.flatMap(AssetCondition::severity))
            .put("condition.seen", gravest.map(order -> field(order, "finding.class")))
            .put("condition.value", gravest.map(order -> field(order, "finding.value")))
            .put("condition.unit", gravest.map(order -> field(order, "finding.unit")))
            .build();
    return new AssetCondition(
        before.instance(),
        before.asset(),
        state,
        since,
        open.stream().map(WorkOrder::id).toList(),
        before.delivery(),
        known);
  }

  private static int rank(WorkOrder order) {
    return AssetCondition.severity(order).map(SEVERITIES::indexOf).orElse(-1);
  }

  private static Object field(WorkOrder order, String name) {
    return order.fields().values().get(name);
  }
}
