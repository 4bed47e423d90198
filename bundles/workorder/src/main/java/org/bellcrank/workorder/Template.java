package org.bellcrank.workorder;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

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
    Map<String, Text> fields) {

  /** Keeps an unmodifiable copy. */
  public Template {
    fields = Map.copyOf(fields);
  }
}
