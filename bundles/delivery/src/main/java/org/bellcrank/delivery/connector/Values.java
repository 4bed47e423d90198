package org.bellcrank.delivery.connector;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How computed values are written. */
final class Values {

  private Values() {}

  /** As part of a text: whole numbers without a point, instants in ISO-8601 with seconds, UTC. */
  static String text(Object value) {
    if (value instanceof Double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString(number.longValue())
          : Double.toString(number);
    }
    if (value instanceof Instant instant) {
      return instant(instant, "", ZoneOffset.UTC);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Values::text).collect(Collectors.joining(", "));
    }
    return String.valueOf(value);
  }

  /** As a JSON value. */
  static Object json(Object value) {
    return value instanceof Instant instant ? instant(instant, "", ZoneOffset.UTC) : value;
  }

  /** An instant by a pattern in a zone; an empty pattern is ISO-8601 with seconds and offset. */
  static String instant(Instant instant, String pattern, ZoneId zone) {
    return pattern.isEmpty()
        ? DateTimeFormatter.ISO_OFFSET_DATE_TIME
            .withZone(zone)
            .format(instant.truncatedTo(ChronoUnit.SECONDS))
            .replace("Z", "+00:00")
        : DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone).format(instant);
  }
}
