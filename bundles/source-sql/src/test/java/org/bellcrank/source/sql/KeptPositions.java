package org.bellcrank.source.sql;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bellcrank.journal.Positions;

/** Positions without a disk. Safe for any thread. */
final class KeptPositions implements Positions {

  private final Map<String, Long> places = new ConcurrentHashMap<>();

  @Override
  public long position(String reader) {
    return places.getOrDefault(reader, 0L);
  }

  @Override
  public void advance(String reader, long to) {
    if (to < position(reader)) {
      throw new IllegalArgumentException("backwards");
    }
    places.put(reader, to);
  }
}
