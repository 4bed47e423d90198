package org.bellcrank.rule;

import java.time.Duration;
import java.util.Optional;

/** What a rule does with a finding. */
public sealed interface Action {

  /**
   * Makes an order, or joins the open one of the same cause.
   *
   * @param template id of the template
   * @param priority 1 to 5 in place of the matrix's; empty means the matrix decides
   * @param repeats what becomes of it where the cause has, or had, an order
   */
  record Raise(String template, Optional<Integer> priority, Repeats repeats) implements Action {

    /** Repeats as where the documents say nothing. */
    public Raise(String template, Optional<Integer> priority) {
      this(template, priority, Repeats.DEFAULT);
    }
  }

  /**
   * Puts the finding into a person's queue.
   *
   * @param queue who looks, for example {@code shift-supervisor}
   * @param template id of the template of the order that the person may make of it; empty means
   *     that the person names one
   */
  record Review(String queue, Optional<String> template) implements Action {}

  /** Records the finding and nothing more. */
  record Log() implements Action {}

  /** Silences the finding. */
  record Suppress() implements Action {}

  /**
   * Waits and decides again.
   *
   * @param atMost how long at most
   * @param nextShift whether the start of the next shift ends the wait before that
   */
  record Hold(Duration atMost, boolean nextShift) implements Action {}
}
