package org.bellcrank.console;

import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryDesk;
import org.bellcrank.delivery.Diagnosis;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** Orders, updates and pictures that a CMMS did not take, and what a person does about them. */
final class WorkbenchRoutes {

  private static final int ROWS = 200;

  private final Store store;
  private final Desks desks;

  WorkbenchRoutes(Store store, Desks desks) {
    this.store = store;
    this.desks = desks;
  }

  List<Route> all() {
    return List.of(
        Path.get("/api/workbench", request -> page(request.limit(50, ROWS))),
        Decision.route("/api/workbench/{id}/retry", this::retry),
        Decision.route("/api/workbench/{id}/adopt", this::adopt));
  }

  private Answer page(int limit) {
    try {
      List<Facts> cases = desks.deliveries().cases(limit).stream().map(this::line).toList();
      return new Answer.Json(Facts.with("cases", cases).build());
    } catch (Desks.ClosedException e) {
      return new Answer.Json(Facts.with("cases", List.of()).put("note", e.getMessage()).build());
    }
  }

  private Facts line(DeliveryDesk.Case each) {
    Delivery row = each.row();
    Optional<WorkOrder> order = store.read(unit -> unit.port(OrderBook.class).find(row.order()));
    Diagnosis diagnosis = each.diagnosis();
    return Facts.with("id", row.id())
        .put("order", row.order())
        .put("title", order.map(WorkOrder::title))
        .put("priority", row.priority())
        .put("reference", order.map(WorkOrder::reference))
        .put("instance", row.instance())
        .put("kind", each.kind())
        .put("purpose", row.purpose())
        .put("step", row.step())
        .put("state", row.state())
        .put("words", row.words())
        .put("plannedAt", row.plannedAt())
        .put("foreignId", row.foreignId())
        .put("alike", each.alike())
        .put("field", diagnosis.field())
        .put("code", diagnosis.code())
        .put("sent", diagnosis.sent())
        .put("rule", diagnosis.rule())
        .put("breach", diagnosis.breach())
        .put("place", diagnosis.place())
        .put("suggestion", diagnosis.suggestion())
        .build();
  }

  private Facts retry(Decision decision) {
    int rows = 1;
    if (decision.truth("alike")) {
      rows = desks.deliveries().retryAlike(decision.id(), decision.who());
    } else {
      desks.deliveries().retry(decision.id(), decision.who());
    }
    return Facts.with("sent", rows).build();
  }

  private Facts adopt(Decision decision) {
    String number = decision.require("foreignId", "the order's number in the CMMS");
    DeliveryDesk.Adopted adopted =
        desks.deliveries().adopt(decision.id(), number, decision.who(), decision.truth("unread"));
    return Facts.with("read", adopted.read()).put("words", adopted.words()).build();
  }
}
