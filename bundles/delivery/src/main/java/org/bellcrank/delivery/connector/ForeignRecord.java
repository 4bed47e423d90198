package org.bellcrank.delivery.connector;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.ClosureFields;
import org.bellcrank.delivery.ForeignOrder;
import org.bellcrank.delivery.Outcome;
import org.bellcrank.delivery.connector.OrderReading.Taken;
import org.bellcrank.journal.Facts;

/** Reads what a CMMS says about an order by a connector's rules. Safe for any thread. */
public final class ForeignRecord {

  private final OrderReading reading;
  private final Map<String, Object> instance;

  /**
   * Reads by these rules.
   *
   * @param instance what is known about the instance, by dotted name
   */
  public ForeignRecord(OrderReading reading, Map<String, Object> instance) {
    this.reading = reading;
    this.instance = Map.copyOf(instance);
  }

  /** A record that cannot be read; its words name what was given and what is wanted. */
  public static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message);
    }
  }

  /**
   * Reads one.
   *
   * @throws UnreadableException when it has no status, tells of no order, or a value of it is of
   *     another kind than the connector says
   */
  public ForeignOrder read(Content record) throws UnreadableException {
    Map<String, Object> known = new LinkedHashMap<>(instance);
    for (Map.Entry<String, Taken> entry : reading.names().entrySet()) {
      value(entry.getKey(), entry.getValue(), record)
          .ifPresent(value -> known.put(OrderReading.PREFIX + entry.getKey(), value));
    }
    Optional<String> id = text(reading.identity().foreignId(), known);
    Optional<String> reference = text(reading.identity().reference(), known);
    if (id.isEmpty() && reference.isEmpty()) {
      throw new UnreadableException("a record without key and reference");
    }
    String status =
        reading
            .status()
            .value(known)
            .map(Values::text)
            .filter(word -> !word.isBlank())
            .orElseThrow(
                () ->
                    new UnreadableException(
                        "%s: no status".formatted(id.or(() -> reference).get())));
    return new ForeignOrder(
        id,
        reference,
        status,
        Optional.ofNullable(reading.meanings().get(status)),
        reading
            .identity()
            .changedAt()
            .flatMap(formula -> formula.value(known))
            .map(Instant.class::cast),
        text(reading.identity().changedBy(), known),
        closure(known),
        verdict(known));
  }

  private Optional<Object> value(String name, Taken taken, Content record)
      throws UnreadableException {
    List<Content> items = items(taken, record);
    if (taken.isList()) {
      List<String> texts = items.stream().flatMap(item -> text(item, taken).stream()).toList();
      return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
    }
    Optional<String> text = items.stream().findFirst().flatMap(item -> text(item, taken));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        typed(taken, text.get(), taken.time().flatMap(path -> text(items.get(0), path)))
            .orElseThrow(
                () ->
                    new UnreadableException(
                        "%s at %s: given \"%s\"; allowed: a value of type %s%s"
                            .formatted(
                                name,
                                taken.at(),
                                shortened(text.get()),
                                taken.type().name().toLowerCase(Locale.ROOT),
                                form(taken)))));
  }

  private static List<Content> items(Taken taken, Content record) {
    if (taken.each().isEmpty()) {
      return List.of(record);
    }
    return record.items(taken.each().get()).stream()
        .filter(
            item ->
                taken.where().entrySet().stream()
                    .allMatch(
                        entry ->
                            item.text(entry.getKey()).filter(entry.getValue()::equals).isPresent()))
        .toList();
  }

  private static Optional<String> text(Content item, Taken taken) {
    return text(item, taken.at()).filter(given -> taken.none().filter(given::equals).isEmpty());
  }

  private static Optional<String> text(Content item, String path) {
    return item.text(path).filter(given -> !given.isBlank());
  }

  private static String form(Taken taken) {
    if (taken.type() != Mapping.Type.INSTANT) {
      return "";
    }
    return taken.form().pattern().isEmpty()
        ? " as " + taken.form().encoding().word()
        : " like " + taken.form().pattern();
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  private Optional<Object> typed(Taken taken, String text, Optional<String> time) {
    try {
      return switch (taken.type()) {
        case TEXT -> Optional.of(text);
        case WHOLE -> Optional.of(new BigDecimal(text.strip()).longValueExact());
        case NUMBER -> Optional.of(new BigDecimal(text.strip()).doubleValue());
        case INSTANT -> instant(taken.form(), text, time).map(at -> at);
        case BOOL -> truth(text);
      };
    } catch (ArithmeticException | NumberFormatException otherKind) {
      return Optional.empty();
    }
  }

  private Optional<Instant> instant(OrderReading.Form form, String text, Optional<String> time) {
    ZoneId zone = zone(form, instance);
    Optional<Instant> day = form.encoding().instant(text, form.pattern(), zone);
    return day.isEmpty() || time.isEmpty()
        ? day
        : Encoding.timeOfDay(time.get())
            .map(at -> day.get().atZone(zone).toLocalDate().atTime(at).atZone(zone).toInstant());
  }

  /** In all the ways in which vendors write it. */
  private static Optional<Object> truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "x", "y", "yes", "+" -> Optional.of(true);
      case "false", "0", "n", "no", "-" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** UTC where none is named. */
  static ZoneId zone(OrderReading.Form form, Map<String, Object> known) {
    try {
      return form.zone().flatMap(zone -> zone.render(known)).map(ZoneId::of).orElse(ZoneOffset.UTC);
    } catch (DateTimeException none) {
      throw new Formula.FormulaException(
          "zone: given %s; allowed: a time zone such as Europe/Berlin"
              .formatted(form.zone().flatMap(zone -> zone.render(known)).orElse("")));
    }
  }

  /** A time as the CMMS wants to be asked for it. */
  public static String written(OrderReading.Form form, Instant at, Map<String, Object> instance) {
    return Values.text(form.encoding().of(at, form.pattern(), zone(form, instance)));
  }

  private Facts closure(Map<String, Object> known) {
    Facts.Builder facts = Facts.builder();
    for (ClosureFields.Field field : ClosureFields.all()) {
      Optional.ofNullable(reading.closure().get(field.name()))
          .flatMap(formula -> formula.value(known))
          .filter(value -> !"".equals(value))
          .ifPresent(value -> facts.put(field.name(), kept(field, value)));
    }
    return facts.build();
  }

  private static Object kept(ClosureFields.Field field, Object value) {
    return field.kind() == ClosureFields.Kind.TEXT ? Values.text(value) : value;
  }

  private Optional<Outcome> verdict(Map<String, Object> known) {
    return reading.verdicts().stream()
        .filter(verdict -> verdict.when().value(known).filter(Boolean.TRUE::equals).isPresent())
        .map(OrderReading.Verdict::is)
        .findFirst();
  }

  private static Optional<String> text(Optional<Formula> formula, Map<String, Object> known) {
    return formula
        .flatMap(given -> given.value(known))
        .map(Values::text)
        .filter(text -> !text.isBlank());
  }
}
