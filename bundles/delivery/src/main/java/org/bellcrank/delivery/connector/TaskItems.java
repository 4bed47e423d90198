package org.bellcrank.delivery.connector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of an order's single tasks: the names that begin with {@code item.}. */
public final class TaskItems {

  private TaskItems() {}

  /** How many tasks the order has. */
  public static int count(Map<String, Object> known) {
    return known.get("order.tasks") instanceof List<?> tasks ? tasks.size() : 0;
  }

  /**
   * The names of one task; nothing where the order has no such task.
   *
   * @param known the order's names
   * @param item from 0
   */
  public static Map<String, Object> of(Map<String, Object> known, long item) {
    Map<String, Object> names = new LinkedHashMap<>();
    if (item >= 0 && item < count(known)) {
      int at = (int) item;
      List<?> tasks = (List<?>) known.get("order.tasks");
      names.put("item.index", item + 1);
      names.put("item.count", (long) tasks.size());
      names.put("item.key", known.get("order.reference") + "-T" + (item + 1));
      names.put("item.text", tasks.get(at));
      if (known.get("order.taskMinutes") instanceof List<?> minutes && at < minutes.size()) {
        long planned = Long.parseLong(String.valueOf(minutes.get(at)));
        if (planned > 0) {
          names.put("item.minutes", planned);
        }
      }
    }
    return names;
  }
}
