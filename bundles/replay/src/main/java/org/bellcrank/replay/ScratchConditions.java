package org.bellcrank.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bellcrank.condition.ConditionBook;
import org.bellcrank.journal.Facts;

/** States of conditions, and findings counted by the hour. */
final class ScratchConditions implements ConditionBook {

  private static final long HOUR = Duration.ofHours(1).toSeconds();

  private final ScratchStore store;
  private final Map<String, Facts> states = new HashMap<>();
  private final Map<Key, TreeMap<Long, Long>> hours = new HashMap<>();

  private record Key(String asset, String defectClass) {}

  ScratchConditions(ScratchStore store) {
    this.store = store;
  }

  void putAll(ScratchConditions other) {
    states.putAll(other.states);
    other.hours.forEach((key, counts) -> hours.put(key, new TreeMap<>(counts)));
  }

  @Override
  public Optional<Facts> state(String key) {
    return Optional.ofNullable(states.get(key));
  }

  @Override
  public void keep(String key, Facts state) {
    Facts before = states.put(key, state);
    store.changed(
        () -> {
          if (before == null) {
            states.remove(key);
          } else {
            states.put(key, before);
          }
        });
  }

  @Override
  public void forget(String key) {
    Facts before = states.remove(key);
    if (before != null) {
      store.changed(() -> states.put(key, before));
    }
  }

  @Override
  public Map<String, Facts> states(String prefix) {
    Map<String, Facts> found = new TreeMap<>(states);
    found.keySet().removeIf(key -> !key.startsWith(prefix));
    return found;
  }

  @Override
  public void count(String asset, String defectClass, Instant at) {
    TreeMap<Long, Long> counts =
        hours.computeIfAbsent(new Key(asset, defectClass), key -> new TreeMap<>());
    counts.merge(hour(at), 1L, Long::sum);
    store.changed(() -> counts.merge(hour(at), -1L, Long::sum));
  }

  @Override
  public long counted(String asset, String defectClass, Instant from, Instant to) {
    TreeMap<Long, Long> counts = hours.get(new Key(asset, defectClass));
    long sum = 0;
    if (counts != null) {
      for (long each : counts.subMap(hour(from), true, hour(to), true).values()) {
        sum += each;
      }
    }
    return sum;
  }

  private static long hour(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), HOUR);
  }
}
