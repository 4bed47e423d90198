package org.bellcrank.delivery.engine;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Rows that could not even be worked on, and how long each is left in peace. In memory, since the
 * store itself may be what is broken. Safe for any thread.
 */
final class Rests {

  private record Rest(int failures, long untilTicks) {}

  private final Map<String, Rest> rests = new ConcurrentHashMap<>();
  private final LongSupplier ticker;

  Rests(LongSupplier ticker) {
    this.ticker = ticker;
  }

  /** How often it failed running, this time included. */
  int failed(String row, Walk.Pauses pauses) {
    int failures = rests.containsKey(row) ? rests.get(row).failures() + 1 : 1;
    long until = ticker.getAsLong() + pauses.after(failures).toNanos();
    rests.put(row, new Rest(failures, until));
    return failures;
  }

  void worked(String row) {
    rests.remove(row);
  }

  /** The rows to pass over now. */
  Set<String> now() {
    long ticks = ticker.getAsLong();
    return rests.entrySet().stream()
        .filter(each -> each.getValue().untilTicks() - ticks > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
