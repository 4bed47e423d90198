package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** An order with parts against a CMMS that knows some of them. */
abstract class PartsBench extends StagedBench {

  static final String NO_CHILD = "[find-task, add-task, read-task, find-part, add-part, read-part]";

  /** The same CMMS with all parts in the order itself. */
  Connector inBody(int most) throws Exception {
    String number =
        "  - { to: /parts/*/number, each: parts, from: item.number, type: text, max: %d }\n";
    String quantity =
        "  - { to: /parts/*/quantity, each: parts, from: item.quantity, type: whole }\n";
    return connector(
        Map.of(NO_CHILD, "[find-task, add-task, read-task]"), number.formatted(most) + quantity);
  }

  WorkOrder raise(String... numbers) {
    WorkOrder order =
        SampleOrders.order("wo-1", "cmms")
            .withField("order.tasks", List.of("Change it"))
            .withField("order.taskMinutes", List.of("15"))
            .withField("order.parts", Stream.of(numbers).map(each -> "2 x " + each).toList())
            .withField("order.partNumbers", List.of(numbers))
            .withField("order.partQuantities", Stream.of(numbers).map(each -> "2").toList());
    cmms.tasksBeforeRelease = 1;
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order, SampleOrders.RAISED);
          new PlannedOutbox().deliver(unit, order, SampleOrders.RAISED);
          return null;
        });
    return order;
  }

  void arrived(WorkOrder order) {
    Until.is(() -> rows(order).stream().noneMatch(row -> row.state().isOpen()), () -> rows(order));
    assertThat(rows(order)).extracting(Delivery::state).containsOnly(DeliveryState.DONE);
    assertThat(cmms.orders).hasSize(1);
    assertThat(cmms.only().tasks).hasSize(1);
    assertThat(cmms.only().status).isEqualTo("RELEASED");
    assertThat(cmms.broken).isEmpty();
  }

  List<String> numbers() {
    return cmms.only().parts.stream().map(part -> part.requireText("number")).toList();
  }

  List<String> told(WorkOrder order) {
    return store.about(order.id()).stream()
        .filter(entry -> entry.kind().equals("delivery.left"))
        .map(entry -> entry.facts().requireText("words"))
        .toList();
  }
}
