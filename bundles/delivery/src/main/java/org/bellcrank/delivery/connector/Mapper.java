package org.bellcrank.delivery.connector;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.journal.Facts;

/** Fills the other side's fields from what is known about an order. Safe for any thread. */
public final class Mapper {

  private final Mapping mapping;

  public Mapper(Mapping mapping) {
    this.mapping = mapping;
  }

  /**
   * One field with its value.
   *
   * @param pointer where it goes, with places in lists
   * @param value empty where there is none
   */
  private record Filled(Mapping.Field field, String pointer, Optional<Object> value) {

    private String within() {
      return field.within(pointer);
    }
  }

  /**
   * The body of this name. A field that is to be there without a value is missing in it.
   *
   * @param on {@code create}, {@code update}, or those of a part of its own
   * @param known values by dotted name
   * @throws UnmappedException when a needed field has no value or a text does not fit
   */
  public Facts body(String on, Map<String, Object> known) {
    return Facts.of(tree(on, known, false));
  }

  /**
   * As above, to be written by {@link Writing}: where a field is to be there without a value stands
   * a mark that it writes as null, since facts know no null.
   */
  public Facts sent(String on, Map<String, Object> known) {
    return Facts.of(tree(on, known, true));
  }

  /**
   * The fields of a body by the names under which XML bodies read them.
   *
   * @param on as above
   * @throws UnmappedException as above
   */
  public Map<String, Object> named(String on, Map<String, Object> known) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (Filled filled : filled(on, known)) {
      Optional<String> name = MappingReader.name(filled.pointer());
      if (name.isPresent() && filled.value().isPresent()) {
        name(named, name.get(), filled.value().get());
      } else if (name.isPresent() && filled.field().form().empty() != Mapping.Empty.OMIT) {
        named.put(name.get(), "");
      }
    }
    return named;
  }

  private static void name(Map<String, Object> named, String name, Object value) {
    if (value instanceof Facts parts) {
      parts.values().forEach((part, each) -> named.put(name + "." + part, Values.text(each)));
    } else if (value instanceof List<?>) {
      named.put(name, value);
    } else {
      named.put(name, Values.text(value));
    }
  }

  /**
   * The fields of a body that have a value, by where they stand in it; the parts of a value that
   * has parts stand alone.
   *
   * @param on as above
   * @throws UnmappedException as above
   */
  public Map<String, Object> fields(String on, Map<String, Object> known) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Filled filled : filled(on, known)) {
      filled
          .value()
          .ifPresent(
              value -> {
                if (value instanceof Facts parts) {
                  parts.values().forEach((p, each) -> fields.put(filled.pointer() + "/" + p, each));
                } else {
                  fields.put(filled.pointer(), value);
                }
              });
    }
    return fields;
  }

  /**
   * @param nulls whether what is to be there without a value stands in it as the character NUL,
   *     which no other value has
   */
  private Map<String, Object> tree(String on, Map<String, Object> known, boolean nulls) {
    Map<String, Object> body = new LinkedHashMap<>();
    for (Filled filled : filled(on, known)) {
      Mapping.Empty empty = filled.field().form().empty();
      if (filled.value().isPresent()) {
        Json.put(body, filled.within(), filled.value().get());
      } else if (empty == Mapping.Empty.BLANK) {
        Json.put(body, filled.within(), "");
      } else if (empty == Mapping.Empty.NULL_VALUE && nulls) {
        Json.put(body, filled.within(), "\u0000");
      }
    }
    return body;
  }

  /** All fields of a body in the mapping's order. */
  private List<Filled> filled(String on, Map<String, Object> known) {
    Map<String, String> spilled = spilled(known);
    List<Filled> all = new ArrayList<>();
    for (Mapping.Field field : mapping.fields()) {
      if (field.on().contains(on)) {
        all.addAll(field.repeats() ? each(field, known) : List.of(one(field, known, spilled)));
      }
    }
    Set<String> broken = new HashSet<>();
    all.stream()
        .filter(filled -> filled.value().isEmpty())
        .forEach(filled -> filled.field().together().ifPresent(broken::add));
    List<Filled> whole = new ArrayList<>();
    for (Filled filled : all) {
      boolean left = filled.field().together().filter(broken::contains).isPresent();
      if (left && filled.field().required().blocks()) {
        throw unmapped(
            filled.field(),
            "needs a value; what goes together with it as %s has none"
                .formatted(filled.field().together().get()));
      }
      whole.add(left ? new Filled(filled.field(), filled.pointer(), Optional.empty()) : filled);
    }
    return whole;
  }

  /** Also of fields that are not part of this body: what was spilled once would be lost. */
  private Map<String, String> spilled(Map<String, Object> known) {
    Map<String, String> spilled = new LinkedHashMap<>();
    for (Mapping.Field field : mapping.fields()) {
      if (field.overflow() == Mapping.Overflow.SPILL) {
        spill(field, known).ifPresent(text -> spilled.put(field.spill().orElseThrow(), text));
      }
    }
    return spilled;
  }

  private static Filled one(
      Mapping.Field field, Map<String, Object> known, Map<String, String> spilled) {
    Optional<Object> value = value(field, known, spilled.get(field.to()));
    needed(field, value, known);
    return new Filled(field, field.to(), value);
  }

  private static List<Filled> each(Mapping.Field field, Map<String, Object> known) {
    List<Filled> all = new ArrayList<>();
    for (int item = 0; item < OrderItems.count(field.each(), known); item++) {
      Map<String, Object> names = ofItem(field.each(), known, item);
      Optional<Object> value = value(field, names, null);
      needed(field, value, names);
      String place = "/" + item + "/";
      all.add(new Filled(field, field.to().replace("/" + Mapping.EACH + "/", place), value));
    }
    return all;
  }

  /** What is known with one item's names. */
  static Map<String, Object> ofItem(Step.Each list, Map<String, Object> known, int item) {
    Map<String, Object> names = new LinkedHashMap<>(known);
    // The names of another item may be known already: what this one lacks is not taken from it.
    names.keySet().removeIf(name -> name.startsWith("item."));
    names.putAll(OrderItems.of(list, known, item));
    return names;
  }

  static void needed(Mapping.Field field, Optional<Object> value, Map<String, Object> known) {
    if (value.isEmpty() && field.required().blocks()) {
      throw unmapped(field, "needs a value; " + reason(field, known));
    }
  }

  static Optional<String> spill(Mapping.Field field, Map<String, Object> known) {
    return raw(field, known)
        .map(Values::text)
        .filter(
            text -> field.max().isPresent() && Fitting.length(field, text) > room(field, known));
  }

  static Optional<Object> value(Mapping.Field field, Map<String, Object> known, String head) {
    Optional<Object> value = raw(field, known).flatMap(raw -> translated(field, raw));
    if (head != null) {
      value = Optional.of(value.map(own -> head + "\n\n" + Values.text(own)).orElse(head));
    }
    return value
        .map(given -> typed(field, given, known))
        .filter(given -> !"".equals(given))
        .map(given -> wrapped(field, given));
  }

  private static Object wrapped(Mapping.Field field, Object given) {
    return field.form().wrap().isPresent() && given instanceof String text
        ? Fitting.lines(text, field.form().wrap().getAsInt())
        : given;
  }

  /** How long a text may be in front of its tail. */
  static int room(Mapping.Field field, Map<String, Object> known) {
    return field.max().orElse(Integer.MAX_VALUE) - tail(field, known).length();
  }

  static String tail(Mapping.Field field, Map<String, Object> known) {
    return field.tail().flatMap(tail -> tail.render(known)).map(tail -> " " + tail).orElse("");
  }

  static Optional<Object> raw(Mapping.Field field, Map<String, Object> known) {
    if (field.from().isPresent()) {
      return field.from().get().value(known);
    }
    String text =
        field.lines().stream()
            .map(line -> line.render(known).orElse(null))
            .filter(Objects::nonNull)
            .collect(Collectors.joining("\n"));
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  static Optional<Object> translated(Mapping.Field field, Object raw) {
    if (field.values().isEmpty()) {
      return Optional.of(raw);
    }
    Object found = field.values().get(Values.text(raw));
    return found != null ? Optional.of(found) : field.fallback();
  }

  private static Object typed(Mapping.Field field, Object given, Map<String, Object> known) {
    Encoding encoding = field.form().encoding();
    if ("".equals(given)) {
      return given; // an expression's way to say that there is none, whatever the type
    }
    return switch (field.type()) {
      case TEXT ->
          fitted(
              field,
              given instanceof Instant at ? time(field, at, known) : Values.text(given),
              tail(field, known));
      // Written by an expression already, and the field asks for no form of its own.
      case INSTANT ->
          given instanceof Instant
                  || encoding != Encoding.PLAIN
                  || !field.form().pattern().isEmpty()
              ? time(field, instant(field, given), known)
              : Values.text(given);
      case WHOLE ->
          encoding.of(
              given instanceof Number number ? (Number) number.longValue() : number(field, given),
              field.form().decimals());
      case NUMBER ->
          encoding.of(
              given instanceof Number number ? (Number) number.doubleValue() : number(field, given),
              field.form().decimals());
      case BOOL -> encoding.of(truth(field, given));
    };
  }

  private static boolean truth(Mapping.Field field, Object given) {
    String text = Values.text(given).toLowerCase(Locale.ROOT);
    if (!text.equals("true") && !text.equals("false")) {
      throw unmapped(field, "takes true or false; given \"%s\"".formatted(given));
    }
    return text.equals("true");
  }

  /** A time may come as text, out of an expression; it is read before it is written anew. */
  private static Instant instant(Mapping.Field field, Object given) {
    if (given instanceof Instant at) {
      return at;
    }
    try {
      return OffsetDateTime.parse(Values.text(given)).toInstant();
    } catch (DateTimeException noTime) {
      throw unmapped(
          field,
          "takes a time; given \"%s\", allowed is one like 2026-03-29T06:00:00Z".formatted(given));
    }
  }

  private static Object time(Mapping.Field field, Instant at, Map<String, Object> known) {
    return field.form().encoding().of(at, field.form().pattern(), zone(field, known));
  }

  private static ZoneId zone(Mapping.Field field, Map<String, Object> known) {
    Optional<Template> zone = field.form().zone();
    if (zone.isEmpty()) {
      return ZoneOffset.UTC;
    }
    String name =
        zone.get()
            .render(known)
            .orElseThrow(
                () ->
                    unmapped(
                        field,
                        "is written in the time of a zone, and "
                            + zone.get().missing(known)
                            + " is not known"));
    try {
      return ZoneId.of(name);
    } catch (DateTimeException notOne) {
      throw unmapped(
          field,
          "is written in the time of a zone; given \"%s\", allowed are names like Europe/Berlin"
              .formatted(name));
    }
  }

  private static Number number(Mapping.Field field, Object given) {
    try {
      return field.type() == Mapping.Type.WHOLE
          ? (Number) Long.valueOf(Values.text(given))
          : (Number) Double.valueOf(Values.text(given));
    } catch (NumberFormatException notOne) {
      throw unmapped(field, "takes a number; given \"%s\"".formatted(given));
    }
  }

  private static String fitted(Mapping.Field field, Object given, String tail) {
    try {
      return Fitting.of(field, Values.text(given), tail);
    } catch (Fitting.TooLongException tooLong) {
      throw unmapped(field, tooLong.getMessage());
    }
  }

  static UnmappedException unmapped(Mapping.Field field, String what) {
    return new UnmappedException(
        field.to(),
        "The field %s %s (%s:%d). The order was not sent."
            .formatted(field.to(), what, field.where().source(), field.where().line()));
  }

  static String reason(Mapping.Field field, Map<String, Object> known) {
    if (field.from().isEmpty()) {
      return "none of its lines has all its names";
    }
    return field.from().get().names().stream()
        .filter(name -> !known.containsKey(name))
        .findFirst()
        .map(name -> "the order does not know " + name)
        .orElse("its expression gave none");
  }

  /** An order that cannot be written as the other side needs it. */
  public static final class UnmappedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    UnmappedException(String field, String message) {
      super(message);
      this.field = field;
    }

    /** JSON pointer of the field. */
    public String field() {
      return field;
    }
  }
}
