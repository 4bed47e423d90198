package org.bellcrank.delivery.connector;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.connector.ForeignRecord.UnreadableException;
import org.bellcrank.delivery.connector.OrderReading.Taken;

/** Takes the values of a connector's names from a record. */
final class RecordValues {

  private final Map<String, Taken> names;
  private final Map<String, Object> instance;

  RecordValues(Map<String, Taken> names, Map<String, Object> instance) {
    this.names = names;
    this.instance = instance;
  }

  /** What is known of the instance and of the record, by the names that expressions read. */
  Map<String, Object> of(Content record) throws UnreadableException {
    Map<String, Object> known = new LinkedHashMap<>(instance);
    for (Map.Entry<String, Taken> entry : names.entrySet()) {
      value(entry.getKey(), entry.getValue(), record)
          .ifPresent(value -> known.put(OrderReading.PREFIX + entry.getKey(), value));
    }
    return known;
  }

  /**
   * The same, without what cannot be read.
   *
   * @param broken takes why, by the name that expressions read
   */
  Map<String, Object> of(Content record, Map<String, String> broken) {
    Map<String, Object> known = new LinkedHashMap<>(instance);
    names.forEach(
        (name, taken) -> {
          String read = OrderReading.PREFIX + name;
          try {
            value(name, taken, record).ifPresent(value -> known.put(read, value));
          } catch (UnreadableException | Formula.FormulaException otherKind) {
            broken.put(read, otherKind.getMessage());
          }
        });
    return known;
  }

  private Optional<Object> value(String name, Taken taken, Content record)
      throws UnreadableException {
    List<Content> items = items(taken, record);
    if (taken.isList()) {
      List<String> texts = items.stream().flatMap(item -> text(item, taken).stream()).toList();
      return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
    }
    if (taken.sum()) {
      return sum(name, taken, items);
    }
    Optional<String> text = items.stream().findFirst().flatMap(item -> text(item, taken));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        read(name, taken, text.get(), taken.time().flatMap(path -> text(items.get(0), path))));
  }

  /** Empty where no item has a number. */
  private Optional<Object> sum(String name, Taken taken, List<Content> items)
      throws UnreadableException {
    Optional<Object> sum = Optional.empty();
    for (Content item : items) {
      Optional<String> text = text(item, taken);
      if (text.isPresent()) {
        double more = (double) read(name, taken, text.get(), Optional.empty());
        sum = Optional.of(sum.map(Double.class::cast).orElse(0.0) + more);
      }
    }
    return sum;
  }

  private Object read(String name, Taken taken, String text, Optional<String> time)
      throws UnreadableException {
    return typed(taken, text, time)
        .orElseThrow(
            () ->
                new UnreadableException(
                    "%s at %s: given \"%s\"; allowed: a value of type %s%s"
                        .formatted(
                            name,
                            taken.at(),
                            shortened(text),
                            taken.type().name().toLowerCase(Locale.ROOT),
                            form(taken))));
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
    ZoneId zone = ForeignRecord.zone(form, instance);
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
}
