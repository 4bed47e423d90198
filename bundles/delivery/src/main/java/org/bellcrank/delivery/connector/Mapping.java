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

  /** What is sent where a field has no value. */
  public enum Empty {
    /** The field is left out. */
    OMIT,
    /** The field is there and has no value. */
    NULL_VALUE,
    /** The field is there with an empty text. */
    BLANK
  }

  /**
   * How a value is written.
   *
   * @param encoding of values that are no text
   * @param pattern for instants, of java.time; empty for what the encoding says
   * @param zone whose local time is meant; empty for UTC
   * @param decimals of a number that is written as text; empty for as many as it has
   * @param empty what is sent where there is no value
   * @param zeros how long a text of digits alone is made by zeros in front of it, as SAP's
   *     conversion ALPHA does; empty for none
   * @param characters which letters may stand
   * @param wrap longest line, in UTF-16 units, of a text that is sent as a list of lines; empty for
   *     a text that is sent in one
   */
  public record Form(
      Encoding encoding,
      String pattern,
      Optional<Template> zone,
      OptionalInt decimals,
      Empty empty,
      OptionalInt zeros,
      Characters characters,
      OptionalInt wrap) {}

  /**
   * One field.
   *
   * @param where its place in the file
   * @param to JSON pointer in the body; a part of digits is the place in a list, a part {@code *}
   *     stands for each item of the list {@code each}
   * @param each the list of the order over which {@code *} goes; the tasks where nothing is said
   * @param from its value; empty when {@code lines} make it
   * @param lines lines of text; one whose names are not known is left out
   * @param max longest text, in UTF-16 units, with its tail; empty for no limit
   * @param tail stands at the end of the text, behind a blank, and is never cut
   * @param spill pointer of the field that takes all of a text that is too long
   * @param values what becomes of each value; empty for the value itself
   * @param fallback for values that are not in {@code values}
   * @param form how the value is written
   * @param together fields of one such name are sent all or not at all; empty for alone
   * @param on bodies that it is part of: {@code create}, {@code update}, {@code condition}, and
   *     {@code create-order}, {@code update-order} for what the other side keeps as a part of its
   *     own
   */
  public record Field(
      Mark where,
      String to,
      Step.Each each,
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
      Form form,
      Optional<String> together,
      Set<String> on) {

    /** Whether it is part of a body that makes something new. */
    public boolean creates() {
      return on.stream().anyMatch(Mapping::creates);
    }

    /** Whether it is part of a body that changes what is there. */
    public boolean updates() {
      return on.stream().anyMatch(body -> !Mapping.creates(body));
    }

    /** The part of its own that it belongs to; empty for the order itself. */
    public Optional<String> part() {
      return on.stream().findFirst().flatMap(Mapping::part);
    }

    /**
     * Where it stands in its bodies.
     *
     * @param pointer its own, or with places in lists
     */
    public String within(String pointer) {
      return part().map(part -> pointer.substring(part.length() + 1)).orElse(pointer);
    }

    /** Whether it is written once for each item of a list of the order. */
    public boolean repeats() {
      return Json.parts(to).contains(Mapping.EACH);
    }
  }

  /** Whether a body of this name makes something new. */
  public static boolean creates(String body) {
    return body.startsWith("create");
  }

  /** The part of its own that a body of this name is about; empty for the order itself. */
  static Optional<String> part(String body) {
    int at = body.indexOf('-');
    return at < 0 ? Optional.empty() : Optional.of(body.substring(at + 1));
  }

  /** The part of a pointer that stands for each item. */
  static final String EACH = "*";

  /** The field at a pointer; places in a list also find the field that is written for each item. */
  public Optional<Field> field(String to) {
    Optional<Field> exact = fields.stream().filter(field -> field.to().equals(to)).findFirst();
    return exact.isPresent()
        ? exact
        : fields.stream().filter(Field::repeats).filter(each -> meets(each.to(), to)).findFirst();
  }

  /** Whether a pointer with {@code *} means one with places in a list. */
  static boolean meets(String each, String to) {
    List<String> wanted = Json.parts(each);
    List<String> given = Json.parts(to);
    boolean meets = wanted.size() == given.size();
    for (int i = 0; meets && i < wanted.size(); i++) {
      meets =
          wanted.get(i).equals(given.get(i))
              || wanted.get(i).equals(EACH) && given.get(i).matches("\\d{1,6}|\\*");
    }
    return meets;
  }
}
