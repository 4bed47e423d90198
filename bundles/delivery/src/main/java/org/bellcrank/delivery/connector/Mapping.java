package org.bellcrank.delivery.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.bellcrank.document.Mark;

/** How an order becomes the other side's fields. */
public record Mapping(List<Field> fields) {

  /** What a field holds. */
  public enum Type {
    TEXT,
    WHOLE,
    NUMBER,
    INSTANT,
    BOOL
  }

  /** What happens to a text that is too long. */
  public enum Overflow {
    /** The order is not sent; a person is asked. */
    REFUSE,
    /** The text is cut and ends in "…". */
    CUT,
    /** The text is cut and ends in "…"; all of it goes to the head of another field. */
    SPILL
  }

  /** How letters are written. */
  public enum Case {
    AS_IS,
    UPPER,
    LOWER
  }

  /** How much a field is needed. */
  public enum Required {
    /** The other side refuses an order without it. */
    SERVICE,
    /** People need it; an order without it is refused here. */
    PRACTICE,
    /** The other side fills it. */
    SERVER_DEFAULTED,
    /** Left out when not known. */
    OPTIONAL;

    /** Whether an order without it stays here. */
    public boolean blocks() {
      return this == SERVICE || this == PRACTICE;
    }
  }

  /**
   * One field.
   *
   * @param where its place in the file
   * @param to JSON pointer in the body
   * @param from its value; empty when {@code lines} make it
   * @param lines lines of text; one whose names are not known is left out
   * @param max longest text, in UTF-16 units, with its tail; empty for no limit
   * @param tail stands at the end of the text, behind a blank, and is never cut
   * @param spill pointer of the field that takes all of a text that is too long
   * @param values what becomes of each value; empty for the value itself
   * @param fallback for values that are not in {@code values}
   * @param format pattern for instants; empty for ISO-8601
   * @param on bodies that it is part of: {@code create}, {@code update}
   */
  public record Field(
      Mark where,
      String to,
      Optional<Formula> from,
      List<Template> lines,
      Type type,
      OptionalInt max,
      Optional<Template> tail,
      Overflow overflow,
      Optional<String> spill,
      Case letters,
      Required required,
      Map<String, Object> values,
      Optional<Object> fallback,
      String format,
      Set<String> on) {}

  /** The field at a pointer. */
  public Optional<Field> field(String to) {
    return fields.stream().filter(field -> field.to().equals(to)).findFirst();
  }
}
