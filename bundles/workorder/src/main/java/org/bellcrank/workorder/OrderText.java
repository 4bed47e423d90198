package org.bellcrank.workorder;

import org.bellcrank.journal.Facts;
import org.bellcrank.observation.ObservationText;

/** Orders as facts and back; the form in which they lie in the store and in the journal. */
public final class OrderText {

  private OrderText() {}

  /** An order as facts. */
  public static Facts facts(WorkOrder order) {
    return Facts.with("id", order.id())
        .put("reference", order.reference().value())
        .put("asset", order.cause().asset())
        .put("failureMode", order.cause().failureMode())
        .put("identity", order.cause().identity())
        .put("site", order.site())
        .put("connector", order.connector())
        .put("type", order.type())
        .put("priority", order.priority())
        .put("status", order.status())
        .put("title", order.title())
        .put("description", order.description())
        .put("raisedAt", order.raisedAt())
        .put("occurrences", order.occurrences())
        .put("evidence", order.evidence().stream().map(ObservationText::facts).toList())
        .put("fields", order.fields())
        .build();
  }

  /**
   * Reads what {@link #facts} wrote.
   *
   * @throws org.bellcrank.journal.FactsException when a key is missing or of the wrong type
   */
  public static WorkOrder from(Facts facts) {
    return new WorkOrder(
        facts.requireText("id"),
        new Cause(
            facts.requireText("asset"),
            facts.requireText("failureMode"),
            facts.requireText("identity")),
        facts.requireText("site"),
        facts.requireText("connector"),
        OrderType.valueOf(facts.requireText("type")),
        (int) facts.whole("priority").orElseThrow(),
        OrderStatus.valueOf(facts.requireText("status")),
        facts.requireText("title"),
        facts.requireText("description"),
        facts.requireInstant("raisedAt"),
        facts.whole("occurrences").orElseThrow(),
        ObservationText.evidence(facts),
        facts.facts("fields").orElse(Facts.empty()));
  }
}
