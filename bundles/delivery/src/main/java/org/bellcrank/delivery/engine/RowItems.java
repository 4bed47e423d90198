package org.bellcrank.delivery.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.connector.Recipe;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.journal.Facts;

/** At which item of which of its order's lists a row is; how far it came in each of them. */
final class RowItems {

  /** In a row's variables: which list it is at; the tasks where nothing is said. */
  private static final String LIST = "list";

  private RowItems() {}

  /**
   * In a row's variables: which item of a list it is at, from 0; stays behind the last one, so that
   * a list that is done is not walked again when its row begins anew.
   */
  private static String item(Step.Each list) {
    return list == Step.Each.TASKS ? "item" : list.one();
  }

  static Step.Each list(Delivery row) {
    return row.variables().text(LIST).map(Step.Each::valueOf).orElse(Step.Each.TASKS);
  }

  /** The item that a row is at, from 0. */
  static long at(Delivery row) {
    return row.variables().whole(item(list(row))).orElse(0);
  }

  /** The row at the list of a step, where it was last there or at its first item. */
  static Delivery at(Delivery row, Step step) {
    if (step.each().isEmpty()) {
      return row;
    }
    Step.Each list = step.each().get();
    Delivery there = list == list(row) ? row : row.withVariable(LIST, list.name());
    return there.variables().has(item(list)) ? there : there.withVariable(item(list), 0);
  }

  /** The row at the first item of a step's list, from which all of them are walked once more. */
  static Delivery again(Delivery row, Step step) {
    return at(row, step).withVariable(item(step.each().orElseThrow()), 0);
  }

  /** The row at the next item, without what was found out about the one before. */
  static Delivery after(Recipe recipe, Delivery row) {
    Set<String> ofItems =
        recipe.flow(row.purpose()).stream()
            .filter(step -> step.each().isPresent())
            .flatMap(step -> step.extract().keySet().stream())
            .collect(Collectors.toSet());
    Facts found = row.variables().facts(Walk.FOUND).orElse(Facts.empty());
    Facts.Builder kept = Facts.builder();
    found.values().forEach((name, value) -> kept.put(name, ofItems.contains(name) ? null : value));
    return row.withVariables(
        row.variables().toBuilder()
            .put(item(list(row)), at(row) + 1)
            .put(Walk.FOUND, kept.build())
            .put(Walk.DOUBTS, 0)
            .build());
  }

  /** Whether a row has come to an item. */
  static boolean any(Delivery row) {
    return row.variables().has(item(list(row)));
  }

  /** Number of the item that a step is for, from 1; empty for steps that do not repeat. */
  static Optional<Long> number(Delivery row, Step step) {
    return step == null || step.each().isEmpty()
        ? Optional.empty()
        : Optional.of(row.variables().whole(item(step.each().get())).orElse(0) + 1);
  }

  /** How many items of all its lists a row has behind it; empty where it had none to walk. */
  static Optional<Long> done(Delivery row) {
    List<OptionalLong> each =
        Arrays.stream(Step.Each.values())
            .map(list -> row.variables().whole(item(list)))
            .filter(OptionalLong::isPresent)
            .toList();
    return each.isEmpty()
        ? Optional.empty()
        : Optional.of(each.stream().mapToLong(OptionalLong::getAsLong).sum());
  }

  /** What a row keeps of it when a person has it tried again. */
  static Facts kept(Delivery row) {
    Facts.Builder kept = Facts.with(LIST, row.variables().text(LIST));
    for (Step.Each list : Step.Each.values()) {
      kept.put(item(list), row.variables().values().get(item(list)));
    }
    return kept.build();
  }
}
