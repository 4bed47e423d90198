package org.bellcrank.payload;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How times are written in a message.
 *
 * @param encoding text, or since 1970 in which unit
 * @param zone of texts that say none; empty when each must say it
 */
record Times(Encoding encoding, Optional<ZoneId> zone) {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  /** The common encodings. */
  enum Encoding {
    ISO(0),
    SECONDS(0),
    MILLISECONDS(3),
    MICROSECONDS(6),
    NANOSECONDS(9);

    private final int digits;

    Encoding(int digits) {
      this.digits = digits;
    }
  }

  /** What a time may be, for messages. */
  String words() {
    return encoding == Encoding.ISO
        ? "an ISO 8601 time "
            + (zone.isPresent() ? "in " + zone.get() : "with offset")
            + ", years 1 to 9999"
        : encoding.name().toLowerCase(java.util.Locale.ROOT) + " since 1970, years 1 to 9999";
  }

  /** Empty for what is no time of this encoding. */
  Optional<Instant> read(Object given) {
    try {
      Instant at = given instanceof Instant known ? known : told(given);
      return at.isBefore(FIRST) || at.isAfter(LAST) ? Optional.empty() : Optional.of(at);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Instant told(Object given) {
    if (encoding == Encoding.ISO) {
      String text = String.valueOf(given).strip().replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
      return zone.isPresent() && !text.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)$")
          ? LocalDateTime.parse(text).atZone(zone.get()).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    }
    String text = String.valueOf(given).strip();
    if (text.length() > 40) {
      throw new NumberFormatException("too long");
    }
    BigDecimal number = new BigDecimal(text);
    if (Math.abs((long) number.scale()) > 40) {
      throw new NumberFormatException("no time of any year"); // and too many digits to write out
    }
    BigDecimal seconds = number.movePointLeft(encoding.digits);
    long whole = seconds.setScale(0, java.math.RoundingMode.FLOOR).longValueExact();
    return Instant.ofEpochSecond(
        whole, seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue());
  }
}
