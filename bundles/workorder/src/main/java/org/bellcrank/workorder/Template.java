package org.bellcrank.workorder;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an order is written.
 *
 * @param id unique in the site documents
 * @param type type of the order; empty leaves it to the class table
 * @param title one line with placeholders
 * @param description several lines with placeholders; a line whose placeholder is not known is left
 *     out
 * @param recommendedAction what to do; may hold placeholders
 * @param failureCode problem code of the CMMS
 * @param dueWithin due date counted from the decision
 * @param window when the work should be done
 * @param origin tag that marks orders made by the gateway; empty leaves it to the site
 * @param approval who approves its orders; empty leaves it to the site
 * @param tasks what is to be done, in its order; empty where the action says it all
 * @param fields further fields by dotted name
 */
public record Template(
    String id,
    Optional<OrderType> type,
    Text title,
    Text description,
    Optional<Text> recommendedAction,
    Optional<String> failureCode,
    Optional<Duration> dueWithin,
    Window window,
    Optional<Origin> origin,
    Optional<Approval> approval,
    List<Task> tasks,
    Map<String, Text> fields) {

  /**
   * One piece of the work.
   *
   * @param text one line with placeholders; a task whose placeholder is not known is left out
   * @param minutes how long it takes; empty where nobody planned it
   */
  public record Task(Text text, OptionalInt minutes) {}

  /** Keeps an unmodifiable copy. */
  public Template {
    tasks = List.copyOf(tasks);
    fields = Map.copyOf(fields);
  }
}
