package org.bellcrank.pipeline;

import java.time.Instant;

/**
 * How deciding goes.
 *
 * @param state whether it works
 * @param note why it does not, for people; empty while it runs
 * @param since when this state began
 */
public record Deciding(State state, String note, Instant since) {

  /** Whether deciding works. */
  public enum State {
    /** Accepted observations are decided as they come. */
    RUNNING,
    /** Nothing is wrong, but nothing can be decided yet. */
    WAITING,
    /** The last try failed; nothing is lost, it is tried again. */
    FAILING,
    /** The gateway is going down. */
    STOPPED
  }
}
