package org.bellcrank.itests.doubles;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import org.apache.olingo.odata2.api.edm.EdmException;
import org.apache.olingo.odata2.api.edm.EdmLiteral;
import org.apache.olingo.odata2.api.edm.EdmLiteralKind;

/**
 * Values as the library reads them, as they are kept, as they are sent and as they are compared.
 * Kept are text, truth, numbers, and times as ISO text: a day, an instant or a time of day.
 */
final class SapValues {

  private SapValues() {}

  /** What the library read, as it is kept. */
  static Object kept(SapField field, Object read) {
    if (read instanceof Calendar calendar) {
      return switch (field.type()) {
        case "Date" -> calendar.toInstant().atZone(ZoneOffset.UTC).toLocalDate().toString();
        case "Time" -> time(calendar).toString();
        default -> calendar.toInstant().toString();
      };
    }
    return read;
  }

  /** As it stands in an answer; what is not there is empty text, no, or null. */
  static Object sent(SapField field, Object kept) {
    if (kept == null) {
      return field.text() ? "" : "Boolean".equals(field.type()) ? Boolean.FALSE : null;
    }
    return switch (field.type()) {
      case "Date", "DateTime" -> "/Date(" + instant(field, kept).toEpochMilli() + ")/";
      case "DateTimeOffset" -> "/Date(" + instant(field, kept).toEpochMilli() + "+0000)/";
      case "Time" -> {
        LocalTime time = LocalTime.parse(kept.toString());
        yield "PT%02dH%02dM%02dS".formatted(time.getHour(), time.getMinute(), time.getSecond());
      }
      case "Double", "Decimal", "Int64" -> new BigDecimal(kept.toString()).toPlainString();
      default -> kept;
    };
  }

  /** As it is compared with a literal; null where there is nothing. */
  static Comparable<?> compared(SapField field, Object kept) {
    if (kept == null) {
      return field.text() ? "" : "Boolean".equals(field.type()) ? Boolean.FALSE : null;
    }
    return switch (field.type()) {
      case "Date", "DateTime", "DateTimeOffset" -> instant(field, kept);
      case "Time" -> LocalTime.parse(kept.toString());
      case "Double", "Decimal", "Byte", "Int32", "Int64" -> new BigDecimal(kept.toString());
      case "Boolean" -> (Boolean) kept;
      default -> kept.toString();
    };
  }

  /** A literal of an address, as it is compared. */
  static Comparable<?> compared(EdmLiteral literal) throws EdmException {
    Object value =
        literal
            .getType()
            .valueOfString(
                literal.getLiteral(),
                EdmLiteralKind.DEFAULT,
                null,
                literal.getType().getDefaultType());
    if (value instanceof Calendar calendar) {
      return "Time".equals(literal.getType().getName()) ? time(calendar) : calendar.toInstant();
    }
    if (value instanceof Number number) {
      return new BigDecimal(number.toString());
    }
    return value instanceof Boolean truth ? truth : value == null ? null : value.toString();
  }

  private static Instant instant(SapField field, Object kept) {
    return "Date".equals(field.type())
        ? LocalDate.parse(kept.toString()).atStartOfDay(ZoneOffset.UTC).toInstant()
        : Instant.parse(kept.toString());
  }

  /** A time of day has no zone, whatever the calendar says. */
  private static LocalTime time(Calendar calendar) {
    return LocalTime.of(
        calendar.get(Calendar.HOUR_OF_DAY),
        calendar.get(Calendar.MINUTE),
        calendar.get(Calendar.SECOND));
  }
}
