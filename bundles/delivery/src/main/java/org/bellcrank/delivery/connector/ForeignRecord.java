package org.bellcrank.delivery.connector;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.ClosureFields;
import org.bellcrank.delivery.ForeignOrder;
import org.bellcrank.delivery.Outcome;
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
    Map<String, Object> known = new RecordValues(reading.names(), instance).of(record);
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

  /** What a question beside a record may read; what cannot be read of the record is missing. */
  public Map<String, Object> known(Content record) {
    return new RecordValues(reading.names(), instance).of(record, new LinkedHashMap<>());
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

  static Optional<String> text(Optional<Formula> formula, Map<String, Object> known) {
    return formula
        .flatMap(given -> given.value(known))
        .map(Values::text)
        .filter(text -> !text.isBlank());
  }
}
