package org.bellcrank.delivery.connector;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bellcrank.journal.Facts;

/** Fills the other side's fields from what is known about an order. Safe for any thread. */
public final class Mapper {

  private static final String CUT_MARK = "…";

  private final Mapping mapping;

  public Mapper(Mapping mapping) {
    this.mapping = mapping;
  }

  /**
   * The body of this name.
   *
   * @param on {@code create} or {@code update}
   * @param known values by dotted name
   * @throws UnmappedException when a needed field has no value or a text does not fit
   */
  public Facts body(String on, Map<String, Object> known) {
    Map<String, Object> body = new LinkedHashMap<>();
    Map<String, String> spilled = new LinkedHashMap<>();
    List<Mapping.Field> fields =
        mapping.fields().stream().filter(field -> field.on().contains(on)).toList();
    // Also of fields that are not part of this body: what was spilled once would be lost.
    for (Mapping.Field field : mapping.fields()) {
      if (field.overflow() == Mapping.Overflow.SPILL) {
        spill(field, known).ifPresent(text -> spilled.put(field.spill().orElseThrow(), text));
      }
    }
    for (Mapping.Field field : fields) {
      Optional<Object> value = value(field, known, spilled.get(field.to()));
      if (value.isPresent()) {
        Json.put(body, field.to(), value.get());
      } else if (field.required().blocks()) {
        throw new UnmappedException(
            field.to(),
            "The field %s needs a value; %s (%s:%d). The order was not sent."
                .formatted(
                    field.to(),
                    reason(field, known),
                    field.where().source(),
                    field.where().line()));
      }
    }
    return Facts.of(body);
  }

  /**
   * The fields of a body by the names under which XML bodies read them.
   *
   * @param on as above
   * @throws UnmappedException as above
   */
  public Map<String, Object> named(String on, Map<String, Object> known) {
    Json body = new Json(body(on, known));
    Map<String, Object> named = new LinkedHashMap<>();
    for (Mapping.Field field : mapping.fields()) {
      Optional<String> name = MappingReader.name(field.to());
      Optional<String> value = body.text(field.to());
      if (name.isPresent() && value.isPresent()) {
        named.put(name.get(), value.get());
      }
    }
    return named;
  }

  private static Optional<String> spill(Mapping.Field field, Map<String, Object> known) {
    return raw(field, known)
        .map(Values::text)
        .filter(text -> field.max().isPresent() && text.length() > room(field, known));
  }

  private static Optional<Object> value(
      Mapping.Field field, Map<String, Object> known, String head) {
    Optional<Object> value = raw(field, known).flatMap(raw -> translated(field, raw));
    if (head != null) {
      value = Optional.of(value.map(own -> head + "\n\n" + Values.text(own)).orElse(head));
    }
    return value.map(given -> typed(field, given, known)).filter(given -> !"".equals(given));
  }

  /** How long a text may be in front of its tail. */
  private static int room(Mapping.Field field, Map<String, Object> known) {
    int tail = tail(field, known).length();
    return field.max().orElse(Integer.MAX_VALUE) - tail;
  }

  private static String tail(Mapping.Field field, Map<String, Object> known) {
    return field.tail().flatMap(tail -> tail.render(known)).map(tail -> " " + tail).orElse("");
  }

  private static Optional<Object> raw(Mapping.Field field, Map<String, Object> known) {
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

  private static Optional<Object> translated(Mapping.Field field, Object raw) {
    if (field.values().isEmpty()) {
      return Optional.of(raw);
    }
    Object found = field.values().get(Values.text(raw));
    return found != null ? Optional.of(found) : field.fallback();
  }

  private static Object typed(Mapping.Field field, Object given, Map<String, Object> known) {
    return switch (field.type()) {
      case TEXT ->
          fitted(
              field,
              given instanceof Instant at ? instant(field, at) : Values.text(given),
              tail(field, known));
      case INSTANT -> given instanceof Instant at ? instant(field, at) : Values.text(given);
      case WHOLE ->
          given instanceof Number number ? (Object) number.longValue() : number(field, given);
      case NUMBER ->
          given instanceof Number number ? (Object) number.doubleValue() : number(field, given);
      case BOOL -> given instanceof Boolean ? given : Boolean.valueOf(Values.text(given));
    };
  }

  private static String instant(Mapping.Field field, Instant at) {
    return Values.instant(at, field.format());
  }

  private static Object number(Mapping.Field field, Object given) {
    try {
      return field.type() == Mapping.Type.WHOLE
          ? (Object) Long.valueOf(Values.text(given))
          : (Object) Double.valueOf(Values.text(given));
    } catch (NumberFormatException notOne) {
      throw new UnmappedException(
          field.to(),
          "The field %s takes a number; given \"%s\" (%s:%d). The order was not sent."
              .formatted(field.to(), given, field.where().source(), field.where().line()));
    }
  }

  private static String fitted(Mapping.Field field, String given, String tail) {
    String text =
        switch (field.letters()) {
          case UPPER -> given.toUpperCase(Locale.ROOT);
          case LOWER -> given.toLowerCase(Locale.ROOT);
          case AS_IS -> given;
        };
    int max = field.max().orElse(Integer.MAX_VALUE) - tail.length();
    if (text.length() <= max) {
      return text + tail;
    }
    if (field.overflow() == Mapping.Overflow.REFUSE) {
      throw new UnmappedException(
          field.to(),
          "The field %s takes %d characters; given %d: \"%s\" (%s:%d). The order was not sent."
              .formatted(
                  field.to(),
                  max,
                  text.length(),
                  text.length() > 60 ? text.substring(0, 60) + CUT_MARK : text,
                  field.where().source(),
                  field.where().line()));
    }
    int end = max - CUT_MARK.length();
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + CUT_MARK + tail;
  }

  private static String reason(Mapping.Field field, Map<String, Object> known) {
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
