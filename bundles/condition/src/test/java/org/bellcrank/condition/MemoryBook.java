package org.bellcrank.condition;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bellcrank.journal.Facts;

/** States and counts in memory, by the contract of the port. */
final class MemoryBook implements ConditionBook {

  private final Map<String, Facts> states = new HashMap<>();
  private final Map<String, TreeMap<Long, Long>> counts = new HashMap<>();

  @Override
  public Optional<Facts> state(String key) {
    return Optional.ofNullable(states.get(key)).map(facts -> Facts.parse(facts.json()));
  }

  @Override
  public void keep(String key, Facts state) {
    states.put(key, state);
  }

  @Override
  public void forget(String key) {
    states.remove(key);
  }

  @Override
  public Map<String, Facts> states(String prefix) {
    Map<String, Facts> found = new TreeMap<>(states);
    found.keySet().removeIf(key -> !key.startsWith(prefix));
    return found;
  }

  @Override
  public void count(String asset, String defectClass, Instant at) {
    counts
        .computeIfAbsent(asset + defectClass, key -> new TreeMap<>())
        .merge(Math.floorDiv(at.getEpochSecond(), 3600L), 1L, Long::sum);
  }

  @Override
  public long counted(String asset, String defectClass, Instant from, Instant to) {
    return counts
        .getOrDefault(asset + defectClass, new TreeMap<>())
        .subMap(
            Math.floorDiv(from.getEpochSecond(), 3600L),
            true,
            Math.floorDiv(to.getEpochSecond(), 3600L),
            true)
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }
}
