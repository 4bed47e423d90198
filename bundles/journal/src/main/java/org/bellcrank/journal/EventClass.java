package org.bellcrank.journal;

import java.util.EnumSet;
import java.util.Set;

/** What kinds of entries are about, and which layers are made to carry it. */
public enum EventClass {
  /** What was told and found, and what became of it: at a person's desk, a sorter, a route. */
  RESULTS("results", EnumSet.of(Layer.OPC_UA, Layer.MQTT)),
  /**
   * News of orders: raised, changed, acknowledged, closed. The order itself is {@link
   * #WORK_ORDERS}.
   */
  ORDERS("orders", EnumSet.of(Layer.OPC_UA, Layer.MQTT)),
  /** How an asset is, and how that goes on. */
  CONDITIONS("conditions", EnumSet.of(Layer.OPC_UA, Layer.MQTT)),
  /** How a device or sensor is, and what became of the times in which it was not heard. */
  DEVICES("devices", EnumSet.of(Layer.MQTT)),
  /** What the gateway tells of itself: documents, health, tests, and every kind not named above. */
  GATEWAY("gateway", EnumSet.of(Layer.MQTT)),
  /** Orders on their way to a maintenance system, with all that hangs on them; in no journal. */
  WORK_ORDERS("workOrders", EnumSet.of(Layer.REST));

  private final String word;
  private final Set<Layer> carriers;

  EventClass(String word, Set<Layer> carriers) {
    this.word = word;
    this.carriers = Set.copyOf(carriers);
  }

  /** As it stands in documents. */
  public String word() {
    return word;
  }

  /** The layers that are made to carry it, at least one; unmodifiable. */
  public Set<Layer> carriers() {
    return carriers;
  }

  /** Whose class a kind of entry is, by its name before the first dot. */
  public static EventClass of(String kind) {
    int dot = kind.indexOf('.');
    return switch (dot < 0 ? kind : kind.substring(0, dot)) {
      case "finding", "observation", "review", "reject", "stretch", "routes" -> RESULTS;
      case "order", "delivery", "closure" -> ORDERS;
      case "asset", "trend", "baseline", "life" -> CONDITIONS;
      case "device", "gaps" -> DEVICES;
      default -> GATEWAY;
    };
  }
}
