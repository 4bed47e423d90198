package org.bellcrank.delivery.connector;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.journal.Facts;

/** How a value that is no text is written for a vendor. */
public enum Encoding {
  /** Instants in ISO-8601 with seconds and offset, numbers as numbers, true and false. */
  PLAIN,
  /** The day, {@code 2026-03-29}. */
  DATE,
  /** The time of day, {@code 06:00:00}. */
  TIME,
  /** Seconds since 1970, a number. */
  EPOCH_SECONDS,
  /** Milliseconds since 1970, a number. */
  EPOCH_MILLIS,
  /** Edm.DateTime of OData 2 that means a day: {@code /Date(1774742400000)/}, its midnight. */
  ODATA_DATE,
  /** Edm.DateTime of OData 2, which knows no zone: the local time written as if it were UTC. */
  ODATA_DATETIME,
  /** Edm.DateTimeOffset of OData 2: {@code /Date(1774764000000+0000)/}. */
  ODATA_OFFSET,
  /** Edm.Time of OData 2: {@code PT06H00M00S}. */
  ODATA_TIME,
  /** JD Edwards' day: years since 1900 times 1000 and the day of the year, {@code 126088}. */
  JULIAN,
  /** An object of numbers: year, month, day, hour, minute, second, and the offset in seconds. */
  PARTS,
  /** A number as text, with as many decimals as the field says. */
  DECIMAL_TEXT,
  /** {@code X} for true, nothing for false: the field counts as empty then. */
  X_BLANK,
  /** {@code +} and {@code -}. */
  PLUS_MINUS,
  /** {@code Yes} and {@code No}. */
  YES_NO,
  /** 1 and 0, numbers. */
  ONE_ZERO;

  /** The names of what {@link #PARTS} writes. */
  static final List<String> PARTS_OF_A_TIME =
      List.of("year", "month", "day", "hour", "minute", "second", "offset");

  private static final Set<Encoding> TIMES =
      Set.of(
          PLAIN,
          DATE,
          TIME,
          EPOCH_SECONDS,
          EPOCH_MILLIS,
          ODATA_DATE,
          ODATA_DATETIME,
          ODATA_OFFSET,
          ODATA_TIME,
          JULIAN,
          PARTS);
  private static final Set<Encoding> READABLE =
      Set.of(
          PLAIN,
          DATE,
          EPOCH_SECONDS,
          EPOCH_MILLIS,
          ODATA_DATE,
          ODATA_DATETIME,
          ODATA_OFFSET,
          JULIAN);
  private static final Set<Encoding> TRUTHS = Set.of(PLAIN, X_BLANK, PLUS_MINUS, YES_NO, ONE_ZERO);
  private static final Set<Encoding> NUMBERS = Set.of(PLAIN, DECIMAL_TEXT);
  private static final Pattern ODATA = Pattern.compile("/Date\\((-?\\d{1,15})([+-]\\d{1,4})?\\)/");

  /** The encodings that a type of field can have. */
  public static Set<Encoding> of(Mapping.Type type) {
    return switch (type) {
      case INSTANT -> TIMES;
      case BOOL -> TRUTHS;
      case WHOLE, NUMBER -> NUMBERS;
      case TEXT -> Set.of(PLAIN);
    };
  }

  /** The encoding as documents name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A time as it is written. */
  Object of(Instant at, String pattern, ZoneId zone) {
    ZonedDateTime local = at.truncatedTo(ChronoUnit.SECONDS).atZone(zone);
    return switch (this) {
      case DATE -> local.toLocalDate().toString();
      case TIME -> DateTimeFormatter.ofPattern("HH:mm:ss").format(local);
      case EPOCH_SECONDS -> at.getEpochSecond();
      case EPOCH_MILLIS -> at.toEpochMilli();
      case ODATA_DATE -> odata(local.toLocalDate().atStartOfDay().toInstant(ZoneOffset.UTC), "");
      case ODATA_DATETIME -> odata(local.toLocalDateTime().toInstant(ZoneOffset.UTC), "");
      case ODATA_OFFSET -> odata(local.toInstant(), "+0000");
      case ODATA_TIME -> DateTimeFormatter.ofPattern("'PT'HH'H'mm'M'ss'S'").format(local);
      case JULIAN -> (long) (local.getYear() - 1900) * 1000 + local.getDayOfYear();
      case PARTS -> parts(local);
      default -> Values.instant(at, pattern, zone);
    };
  }

  private static String odata(Instant at, String offset) {
    return "/Date(" + at.toEpochMilli() + offset + ")/";
  }

  private static Facts parts(ZonedDateTime local) {
    return Facts.with("year", local.getYear())
        .put("month", local.getMonthValue())
        .put("day", local.getDayOfMonth())
        .put("hour", local.getHour())
        .put("minute", local.getMinute())
        .put("second", local.getSecond())
        .put("offset", local.getOffset().getTotalSeconds())
        .build();
  }

