package org.bellcrank.console;

import java.util.List;
import java.util.Optional;
import org.bellcrank.closure.ForeignState;
import org.bellcrank.delivery.ClosureFields;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.workorder.WorkOrder;

/** Orders as pages see them. */
final class OrderView {

  private OrderView() {}

  /** One line of a list. */
  static Facts line(WorkOrder order, Optional<DeliveryBook.OrderDelivery> delivery) {
    return Facts.with("id", order.id())
        .put("reference", order.reference().value())
        .put("title", order.title())
        .put("type", order.type())
        .put("status", order.status())
        .put("priority", order.priority())
        .put("connector", order.connector())
        .put("asset", order.fields().text("asset.path"))
        .put("raisedAt", order.raisedAt())
        .put("occurrences", order.occurrences())
        .put("thumbnail", picture(order, EvidenceItem.Role.THUMBNAIL))
        .put("annotated", picture(order, EvidenceItem.Role.ANNOTATED))
        .put("original", picture(order, EvidenceItem.Role.ORIGINAL))
        .put("delivery", delivery.map(OrderView::state).orElse("WAITING"))
        .put("foreignId", delivery.flatMap(each -> each.create().foreignId()))
        .put("link", delivery.flatMap(each -> each.create().link()))
        .build();
  }

  /** All of it. */
  static Facts full(
      WorkOrder order,
      Optional<DeliveryBook.OrderDelivery> delivery,
      Optional<ForeignState> cmms,
      List<FindingBook.Row> findings) {
    Facts.Builder facts =
        line(order, delivery).toBuilder()
            .put("description", order.description())
            .put("fields", order.fields())
            .put("next", order.status().next().stream().map(Enum::name).toList())
            .put("failureCode", order.fields().text("order.failureCode"))
            .put("cmms", cmms.filter(OrderView::wasRead).map(OrderView::foreign))
            .put("findings", findings.stream().map(FindingView::line).toList());
    findings.stream()
        .findFirst()
        .ifPresent(
            first -> facts.put("why", first.state().why()).put("reason", first.state().reason()));
    delivery.ifPresent(
        each ->
            facts
                .put("stages", each.stages())
                .put("leftOut", each.leftOut())
                .put("deliverySteps", each.steps().stream().map(OrderView::step).toList()));
    return facts.build();
  }

  private static boolean wasRead(ForeignState state) {
    return state.missing() || !state.foreignStatus().isEmpty();
  }

  /** How it stands in its CMMS, with what its end told, in the order in which people read it. */
  private static Facts foreign(ForeignState state) {
    List<Facts> told =
        ClosureFields.all().stream()
            .filter(field -> state.closure().has(field.name()))
            .map(
                field ->
                    Facts.with("name", field.name())
                        .put("meaning", field.meaning())
                        .put("kind", field.kind())
                        .put("value", state.closure().values().get(field.name()))
                        .build())
            .toList();
    return Facts.with("status", state.foreignStatus())
        .put("means", state.status())
        .put("changedAt", state.changedAt())
        .put("seenAt", state.seenAt())
        .put("endedAt", state.endedAt())
        .put("missing", state.missing() ? true : null)
        .put("outcome", state.outcome())
        .put("closure", told)
        .build();
  }

  private static String state(DeliveryBook.OrderDelivery delivery) {
    DeliveryState state = delivery.create().state();
    return switch (state) {
      case DONE -> "ACKNOWLEDGED";
      case HELD, WAITING -> "WAITING";
      case REFUSED, UNSURE -> state.name();
    };
  }

  private static Facts step(DeliveryBook.StepTrace step) {
    return Facts.with("step", step.step())
        .put("purpose", step.purpose())
        .put("attempt", step.attempt())
        .put("at", step.receiptAt().orElse(step.intentAt()))
        .put(
            "receipt",
            step.receipt().isEmpty()
                ? "WAITING"
                : step.receipt().toUpperCase(java.util.Locale.ROOT))
        .put("code", step.status() == 0 ? null : step.status())
        .put("words", step.words())
        .build();
  }

  private static Optional<String> picture(WorkOrder order, EvidenceItem.Role role) {
    return order.evidence().stream()
        .filter(item -> item.role() == role)
        .map(item -> item.reference().sha256())
        .findFirst();
  }
}
