package org.bellcrank.delivery.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.workorder.WorkOrder;
import org.osgi.service.component.annotations.Component;

/** Plans deliveries as rows of the outbox; the content is read from the order when it is sent. */
@Component(service = Outbox.class)
public final class PlannedOutbox implements Outbox {

  @Override
  public void deliver(UnitOfWork unit, WorkOrder order, Instant at) {
    plan(
        unit,
        Delivery.planned(
            "dl-" + order.reference() + "-C",
            order.id(),
            order.connector(),
            Purpose.CREATE,
            order.priority(),
            at));
  }

  @Override
  public void update(UnitOfWork unit, WorkOrder order, Instant at, String change) {
    OutboxBook book = unit.port(OutboxBook.class);
    List<Delivery> rows = book.ofOrder(order.id());
    Optional<Delivery> create =
        rows.stream().filter(r -> r.purpose() == Purpose.CREATE).findFirst();
    if (create.isEmpty()) {
      return;
    }
    if (isUntouched(create.get())) {
      book.change(create.get().withPriority(order.priority()));
      return;
    }
    if (create.get().state() == DeliveryState.WAITING && !create.get().intent()) {
      // Tried before in vain: what became more urgent meanwhile must not wait behind others.
      book.change(create.get().withPriority(order.priority()));
    }
    List<Delivery> updates = rows.stream().filter(r -> r.purpose() == Purpose.UPDATE).toList();
    Optional<Delivery> waiting =
        updates.stream().filter(r -> r.state().isOpen() && r.step().isEmpty()).findFirst();
    if (waiting.isPresent()) {
      book.change(waiting.get().withPriority(order.priority()).withVariable(Walk.CHANGE, change));
      return;
    }
    Delivery row =
        Delivery.planned(
                "dl-%s-U%d".formatted(order.reference(), updates.size() + 1),
                order.id(),
                order.connector(),
                Purpose.UPDATE,
                order.priority(),
                at)
            .withVariable(Walk.CHANGE, change);
    plan(
        unit,
        create.get().state() == DeliveryState.DONE
            ? Completion.following(row, create.get(), at)
            : row.withState(DeliveryState.HELD, ""));
  }

  /** Whether the newest content will still be read for it, so that no update is needed. */
  private static boolean isUntouched(Delivery create) {
    return create.stage("firstIntent").isEmpty();
  }

  static void plan(UnitOfWork unit, Delivery row) {
    unit.port(OutboxBook.class).add(row);
    unit.append(
        row.plannedAt(),
        "delivery.planned",
        row.order(),
        Facts.with("delivery", row.id())
            .put("instance", row.instance())
            .put("purpose", row.purpose())
            .put("priority", row.priority())
            .put("evidence", row.evidence())
            .build());
  }
}
