package org.bellcrank.delivery.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.connector.Limits;
import org.bellcrank.delivery.engine.Circuit.Blame;
import org.bellcrank.journal.Facts;

/**
 * Counts how often a row fails where others pass; after more than so many tries, and not before so
 * long a time, a person is asked.
 */
record Patience(Limits limits) {

  private static final String ALONE = "alone";

  /** The row with one more failure counted, if it is the row's own. */
  Delivery with(Delivery row, Blame blame, Instant now) {
    if (blame != Blame.ALONE || !row.state().isOpen()) {
      return row;
    }
    Facts before = row.variables().facts(ALONE).orElse(Facts.empty());
    Instant since = before.instant("since").orElse(now);
    long tries = before.whole("tries").orElse(0) + 1;
    boolean enough = tries > limits.attempts() && !since.plus(limits.patience()).isAfter(now);
    return enough
        ? row.withState(
            DeliveryState.REFUSED,
            "tried %d times since %s while others passed, the last time: %s"
                .formatted(tries, since.truncatedTo(ChronoUnit.SECONDS), row.words()))
        : row.withVariable(ALONE, Facts.with("since", since).put("tries", tries).build());
  }

  /** The row after it passed a step. */
  static Delivery forgotten(Delivery row) {
    return row.variables().has(ALONE) ? row.withoutVariable(ALONE) : row;
  }
}
