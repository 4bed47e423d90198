package org.bellcrank.delivery.connector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.workorder.OrderFields;

/**
 * What is known of the single items of an order's lists: the names that begin with {@code item.}.
 */
public final class OrderItems {

  private OrderItems() {}

  /** How many items of this list the order has. */
  public static int count(Step.Each list, Map<String, Object> known) {
    return known.get(list.names().get(0)) instanceof List<?> items ? items.size() : 0;
  }

  /**
   * The names of one item; nothing where the order has no such item.
   *
   * @param known the order's names
   * @param item from 0
   */
  public static Map<String, Object> of(Step.Each list, Map<String, Object> known, long item) {
    Map<String, Object> names = new LinkedHashMap<>();
    int count = count(list, known);
    if (item >= 0 && item < count) {
      int at = (int) item;
      names.put("item.index", item + 1);
      names.put("item.count", (long) count);
      names.put(
          "item.key", "%s-%s%d".formatted(known.get("order.reference"), list.letter(), item + 1));
      switch (list) {
        case TASKS -> task(names, known, at);
        case PARTS -> part(names, known, at);
      }
    }
    return names;
  }

  /** One line for people that says which item it is; empty where the order has no such item. */
  public static String line(Step.Each list, Map<String, Object> known, long item) {
    return String.valueOf(of(list, known, item).getOrDefault("item.text", ""));
  }

  private static void task(Map<String, Object> names, Map<String, Object> known, int at) {
    names.put("item.text", text(known, "order.tasks", at));
    whole(names, "item.minutes", text(known, "order.taskMinutes", at));
  }

  private static void part(Map<String, Object> names, Map<String, Object> known, int at) {
    String number = text(known, OrderFields.PART_NUMBERS, at);
    String line = text(known, "order.parts", at);
    names.put("item.text", line.isEmpty() ? number : line);
    names.put("item.number", number);
    whole(names, "item.quantity", text(known, OrderFields.PART_QUANTITIES, at));
    known(names, "item.unit", text(known, OrderFields.PART_UNITS, at));
    known(names, "item.name", text(known, OrderFields.PART_NAMES, at));
  }

  private static String text(Map<String, Object> known, String list, int at) {
    return known.get(list) instanceof List<?> items && at < items.size()
        ? String.valueOf(items.get(at))
        : "";
  }

  private static void known(Map<String, Object> names, String name, String text) {
    if (!text.isEmpty()) {
      names.put(name, text);
    }
  }

  /** Zero is not known. */
  private static void whole(Map<String, Object> names, String name, String text) {
    long number = text.isEmpty() ? 0 : Long.parseLong(text);
    if (number > 0) {
      names.put(name, number);
    }
  }
}
