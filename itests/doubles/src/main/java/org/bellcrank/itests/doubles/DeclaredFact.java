package org.bellcrank.itests.doubles;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One field as a folder's facts say it.
 *
 * @param name JSON pointer; of a list's parts with {@code *}
 * @param as how an instant is written
 * @param length longest text; 0 without a limit
 * @param needed an order without it is refused
 */
record DeclaredFact(
    String name,
    String type,
    String as,
    int length,
    boolean upper,
    boolean creatable,
    boolean updatable,
    boolean needed,
    double lowest,
    double highest) {

  private static final Set<String> FORMS = Set.of("plain", "date", "epoch-seconds", "epoch-millis");

  static DeclaredFact of(DeclaredPart fact) {
    String as = fact.text("as", "plain");
    if (!FORMS.contains(as)) {
      throw fact.wrong("as", as, FORMS + "; for others write the double in Java");
    }
    return new DeclaredFact(
        fact.text("name"),
        fact.text("type"),
        as,
        fact.number("length", 0),
        fact.text("case", "any").equals("upper"),
        fact.flag("creatable", true),
        fact.flag("updatable", true),
        fact.text("required", "optional").equals("service"),
        fact.find("lowest").map(Double::parseDouble).orElse(-Double.MAX_VALUE),
        fact.find("highest").map(Double::parseDouble).orElse(Double.MAX_VALUE));
  }

  /** Where its value stands; for a list's parts the list. */
  String place() {
    return name.replaceFirst("/\\*.*", "");
  }

  boolean isList() {
    return name.contains("/*");
  }

  /**
   * What the system keeps of a value.
   *
   * @param texts the message knows texts alone, so that numbers are read from them
   */
  Object taken(Object value, boolean texts) throws DeclaredRefusal {
    if (isList()) {
      return value instanceof List<?> ? value : refused("must be a list");
    }
    return switch (type) {
      case "text" -> text(value);
      case "whole" -> number(value, texts, true);
      case "number" -> number(value, texts, false);
      case "bool" -> truth(value, texts);
      default -> {
        instant(value);
        yield value;
      }
    };
  }

  private Object text(Object value) throws DeclaredRefusal {
    if (!(value instanceof String text)) {
      return refused("must be a text");
    }
    if (length > 0 && text.length() > length) {
      throw new DeclaredRefusal("too_long", name, "is too long, " + length + " are allowed");
    }
    return upper ? text.toUpperCase(Locale.ROOT) : text;
  }

  private Object number(Object value, boolean texts, boolean whole) throws DeclaredRefusal {
    if (!(value instanceof Number) && !texts) {
      return refused("must be a number");
    }
    try {
      BigDecimal number = new BigDecimal(value.toString());
      if (number.doubleValue() < lowest || number.doubleValue() > highest) {
        return refused("must be from %s to %s".formatted(lowest, highest));
      }
      return whole ? (Object) number.longValueExact() : number;
    } catch (ArithmeticException | NumberFormatException wrong) {
      return refused(whole ? "must be a whole number" : "must be a number");
    }
  }

  private Object truth(Object value, boolean texts) throws DeclaredRefusal {
    if (value instanceof Boolean) {
      return value;
    }
    return texts && Set.of("true", "false").contains(value)
        ? Boolean.valueOf(value.toString())
        : refused("must be true or false");
  }

  /** The moment that a value of this field means. */
  Instant instant(Object value) throws DeclaredRefusal {
    try {
      return switch (as) {
        case "epoch-seconds" -> Instant.ofEpochSecond(Long.parseLong(value.toString()));
        case "epoch-millis" -> Instant.ofEpochMilli(Long.parseLong(value.toString()));
        case "date" ->
            LocalDate.parse(value.toString()).atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
        default -> OffsetDateTime.parse(value.toString()).toInstant();
      };
    } catch (NumberFormatException | DateTimeParseException wrong) {
      throw new DeclaredRefusal("invalid", name, "must be a time written as " + as);
    }
  }

  /** A moment as this field shows it. */
  Object shown(Instant moment) {
    return switch (as) {
      case "epoch-seconds" -> moment.getEpochSecond();
      case "epoch-millis" -> moment.toEpochMilli();
      case "date" -> moment.toString().substring(0, 10);
      default -> moment.toString();
    };
  }

  private Object refused(String words) throws DeclaredRefusal {
    throw new DeclaredRefusal("invalid", name, words);
  }
}
