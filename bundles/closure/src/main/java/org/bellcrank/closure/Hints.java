package org.bellcrank.closure;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Orders of one instance that are to be asked for singly, each until its question was answered. One
 * that is not answered again and again, while others are, is given up. Safe for any thread.
 */
final class Hints {

  private static final int MOST_TRIES = 5;

  private final Set<String> fresh = new LinkedHashSet<>();
  private final Set<String> again = new LinkedHashSet<>();
  private final Map<String, Integer> tries = new HashMap<>();

  synchronized void add(String order) {
    fresh.add(order);
  }

  synchronized void addAll(Collection<String> orders) {
    fresh.addAll(orders);
  }

  /** Whether there is one that nobody has tried: what was tried waits for the next reading. */
  synchronized boolean isFresh() {
    return !fresh.isEmpty();
  }

  /** All of them; they are no more here. */
  synchronized Deque<String> take() {
    Set<String> all = new LinkedHashSet<>(again);
    all.addAll(fresh);
    again.clear();
    fresh.clear();
    return new ArrayDeque<>(all);
  }

  synchronized void answered(String order) {
    tries.remove(order);
  }

  /** Comes again behind the others, a few times. */
  synchronized void failed(String order) {
    if (tries.merge(order, 1, Integer::sum) < MOST_TRIES) {
      again.add(order);
    } else {
      tries.remove(order);
    }
  }

  /** What nobody came to ask for comes first the next time. */
  synchronized void putBack(Collection<String> unasked) {
    Set<String> all = new LinkedHashSet<>(unasked);
    all.addAll(again);
    again.clear();
    again.addAll(all);
  }
}
