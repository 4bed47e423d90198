package org.bellcrank.delivery.engine;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.connector.OrderItems;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.OrderFields;
import org.bellcrank.workorder.WorkOrder;

/** Gathers everything that a connector's expressions may read, by dotted name. */
final class KnownNames {

  private KnownNames() {}

  /** What is known about an order, its instance and the delivery so far. */
  static Map<String, Object> of(WorkOrder order, ConnectorInstance instance, Delivery delivery) {
    Map<String, Object> known = new LinkedHashMap<>(order(order));
    known.putAll(of(instance));
    known.put("delivery.generation", delivery.variables().whole(Walk.GENERATION).orElse(0));
    known.put(
        "delivery.doubt",
        delivery.variables().bool(Walk.DOUBT).orElse(false)
            || delivery.variables().bool(Walk.AGAIN).orElse(false));
    known.put("delivery.round", delivery.variables().whole(Walk.ROUND).orElse(0));
    known.put("delivery.id", delivery.id());
    known.put("delivery.step", delivery.step());
    delivery.foreignId().ifPresent(id -> known.put("delivery.foreignId", id));
    delivery.variables().text(Walk.CHANGE).ifPresent(c -> known.put("delivery.change", c));
    if (PartLines.areLeftOut(delivery)) {
      known.remove(OrderFields.PART_NUMBERS);
    }
    known.putAll(OrderItems.of(RowItems.list(delivery), known, RowItems.at(delivery)));
    delivery
        .variables()
        .facts(Walk.FOUND)
        .ifPresent(found -> found.values().forEach((n, v) -> known.put("found." + n, v)));
    return known;
  }

  /** What is known about an instance. */
  static Map<String, Object> of(ConnectorInstance instance) {
    Map<String, Object> known = new LinkedHashMap<>();
    known.put("instance.id", instance.id());
    known.put("instance.address", instance.address().toString());
    instance.context().forEach((name, value) -> known.put("instance." + name, value));
    return known;
  }

  private static Map<String, Object> order(WorkOrder order) {
    Facts own =
        order.fields().toBuilder()
            .put("order.id", order.id())
            .put("order.reference", order.reference())
            .put("order.type", order.type())
            .put("order.priority", order.priority())
            .put("order.status", order.status())
            .put("order.title", order.title())
            .put("order.description", order.description())
            .put("order.raisedAt", order.raisedAt())
            .put("order.occurrences", order.occurrences())
            .build();
    Map<String, Object> known = new LinkedHashMap<>();
    for (OrderFields.Field field : OrderFields.all()) {
      Object value = own.values().get(field.name());
      if (value != null && !"".equals(value)) {
        known.put(field.name(), typed(field.kind(), value));
      }
    }
    return known;
  }

  private static Object typed(OrderFields.Kind kind, Object value) {
    return switch (kind) {
      case INSTANT -> Instant.parse(value.toString());
      case NUMBER -> value instanceof Number number ? (Object) number.doubleValue() : value;
      case WHOLE -> value instanceof Number number ? (Object) number.longValue() : value;
      case TEXT -> value.toString();
      case TEXT_LIST -> value;
    };
  }
}
