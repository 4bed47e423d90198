package org.bellcrank.stream;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Values that are too late for windows, limits and trends, as what is recorded of their interval;
 * what was recorded of it before stays and is joined. One interval is open at a time: a source that
 * fills a gap tells it in its order. For one thread.
 */
final class LateRollUp {

  private final String point;
  private final Duration length;
  private final Consumer<RollUp> closed;
  private Pane pane;
  private long number;

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
    long its = Math.floorDiv(at, length.toNanos());
    if (pane != null && its != number) {
      flush();
    }
    if (pane == null) {
      pane = new Pane(false);
      number = its;
    }
    pane.add(at, value);
  }

  /** Tells what came so far. */
  void flush() {
    if (pane != null) {
      closed.accept(
          new RollUp(
              point,
              length,
              WindowRun.instant(number * length.toNanos()),
              pane.count(),
              pane.least(),
              pane.greatest(),
              pane.mean()));
      pane = null;
    }
  }
}
