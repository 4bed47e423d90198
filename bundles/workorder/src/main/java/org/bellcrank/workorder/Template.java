package org.bellcrank.workorder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an order is written.
 *
 * @param id unique in the site documents
 * @param type type of the order; empty leaves it to the class table
 * @param title one line with placeholders
 * @param description several lines with placeholders; a line whose placeholder is not known is left
 *     out
 * @param recommendedAction what to do; may hold placeholders
 * @param failureCode problem code of the CMMS
 * @param dueWithin due date counted from the decision
 * @param lead how long before the predicted end of life the work must be done, zero or more; says
 *     nothing of findings that predict none
 * @param window when the work should be done
 * @param origin tag that marks orders made by the gateway; empty leaves it to the site
 * @param approval who approves its orders; empty leaves it to the site
 * @param tasks what is to be done, in its order; empty where the action says it all
 * @param parts what the work is likely to need; empty where nobody planned it
 * @param fields further fields by dotted name
 */
public record Template(
    String id,
    Optional<OrderType> type,
    Text title,
    Text description,
    Optional<Text> recommendedAction,
    Optional<String> failureCode,
    Optional<Duration> dueWithin,
    Optional<Duration> lead,
    Window window,
    Optional<Origin> origin,
    Optional<Approval> approval,
    List<Task> tasks,
    List<Part> parts,
    Map<String, Text> fields) {

  /**
   * One piece of the work.
   *
   * @param text one line with placeholders; a task whose placeholder is not known is left out
   * @param minutes how long it takes; empty where nobody planned it
   */
  public record Task(Text text, OptionalInt minutes) {}

  /**
   * Something that the work is likely to need.
   *
   * @param number in the plant's stores
   * @param name in words; empty where the number says it all
   * @param quantity in the unit, above 0
   * @param unit as the stores write it, for example {@code L}; empty for the stores' own
   */
  public record Part(String number, Optional<String> name, int quantity, Optional<String> unit) {

    /**
     * The same part with another line of its number: quantities of one unit are added, and one of
     * another unit is said in its name, since a line of an order has one unit.
     */
    Part and(Part other) {
      boolean same = unit.equals(other.unit);
      List<String> words = new ArrayList<>();
      name.ifPresent(known -> words.addAll(List.of(known.split("; "))));
      other.name.filter(given -> !words.contains(given)).ifPresent(words::add);
      if (!same) {
        words.add("and " + other.quantity + other.unit.map(" "::concat).orElse(""));
      }
      return new Part(
          number,
          words.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", words)),
          same ? quantity + other.quantity : quantity,
          unit);
    }

    /**
     * One line: {@code 2 x 7014C (angular contact bearing)}, with a unit {@code 3 L of G-1
     * (grease)}.
     */
    @Override
    public String toString() {
      String of = unit.map(" %s of "::formatted).orElse(" x ");
      return quantity + of + number + name.map(" (%s)"::formatted).orElse("");
    }
  }

  /** Keeps an unmodifiable copy. */
  public Template {
    tasks = List.copyOf(tasks);
    parts = List.copyOf(parts);
    fields = Map.copyOf(fields);
  }
}
