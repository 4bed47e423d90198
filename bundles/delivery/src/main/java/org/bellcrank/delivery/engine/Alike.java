package org.bellcrank.delivery.engine;

import java.util.Locale;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.journal.Facts;

/** What makes two refused rows one case: they would be mended by the same change. */
final class Alike {

  private Alike() {}

  /**
   * Equal for rows that are alike.
   *
   * @param kind connector of the row's instance
   */
  static String key(Delivery row, String kind) {
    Facts refusal = row.variables().facts(Walk.REFUSAL).orElse(Facts.empty());
    String field = refusal.text("field").orElse("").toLowerCase(Locale.ROOT);
    String code = refusal.text("code").orElse("");
    String reason = code.isEmpty() ? gist(row.words()) : code;
    return String.join("\n", kind, row.purpose().name(), row.step(), field, reason);
  }

  /** The words without what differs from order to order: numbers, keys and what is quoted. */
  private static String gist(String words) {
    return words
        .replaceAll("\"[^\"]*\"|'[^']*'", "*")
        .replaceAll("\\S*\\d\\S*", "*")
        .toLowerCase(Locale.ROOT)
        .strip();
  }
}
