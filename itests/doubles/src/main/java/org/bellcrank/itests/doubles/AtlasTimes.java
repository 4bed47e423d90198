package org.bellcrank.itests.doubles;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;

/** The server's two ways to write a time, and those in which it reads one. */
final class AtlasTimes {

  private static final DateTimeFormatter ZULU =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter OFFSET =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+00:00'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
  private static final DateTimeFormatter COMPACT_OFFSET =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[.SSS]Z");

  private AtlasTimes() {}

  /** As records are stamped: with Z. */
  static String zulu(Instant time) {
    return ZULU.format(time);
  }

  /** As fields are shown: with +00:00. */
  static String offset(Instant time) {
    return OFFSET.format(time);
  }

  /**
   * A time as it comes in a body: with an offset, without one in UTC, a date, or milliseconds of
   * the epoch.
   */
  static Instant field(Object given) throws AtlasRefusal {
    if (given instanceof Number milliseconds) {
      return Instant.ofEpochMilli(milliseconds.longValue());
    }
    List<Function<String, Instant>> forms =
        List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> OffsetDateTime.parse(text, COMPACT_OFFSET).toInstant(),
            text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
            text -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    for (Function<String, Instant> form : forms) {
      try {
        return form.apply(String.valueOf(given));
      } catch (DateTimeParseException another) {
        continue;
      }
    }
    throw AtlasRefusal.unreadable("java.util.Date", given, "not a valid representation");
  }

  /**
   * A time as it comes in a search: milliseconds and the letter Z, which says nothing there, for
   * the time is the server's own.
   */
  static Instant searched(Object given, ZoneId zone) throws AtlasRefusal {
    try {
      return LocalDateTime.parse(String.valueOf(given), MILLISECONDS).atZone(zone).toInstant();
    } catch (DateTimeParseException wrong) {
      throw new AtlasRefusal(500, "Unparseable date: \"" + given + "\"");
    }
  }
}
