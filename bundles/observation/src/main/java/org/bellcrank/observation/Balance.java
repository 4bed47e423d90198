package org.bellcrank.observation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Whether every accepted finding is in exactly one state.
 *
 * @param accepted findings of all accepted observations, tests left out
 * @param tests accepted canaries; they stand in {@link Disposition#TEST} alone
 * @param states how many are in each state; every state has its line
 * @param position the last entry of the journal that was read
 */
public record Balance(long accepted, long tests, Map<Disposition, Long> states, long position) {

  /** Keeps an unmodifiable copy with a line for every state. */
  public Balance {
    Map<Disposition, Long> all = new EnumMap<>(Disposition.class);
    for (Disposition state : Disposition.values()) {
      all.put(state, states.getOrDefault(state, 0L));
    }
    states = Collections.unmodifiableMap(all);
  }

  /**
   * Accepted findings and tests less those in a state: 0 when none was lost and none counted twice.
   */
  public long difference() {
    return accepted + tests - states.values().stream().mapToLong(Long::longValue).sum();
  }
}
