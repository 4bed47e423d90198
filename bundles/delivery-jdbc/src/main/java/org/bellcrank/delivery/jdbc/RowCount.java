package org.bellcrank.delivery.jdbc;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bellcrank.journal.Facts;

/**
 * How many rows a statement has to answer or to change, and what is answered where it does not.
 *
 * @param rows 0 and more
 * @param status 409 or 422
 * @param message for people; empty where the numbers say enough
 */
record RowCount(long rows, int status, Optional<String> message) {

  private static final int UNFIT = 422;
  private static final Set<Integer> ALLOWED = Set.of(409, UNFIT);

  /**
   * Reads {@code rows} and {@code otherwise} of a statement; empty where any number will do.
   *
   * @throws SqlRefusal when they are none, saying what is allowed
   */
  static Optional<RowCount> of(Facts statement) throws SqlRefusal {
    OptionalLong rows = statement.whole("rows");
    if (rows.isEmpty()) {
      if (statement.has("otherwise")) {
        throw new SqlRefusal("given otherwise alone; allowed: beside rows");
      }
      return Optional.empty();
    }
    Facts otherwise = statement.facts("otherwise").orElse(Facts.empty());
    long status = otherwise.whole("status").orElse(UNFIT);
    if (rows.getAsLong() < 0 || !ALLOWED.contains((int) status)) {
      throw new SqlRefusal(
          "given rows %d, status %d; allowed: rows from 0, status 409 or 422"
              .formatted(rows.getAsLong(), status));
    }
    return Optional.of(new RowCount(rows.getAsLong(), (int) status, otherwise.text("message")));
  }

  /** What to say where there were so many. */
  String words(long found) {
    return message.orElseGet(() -> "%d rows, %d were asked for".formatted(found, rows));
  }
}
