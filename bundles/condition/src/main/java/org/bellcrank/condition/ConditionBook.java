package org.bellcrank.condition;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/** The kept states of conditions; a port of the unit of work. */
public interface ConditionBook {

  /** The state under a key, as the step wrote it. */
  Optional<Facts> state(String key);

  /** Keeps a state in place of the one before. */
  void keep(String key, Facts state);

  /** Forgets a state; nothing where there is none. */
  void forget(String key);

  /** The states whose keys begin so, by key. */
  Map<String, Facts> states(String prefix);

  /** Counts one finding of a class on an asset in the hour that holds {@code at}. */
  void count(String asset, String defectClass, Instant at);

  /**
   * Findings of a class on an asset in the hours from that of {@code from} to that of {@code to}.
   */
  long counted(String asset, String defectClass, Instant from, Instant to);
}
