package org.bellcrank.journal;

/**
 * How far each follower of the journal or of the observations has come; a port of the unit of work,
 * so that a follower's work and its position commit together.
 */
public interface Positions {

  /** The last place a follower has dealt with; 0 while it has not begun. */
  long position(String reader);

  /**
   * Moves a follower forward.
   *
   * @param reader the follower's name, lower case, for example {@code pipeline}
   * @param to the last place it has dealt with
   * @throws IllegalArgumentException when {@code to} lies before its position
   */
  void advance(String reader, long to);
}
