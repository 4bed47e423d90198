package org.bellcrank.stream;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Values that are too late for windows, limits and trends, as what is recorded of their interval;
 * what was recorded of it before stays and is joined. Some intervals are open at a time, so that
 * samples that go to and fro between them are no row each. For one thread.
 */
final class LateRollUp {

  /** Intervals that are open at most; beyond it the oldest is told. */
  static final int MOST = 64;

  private final String point;
  private final Duration length;
  private final Consumer<RollUp> closed;
  private final TreeMap<Long, Pane> open = new TreeMap<>();

  /**
   * Nothing came yet.
   *
   * @param closed hears what there is of an interval, which may come in parts
   */
  LateRollUp(String point, Duration length, Consumer<RollUp> closed) {
    this.point = point;
    this.length = length;
    this.closed = closed;
  }

  /** Takes a value, at nanoseconds since 1970. */
  void add(long at, double value) {
    open.computeIfAbsent(Math.floorDiv(at, length.toNanos()), its -> new Pane(false))
        .add(at, value);
    if (open.size() > MOST) {
      tell(open.pollFirstEntry());
    }
  }

  /** Tells what came so far, oldest first. */
  void flush() {
    while (!open.isEmpty()) {
      tell(open.pollFirstEntry());
    }
  }

  private void tell(Map.Entry<Long, Pane> its) {
    Pane pane = its.getValue();
    closed.accept(
        new RollUp(
            point,
            length,
            WindowRun.instant(its.getKey() * length.toNanos()),
            pane.count(),
            pane.least(),
            pane.greatest(),
            pane.mean()));
  }
}
