package org.bellcrank.observation;

/**
 * A source that tells how it is; offered as a service by each source that is no camera. Answers at
 * once from any thread.
 */
public interface SourceLife {

  /** How it is now. */
  Sign sign();

  /**
   * How a source is.
   *
   * @param name unique among the sources, for people and documents, 1 to 100 characters
   * @param kind for example {@code mqtt}
   * @param alive whether what it watches can reach it now
   * @param words what was proven by it, or why it is not alive; one line that does not change while
   *     nothing does
   */
  record Sign(String name, String kind, boolean alive, String words) {}
}
