package org.bellcrank.workorder;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How an order is written.
 *
 * @param id unique in the site documents
 * @param type type of the order
 * @param title one line with placeholders
 * @param description several lines with placeholders; a line whose placeholder is not known is left
 *     out
 * @param recommendedAction what to do; may hold placeholders
 * @param failureCode problem code of the CMMS
 * @param dueWithin due date counted from the decision
 * @param origin tag that marks orders made by the gateway
 * @param fields further fields by dotted name
 */
public record Template(
    String id,
    OrderType type,
    Text title,
    Text description,
    Optional<Text> recommendedAction,
    Optional<String> failureCode,
    Optional<Duration> dueWithin,
    String origin,
    Map<String, Text> fields) {

  /** The tag of orders whose template names none. */
  public static final String DEFAULT_ORIGIN = "BELLCRANK-VISION";

  /** Keeps an unmodifiable copy. */
  public Template {
    fields = Map.copyOf(fields);
  }
}
