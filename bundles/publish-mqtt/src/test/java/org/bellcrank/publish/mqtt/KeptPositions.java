package org.bellcrank.publish.mqtt;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bellcrank.journal.Positions;

/** Positions in memory. */
final class KeptPositions implements Positions {

  private final Map<String, Long> places = new ConcurrentHashMap<>();

  @Override
  public long position(String reader) {
    return places.getOrDefault(reader, 0L);
  }

  @Override
  public void advance(String reader, long to) {
    places.merge(
        reader,
        to,
        (was, now) -> {
          if (now < was) {
            throw new IllegalArgumentException("back from " + was + " to " + now);
          }
          return now;
        });
  }
}
