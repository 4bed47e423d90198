package org.bellcrank.itests.bench.peers;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was sent when, and what of it came when. All is counted; times are those of the measured
 * part. Safe for any thread.
 */
final class Arrivals {

  private static final double NANOS_PER_MILLI = 1e6;

  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final Map<String, Long> came = new ConcurrentHashMap<>();
  private final AtomicLong doubled = new AtomicLong();
  private final AtomicLong strange = new AtomicLong();
  private volatile long measured = Long.MIN_VALUE;

  /** The warm-up is over: times are those of what is sent from now on. */
  void measure(long from) {
    measured = from;
  }

  /** Something is sent, by the clock of {@link System#nanoTime()}; before it leaves. */
  void sent(String name, long at) {
    sent.putIfAbsent(name, at);
  }

  /** It came; once more is counted as doubled, and what was never sent as strange. */
  void came(String name, long at) {
    if (!sent.containsKey(name)) {
      strange.incrementAndGet();
    } else if (came.putIfAbsent(name, at) != null) {
      doubled.incrementAndGet();
    }
  }

  int all() {
    return sent.size();
  }

  int arrived() {
    return came.size();
  }

  int lost() {
    return sent.size() - came.size();
  }

  long doubled() {
    return doubled.get();
  }

  long strange() {
    return strange.get();
  }

  /**
   * The milliseconds that a share of what arrived of the measured part does not pass.
   *
   * @param share above 0, up to 1
   * @return not a number where nothing arrived
   */
  double millis(double share) {
    double[] sorted =
        came.entrySet().stream()
            .filter(each -> sent.get(each.getKey()) >= measured)
            .mapToDouble(each -> (each.getValue() - sent.get(each.getKey())) / NANOS_PER_MILLI)
            .sorted()
            .toArray();
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
