package org.bellcrank.delivery.engine;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Diagnosis;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.FieldFacts.Fact;
import org.bellcrank.delivery.connector.Formula;
import org.bellcrank.delivery.connector.Mapper;
import org.bellcrank.delivery.connector.Mapping;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.WorkOrder;

/** Finds out which field a refused row was refused for, which rule it broke and what would help. */
final class Diagnosing {

  private static final int SHOWN = 80;
  private static final int SHORTEST_NAME = 4;
  private static final int SHORTEST_VALUE = 3;

  private final Delivery row;
  private final WorkOrder order;
  private final ConnectorInstance instance;
  private final Connector connector;
  private final Facts refusal;
  private final String on;
  private final Map<String, String> sent = new LinkedHashMap<>();
  private Optional<String> unmapped = Optional.empty();

  private Diagnosing(
      Delivery row, WorkOrder order, ConnectorInstance instance, Connector connector) {
    this.row = row;
    this.order = order;
    this.instance = instance;
    this.connector = connector;
    refusal = row.variables().facts(Walk.REFUSAL).orElse(Facts.empty());
    on =
        Optional.ofNullable(connector.recipe().steps().get(row.step()))
            .flatMap(step -> step.request().mapping())
            .orElse(on(row.purpose()));
  }

  private static String on(Purpose purpose) {
    return switch (purpose) {
      case UPDATE -> "update";
      case CONDITION -> "condition";
      default -> "create";
    };
  }

  static Diagnosis of(
      Delivery row, WorkOrder order, ConnectorInstance instance, Connector connector) {
    return new Diagnosing(row, order, instance, connector).diagnosis();
  }

  /** What can be said where the connector is not there. */
  static Diagnosis withoutConnector(Delivery row) {
    Facts refusal = row.variables().facts(Walk.REFUSAL).orElse(Facts.empty());
    return new Diagnosis(
        refusal.text("field"),
        refusal.text("code"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "Its connector or instance is not loaded; bring it back, then send it again.");
  }

  private Diagnosis diagnosis() {
    if (row.purpose() != Purpose.ATTACH) {
      write();
    }
    Optional<String> named = refusal.text("field").map(this::pointer);
    Optional<String> field =
        named.or(() -> unmapped).or(this::breaking).or(this::byValue).or(this::byName);
    Optional<Fact> fact = field.flatMap(name -> connector.facts().find(name, on));
    Optional<String> value = field.map(sent::get);
    Optional<String> breach = fact.flatMap(known -> Breach.of(known, value, on));
    Optional<Mapping.Field> mapped = field.flatMap(name -> connector.mapping().field(name));
    return new Diagnosis(
        field,
        refusal.text("code"),
        value.map(Diagnosing::shown),
        fact.map(Breach::rule),
        breach,
        mapped.map(this::place),
        new Suggestion(row, order, instance, unmapped).of(field, mapped, value, breach));
  }

  /** What the mapping writes now, by pointer. */
  private void write() {
    try {
      new Mapper(connector.mapping())
          .fields(on, KnownNames.of(order, instance, row))
          .forEach((pointer, value) -> sent.put(pointer, String.valueOf(value)));
    } catch (Mapper.UnmappedException e) {
      unmapped = Optional.of(e.field());
    } catch (RuntimeException e) { // one order that cannot be written hides no other
      // What the order carries cannot be read as what the mapping expects: the words say it.
      sent.clear();
    }
  }

  /** The mapping's pointer for what the other side called the field. */
  private String pointer(String called) {
    String plain = plain(called.substring(Math.max(called.lastIndexOf('.'), last(called)) + 1));
    return connector.mapping().fields().stream()
        .filter(each -> plain(each.to().substring(last(each.to()) + 1)).equals(plain))
        .min(Comparator.comparing(each -> !each.on().contains(on)))
        .map(Mapping.Field::to)
        .orElse(called);
  }

  /** A field whose rule is broken by what is sent now. */
  private Optional<String> breaking() {
    return row.purpose() == Purpose.ATTACH || sent.isEmpty()
        ? Optional.empty()
        : connector.mapping().fields().stream()
            .filter(each -> each.on().contains(on))
            .map(Mapping.Field::to)
            .filter(
                to ->
                    connector
                        .facts()
                        .find(to, on)
                        .flatMap(fact -> Breach.of(fact, Optional.ofNullable(sent.get(to)), on))
                        .isPresent())
            .findFirst();
  }

  /** The field whose value the words quote; the longest counts. */
  private Optional<String> byValue() {
    return sent.entrySet().stream()
        .filter(each -> each.getValue().length() >= SHORTEST_VALUE)
        .filter(each -> each.getValue().length() <= SHOWN && quoted(each.getValue()))
        .max(Comparator.comparingInt(each -> each.getValue().length()))
        .map(Map.Entry::getKey);
  }

  /** The field whose name stands in the words; the longest counts. */
  private Optional<String> byName() {
    return connector.mapping().fields().stream()
        .map(Mapping.Field::to)
        .filter(to -> to.length() - last(to) > SHORTEST_NAME && quoted(to.substring(last(to) + 1)))
        .max(Comparator.comparingInt(String::length));
  }

  private boolean quoted(String text) {
    return Pattern.compile(
            "(?<![\\p{L}\\p{N}_])" + Pattern.quote(text) + "(?![\\p{L}\\p{N}_])",
            Pattern.CASE_INSENSITIVE)
        .matcher(row.words())
        .find();
  }

  private String place(Mapping.Field field) {
    return Suggestion.at(field) + " from " + field.from().map(Formula::text).orElse("its lines");
  }

  private static int last(String pointer) {
    return pointer.lastIndexOf('/');
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static String shown(String value) {
    return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
  }

  /** Whether nobody knows what became of a row. */
  static boolean unsure(Delivery row) {
    return row.state() == DeliveryState.UNSURE;
  }
}
