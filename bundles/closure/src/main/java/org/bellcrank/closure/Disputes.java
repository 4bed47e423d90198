package org.bellcrank.closure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.bellcrank.delivery.ForeignOrder;

/**
 * Records of one instance that seem older than what is known and say something else: their list
 * came late, or the clock there was put back. Each is worth one answer and no more; until that has
 * come it stands among the {@link Hints}.
 */
final class Disputes {

  private static final int MOST = 1000;

  private final Set<String> known = new HashSet<>();
  private final Deque<String> order = new ArrayDeque<>();

  /** Whether it was not seen yet; the eldest are forgotten. */
  boolean isNew(ForeignOrder read) {
    String key =
        "%s %s".formatted(read.foreignId().or(read::reference).orElse(""), read.changedAt());
    if (!known.add(key)) {
      return false;
    }
    order.add(key);
    if (order.size() > MOST) {
      known.remove(order.remove());
    }
    return true;
  }
}