  /** A truth as it is written; an empty text where that is how it is said. */
  Object of(boolean truth) {
    return switch (this) {
      case X_BLANK -> truth ? "X" : "";
      case PLUS_MINUS -> truth ? "+" : "-";
      case YES_NO -> truth ? "Yes" : "No";
      case ONE_ZERO -> truth ? 1L : 0L;
      default -> truth;
    };
  }

  /** A number as it is written. */
  Object of(Number number, OptionalInt decimals) {
    if (this != DECIMAL_TEXT) {
      return number;
    }
    BigDecimal exact = new BigDecimal(number.toString());
    return decimals.isPresent()
        ? exact.setScale(decimals.getAsInt(), RoundingMode.HALF_UP).toPlainString()
        : exact.stripTrailingZeros().toPlainString();
  }

  /** The encodings of which a time can be read again: those that name a day. */
  static Set<Encoding> readable() {
    return READABLE;
  }

  /**
   * The time that was written so; empty where it cannot be read.
   *
   * @param pattern for {@link #PLAIN}; empty for ISO-8601
   * @param zone of what does not name one
   */
  Optional<Instant> instant(String text, String pattern, ZoneId zone) {
    try {
      return Optional.of(
          switch (this) {
            case EPOCH_SECONDS -> Instant.ofEpochSecond(new BigDecimal(text).longValueExact());
            case EPOCH_MILLIS -> Instant.ofEpochMilli(new BigDecimal(text).longValueExact());
            case DATE -> LocalDate.parse(text).atStartOfDay(zone).toInstant();
            case ODATA_OFFSET -> Instant.ofEpochMilli(millis(text));
            case ODATA_DATE, ODATA_DATETIME ->
                LocalDateTime.ofInstant(Instant.ofEpochMilli(millis(text)), ZoneOffset.UTC)
                    .atZone(zone)
                    .toInstant();
            case JULIAN -> julian(Integer.parseInt(text.strip())).atStartOfDay(zone).toInstant();
            default ->
                pattern.isEmpty()
                    ? plain(text, zone)
                    : patterned(text, DateTimeFormatter.ofPattern(pattern, Locale.ROOT), zone);
          });
    } catch (NumberFormatException | ArithmeticException | DateTimeException otherForm) {
      return Optional.empty();
    }
  }

  /**
   * A time of day, {@code PT06H30M00S}, {@code 06:30:00} or {@code 063000}; of a day with a time,
   * the time.
   */
  static Optional<LocalTime> timeOfDay(String text) {
    try {
      String given = text.strip();
      if (given.startsWith("PT")) {
        return Optional.of(LocalTime.MIDNIGHT.plus(Duration.parse(given)));
      }
      if (given.indexOf('T') > 0) {
        return Optional.of(LocalDateTime.parse(given).toLocalTime());
      }
      return Optional.of(
          given.matches("\\d{6}")
              ? LocalTime.parse(given, DateTimeFormatter.ofPattern("HHmmss"))
              : LocalTime.parse(given));
    } catch (DateTimeException otherForm) {
      return Optional.empty();
    }
  }

  private static LocalDate julian(int day) {
    return LocalDate.ofYearDay(1900 + day / 1000, day % 1000);
  }

  private static Instant plain(String text, ZoneId zone) {
    String iso = text.strip().replace(' ', 'T').replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
    TemporalAccessor read =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
    return at(read, zone);
  }

  private static Instant patterned(String text, DateTimeFormatter pattern, ZoneId zone) {
    return at(
        pattern.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from),
        zone);
  }

  private static Instant at(TemporalAccessor read, ZoneId zone) {
    if (read instanceof OffsetDateTime whole) {
      return whole.toInstant();
    }
    return read instanceof LocalDate day
        ? day.atStartOfDay(zone).toInstant()
        : ((LocalDateTime) read).atZone(zone).toInstant();
  }

  /** Whether two times mean the same; empty where one of them cannot be read as a time. */
  Optional<Boolean> sameTime(String sent, String there) {
    try {
      return switch (this) {
        case ODATA_DATE, ODATA_DATETIME, ODATA_OFFSET ->
            Optional.of(millis(sent) / 1000 == millis(there) / 1000);
        case EPOCH_SECONDS, EPOCH_MILLIS, JULIAN ->
            Optional.of(new BigDecimal(sent).compareTo(new BigDecimal(there.strip())) == 0);
        case PLAIN ->
            Optional.of(
                OffsetDateTime.parse(sent).toEpochSecond()
                    == OffsetDateTime.parse(there).toEpochSecond());
        default -> Optional.empty();
      };
    } catch (NumberFormatException | DateTimeException otherForm) {
      return Optional.empty();
    }
  }

  private static long millis(String text) {
    Matcher form = ODATA.matcher(text.strip());
    if (!form.matches()) {
      throw new NumberFormatException(text);
    }
    return Long.parseLong(form.group(1));
  }
}
