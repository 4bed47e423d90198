package org.bellcrank.delivery.connector;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.journal.Facts;

/**
 * What a mapping makes of one order, field by field, with what happened to each value on its way.
 * It agrees with {@link Mapper}, but one field that cannot be written hides no other.
 */
public final class MappingTrace {

  /**
   * A line of a text.
   *
   * @param text as the mapping has it
   * @param value as it goes; empty where it is left out
   * @param missing the name for which it is left out; empty text where it goes
   */
  public record Line(String text, Optional<String> value, String missing) {}

  /**
   * One field with its value.
   *
   * @param pointer where it goes, with places in lists
   * @param lines of a text that is made of lines; empty for others
   * @param read what its expression gave; empty where that is nothing
   * @param value what is sent; empty where nothing is
   * @param notes what was cut, spilled, translated, left out, one line each
   * @param problem why the order cannot be sent with it; empty where it can
   */
  public record Traced(
      Mapping.Field field,
      String pointer,
      List<Line> lines,
      Optional<Object> read,
      Optional<Object> value,
      List<String> notes,
      Optional<String> problem) {

    /** Keeps unmodifiable copies. */
    public Traced {
      lines = List.copyOf(lines);
      notes = List.copyOf(notes);
    }

    /** The value as it stands in a message; lists and parts as JSON. */
    public Optional<String> written() {
      return value.map(MappingTrace::shown);
    }

    /** Length of what is sent in UTF-16 units, of its longest line where it goes in lines. */
    public int length() {
      return value
          .map(
              given ->
                  given instanceof List<?> lines
                      ? lines.stream().mapToInt(line -> Values.text(line).length()).max().orElse(0)
                      : Values.text(given).length())
          .orElse(0);
    }

    private Traced leftOut(String note, Optional<String> why) {
      List<String> more = new ArrayList<>(notes);
      more.add(note);
      return new Traced(
          field, pointer, lines, read, Optional.empty(), more, problem.isPresent() ? problem : why);
    }
  }

  /** A value as text; lists and parts as JSON. */
  public static String shown(Object value) {
    return value instanceof List<?> || value instanceof Facts
        ? Json.written(value)
        : Values.text(value);
  }

  private final Mapping mapping;
  private final String on;
  private final Map<String, Object> known;
  private final Map<String, String> spilled = new LinkedHashMap<>();
  private final Map<String, String> spillers = new LinkedHashMap<>();

  private MappingTrace(Mapping mapping, String on, Map<String, Object> known) {
    this.mapping = mapping;
    this.on = on;
    this.known = known;
  }

  /**
   * All fields of a body, in the mapping's order.
   *
   * @param on {@code create} or {@code update}
   * @param known values by dotted name
   */
  public static List<Traced> of(Mapping mapping, String on, Map<String, Object> known) {
    return new MappingTrace(mapping, on, known).fields();
  }

  private List<Traced> fields() {
    mapping.fields().forEach(this::spill);
    List<Traced> all = new ArrayList<>();
    for (Mapping.Field field : mapping.fields()) {
      if (field.on().contains(on)) {
        all.addAll(field.repeats() ? each(field) : List.of(one(field, field.to(), known)));
      }
    }
    return together(all);
  }

  private void spill(Mapping.Field field) {
    if (field.overflow() != Mapping.Overflow.SPILL) {
      return;
    }
    try {
      Mapper.spill(field, known)
          .ifPresent(
              text -> {
                spilled.put(field.spill().orElseThrow(), text);
                spillers.put(field.spill().orElseThrow(), field.to());
              });
    } catch (Formula.FormulaException broken) { // its own line tells
      spilled.remove(field.spill().orElseThrow());
    }
  }

  private List<Traced> each(Mapping.Field field) {
    List<Traced> all = new ArrayList<>();
    for (int item = 0; item < OrderItems.count(field.each(), known); item++) {
      String place = "/" + item + "/";
      all.add(
          one(
              field,
              field.to().replace("/" + Mapping.EACH + "/", place),
              Mapper.ofItem(field.each(), known, item)));
    }
    return all;
  }

  private Traced one(Mapping.Field field, String pointer, Map<String, Object> names) {
    boolean repeats = field.repeats();
    Optional<Object> read = Optional.empty();
    Optional<Object> value = Optional.empty();
    Optional<String> problem = Optional.empty();
    try {
      read = Mapper.raw(field, names);
      value = Mapper.value(field, names, repeats ? null : spilled.get(field.to()));
      Mapper.needed(field, value, names);
    } catch (Mapper.UnmappedException | Formula.FormulaException broken) {
      problem = Optional.of(broken.getMessage());
    }
    List<String> notes = new ArrayList<>();
    if (!repeats && spillers.containsKey(field.to())) {
      notes.add("begins with all of %s, which was too long".formatted(spillers.get(field.to())));
    }
    if (value.isPresent()) {
      notes.addAll(new TraceNotes(field, names).of(read, value.get()));
    } else if (problem.isEmpty()) {
      notes.add(nothing(field) + ": " + Mapper.reason(field, names));
    }
    return new Traced(field, pointer, lines(field, names), read, value, notes, problem);
  }

  private static String nothing(Mapping.Field field) {
    return switch (field.form().empty()) {
      case OMIT -> "left out";
      case NULL_VALUE -> "sent without a value";
      case BLANK -> "sent as an empty text";
    };
  }

  private static List<Line> lines(Mapping.Field field, Map<String, Object> names) {
    return field.lines().stream()
        .map(
            line -> {
              Optional<String> value = rendered(line, names);
              return new Line(line.toString(), value, value.isPresent() ? "" : line.missing(names));
            })
        .toList();
  }

  private static Optional<String> rendered(Template line, Map<String, Object> names) {
    try {
      return line.render(names);
    } catch (Formula.FormulaException broken) { // the field's problem says it
      return Optional.empty();
    }
  }

  /** Fields of one group go all or not at all. */
  private static List<Traced> together(List<Traced> all) {
    Set<String> broken = new HashSet<>();
    all.stream()
        .filter(each -> each.value().isEmpty())
        .forEach(each -> each.field().together().ifPresent(broken::add));
    return all.stream()
        .map(
            each ->
                each.value().isPresent()
                        && each.field().together().filter(broken::contains).isPresent()
                    ? alone(each)
                    : each)
        .toList();
  }

  private static Traced alone(Traced each) {
    String group = each.field().together().orElseThrow();
    return each.leftOut(
        "left out: what goes together with it as %s has no value".formatted(group),
        each.field().required().blocks()
            ? Optional.of(
                Mapper.unmapped(
                        each.field(),
                        "needs a value; what goes together with it as %s has none".formatted(group))
                    .getMessage())
            : Optional.empty());
  }
}
