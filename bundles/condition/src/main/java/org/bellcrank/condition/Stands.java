package org.bellcrank.condition;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * The value of a point that was decided last, kept while a limit waits for its duration: a source
 * that tells only changes says by its silence that the value is the same. Immutable.
 *
 * @param observation id of the measurement
 * @param at when it was measured
 * @param heard when it was accepted, by the gateway's clock
 * @param doubted whether its sensor was said to fail since; then time decides nothing
 */
public record Stands(String observation, Instant at, Instant heard, boolean doubted) {

  /**
   * Key of a measurement's context where nobody measured it, but time went by: when the value that
   * still stands was measured, ISO 8601.
   */
  public static final String SINCE = "standsSince";

  /**
   * Key of such a measurement's context where it counts only while the observation that it names is
   * the last one of its point.
   */
  public static final String OF = "standsOf";

  /**
   * Key of a measurement's context where the pipeline concludes nothing from silence after it:
   * {@link #NO} or {@link #UNTIL_RESTART}.
   */
  public static final String STANDS = "stands";

  /** A result of this gateway's own, or an increment: it says nothing of the time after it. */
  public static final String NO = "no";

  /**
   * A value whose stream may pass over what its source does not vouch for; whether it did, nobody
   * knows after a restart.
   */
  public static final String UNTIL_RESTART = "until-restart";

  /** Source of measurements of streams, which follow by themselves how long a value stands. */
  public static final String STREAM = "stream";

  private static final String KEPT = "stands:";

  /** The form in which it is kept. */
  Facts facts() {
    return Facts.with("observation", observation)
        .put("at", at)
        .put("heard", heard)
        .put("doubted", doubted ? true : null)
        .build();
  }

  private static Stands from(Facts facts) {
    return new Stands(
        facts.requireText("observation"),
        facts.instant("at").orElseThrow(),
        facts.instant("heard").orElseThrow(),
        facts.bool("doubted").orElse(false));
  }

  static String key(String point) {
    return KEPT + point;
  }

  static Optional<Stands> of(ConditionBook book, String point) {
    return book.state(key(point)).map(Stands::from);
  }

  /** Every value that a limit waits with, by point. */
  public static Map<String, Stands> all(ConditionBook book) {
    return book.states(KEPT).entrySet().stream()
        .collect(
            java.util.stream.Collectors.toMap(
                each -> each.getKey().substring(KEPT.length()), each -> from(each.getValue())));
  }
}
