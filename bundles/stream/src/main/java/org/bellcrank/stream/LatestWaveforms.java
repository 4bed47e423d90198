package org.bellcrank.stream;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest waveform of each point, for people who look at its spectrum. Of a longer one its end
 * is kept; where all together have no room, the point that was heard longest ago is forgotten. Safe
 * for any thread.
 */
final class LatestWaveforms {

  /** Values of one waveform that are kept at most: its end. */
  static final int LONGEST = 1 << 16;

  /** Values of all together at most; 32 MB. */
  static final int ROOM = 1 << 22;

  /** Points at most, whoever invents names for them. */
  static final int MOST = 2_000;

  private final Map<String, Waveform> kept = new LinkedHashMap<>(); // heard longest ago first
  private final int room;
  private long values;

  LatestWaveforms() {
    this(ROOM);
  }

  LatestWaveforms(int room) {
    this.room = room;
  }

  void saw(Waveform given) {
    Waveform newest = end(given);
    synchronized (this) {
      drop(newest.point());
      kept.put(newest.point(), newest);
      values += newest.values().length;
      while ((values > room || kept.size() > MOST) && kept.size() > 1) {
        drop(kept.keySet().iterator().next());
      }
    }
  }

  private void drop(String point) {
    Waveform gone = kept.remove(point);
    values -= gone == null ? 0 : gone.values().length;
  }

  private static Waveform end(Waveform given) {
    int more = given.values().length - LONGEST;
    if (more <= 0) {
      return given;
    }
    Instant from = given.from().plusNanos((long) (more / given.rate() * 1e9));
    double[] last = Arrays.copyOfRange(given.values(), more, given.values().length);
    return new Waveform(given.point(), from, given.rate(), last, given.unit(), given.speed());
  }

  synchronized Optional<Waveform> of(String point) {
    return Optional.ofNullable(kept.get(point));
  }

  synchronized List<Waveform> all() {
    return List.copyOf(kept.values());
  }
}
