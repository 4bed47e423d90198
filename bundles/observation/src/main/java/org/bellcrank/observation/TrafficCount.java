package org.bellcrank.observation;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is accepted, in memory. */
final class TrafficCount implements Traffic {

  private static final int MOST = 4096;

  private final Map<String, LongAdder> streams = new ConcurrentHashMap<>();

  void accepted(Observation observation) {
    if (observation instanceof Canary) {
      return;
    }
    one("source/" + observation.source());
    observation.findings().forEach(finding -> one("point/" + finding.point()));
  }

  private void one(String stream) {
    LongAdder count = streams.get(stream);
    if (count == null && streams.size() < MOST) {
      count = streams.computeIfAbsent(stream, name -> new LongAdder());
    }
    if (count != null) {
      count.increment();
    }
  }

  @Override
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    streams.forEach((stream, count) -> counts.put(stream, count.sum()));
    return counts;
  }
}
