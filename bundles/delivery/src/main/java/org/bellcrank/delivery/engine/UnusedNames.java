package org.bellcrank.delivery.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Formula;
import org.bellcrank.delivery.connector.Mapping;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.delivery.connector.Template;
import org.bellcrank.workorder.OrderFields;

/** Which of an order's names a connector does not read. */
final class UnusedNames {

  private final Connector connector;
  private final Set<String> used = new HashSet<>();

  /**
   * Of one body of the mapping and the whole recipe.
   *
   * @param on {@code create} or {@code update}
   */
  UnusedNames(Connector connector, String on) {
    this.connector = connector;
    connector.mapping().fields().stream()
        .filter(field -> field.on().contains(on))
        .forEach(this::add);
    connector.recipe().steps().values().forEach(this::add);
    connector.link().ifPresent(link -> used.addAll(link.names()));
  }

  /**
   * In the order of {@link OrderFields}.
   *
   * @param known what is known of an order
   */
  List<String> of(Map<String, Object> known) {
    return OrderFields.all().stream()
        .map(OrderFields.Field::name)
        .filter(known::containsKey)
        .filter(name -> !used.contains(name))
        .toList();
  }

  private void add(Mapping.Field field) {
    field.from().map(Formula::names).ifPresent(used::addAll);
    field.lines().forEach(line -> used.addAll(line.names()));
    field.tail().map(Template::names).ifPresent(used::addAll);
    field.form().zone().map(Template::names).ifPresent(used::addAll);
    if (field.repeats()) {
      used.addAll(field.each().names());
    }
  }

  private void add(Step step) {
    used.addAll(step.names());
    step.each().map(Step.Each::names).ifPresent(used::addAll);
  }
}
