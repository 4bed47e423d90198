package org.bellcrank.pipeline.start;

import java.time.Instant;
import java.util.List;
import org.bellcrank.journal.Facts;

/**
 * One stage of the start.
 *
 * @param id unique, for example {@code documents} or {@code source/cam-1}
 * @param title for people
 * @param state whether it is up
 * @param gates whether deciding waits for it
 * @param after ids of the stages that it waits for
 * @param since when it got into its state
 * @param words what is up, or what it waits for; one line that does not change while nothing does
 * @param advice what a person may do about it; empty while it is up
 */
public record Stage(
    String id,
    String title,
    State state,
    boolean gates,
    List<String> after,
    Instant since,
    String words,
    String advice) {

  /** Keeps an unmodifiable copy. */
  public Stage {
    after = List.copyOf(after);
  }

  /** Whether a stage is up. */
  public enum State {
    /** It is waited for. */
    WAITING,
    /** It is there, and whole. */
    UP,
    /** It did not come in time or cannot come; it is said so, and the start goes on without it. */
    MISSING
  }

  /** For pages, the journal and the cloud. */
  public Facts facts() {
    return Facts.with("id", id)
        .put("title", title)
        .put("state", state)
        .put("gates", gates)
        .put("after", after)
        .put("since", since)
        .put("words", words)
        .put("advice", advice)
        .build();
  }
}
