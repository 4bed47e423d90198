package org.bellcrank.delivery.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.connector.AnswerRules.Meaning;

/**
 * Where an answer that says done tells for single items whether they were: a multi-status answer, a
 * table of messages.
 *
 * @param list which items are ours
 * @param state path, below an item, of its state
 * @param means what a state means; {@code 4xx} stands for all of that hundred
 * @param otherwise what any other state means
 * @param missing what it means when no item is ours
 * @param words where an item says what is wrong
 */
public record Items(
    Step.Pick list,
    String state,
    Map<String, Meaning> means,
    Meaning otherwise,
    Meaning missing,
    ErrorWords words) {

  /** From what says most to what says least: of several items the first of these counts. */
  private static final List<Meaning> WORST_FIRST =
      List.of(
          Meaning.REFUSED,
          Meaning.UNAUTHORISED,
          Meaning.UNCERTAIN,
          Meaning.BUSY,
          Meaning.NOT_FOUND,
          Meaning.ACCEPTED);

  /**
   * What an answer means for us.
   *
   * @param item the item that says so; empty when none is ours
   */
  public record Found(Meaning meaning, Optional<Content> item) {}

  /** Reads an answer. */
  public Found in(Content answer, Map<String, Object> known) {
    List<Content> ours = list.from(answer, known);
    for (Meaning meaning : WORST_FIRST) {
      Optional<Content> first = ours.stream().filter(item -> meaning(item) == meaning).findFirst();
      if (first.isPresent()) {
        return new Found(meaning, first);
      }
    }
    return new Found(missing, Optional.empty());
  }

  private Meaning meaning(Content item) {
    String given = item.text(state).orElse("");
    Meaning exact = means.get(given);
    if (exact != null) {
      return exact;
    }
    Meaning hundred = given.matches("[1-5]\\d\\d") ? means.get(given.charAt(0) + "xx") : null;
    return hundred == null ? otherwise : hundred;
  }
}
