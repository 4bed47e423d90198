package org.bellcrank.observation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A source that tells how it is; offered as a service by each source that is no camera. Answers at
 * once from any thread.
 */
public interface SourceLife {

  /** How it is now; of one that speaks for several, how they are together. */
  Sign sign();

  /** How each is for which it speaks, in no order; none where it speaks for nobody now. */
  default List<Sign> signs() {
    return List.of(sign());
  }

  /**
   * How a source is.
   *
   * @param name unique among the sources, for people and documents, 1 to 100 characters
   * @param kind for example {@code mqtt}
   * @param alive whether what it watches can reach it now
   * @param words what was proven by it, or why it is not alive; one line that does not change while
   *     nothing does
   * @param points how the points fare that it gives values; empty where it does not know points
   */
  record Sign(String name, String kind, boolean alive, String words, Optional<Points> points) {

    /** Of a source that does not know points. */
    public Sign(String name, String kind, boolean alive, String words) {
      this(name, kind, alive, words, Optional.empty());
    }
  }

  /**
   * How the points of a source fare.
   *
   * @param good so many have a value
   * @param bad so many have none, as the source says
   * @param silent of so many nothing was told yet
   * @param newest when the last value came, by the gateway's clock; empty before the first
   * @param skipped readings since the start that were left out because the one before took longer
   *     than its period
   */
  record Points(int good, int bad, int silent, Optional<Instant> newest, long skipped) {

    /** All of them. */
    public int all() {
      return good + bad + silent;
    }
  }
}
