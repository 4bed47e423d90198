package org.bellcrank.store.jdbc;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Numbers that the one writer keeps in memory and that go into the table {@code counter} with each
 * group of units: last places, and how many there are of each kind. What a failed unit changed is
 * taken back.
 */
final class Counters {

  private final Map<String, Long> values = new HashMap<>();
  private final Map<String, Long> beforeUnit = new HashMap<>();
  private final Set<String> changed = new HashSet<>();

  /** Adds and returns the new value. */
  long add(String name, long delta) {
    long before = values.getOrDefault(name, 0L);
    beforeUnit.putIfAbsent(name, before);
    values.put(name, before + delta);
    return before + delta;
  }

  /** The values whose names begin with the prefix, by the rest of the name. */
  Map<String, Long> under(String prefix) {
    Map<String, Long> found = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), value);
          }
        });
    return found;
  }

  void keepUnit() {
    changed.addAll(beforeUnit.keySet());
    beforeUnit.clear();
  }

  void undoUnit() {
    values.putAll(beforeUnit);
    beforeUnit.clear();
  }

  /** Writes what changed since the last group. */
  void write(Session session) {
    for (String name : changed) {
      session.update(
          "INSERT INTO counter (name, value) VALUES (?, ?)"
              + " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
          name,
          values.get(name));
    }
    changed.clear();
  }

  /** Takes the values that are on disk. */
  void load(Session session) {
    values.clear();
    beforeUnit.clear();
    changed.clear();
    values.putAll(read(session, ""));
  }

  /** The values on disk whose names begin with the prefix, by the rest of the name. */
  static Map<String, Long> read(Session session, String prefix) {
    Map<String, Long> found = new TreeMap<>();
    session.query(
        "SELECT name, value FROM counter WHERE substr(name, 1, ?) = ?",
        row -> found.put(row.getString(1).substring(prefix.length()), row.getLong(2)),
        prefix.length(),
        prefix);
    return found;
  }
}
