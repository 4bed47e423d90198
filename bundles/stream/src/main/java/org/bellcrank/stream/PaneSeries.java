package org.bellcrank.stream;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stretches of equal length by the time of measurement, open until no sample of theirs is waited
 * for any more. For one thread.
 */
final class PaneSeries {

  private final long length; // nanoseconds
  private final boolean keeps;
  private final Closed closed;
  private final TreeMap<Long, Pane> open = new TreeMap<>();
  private long closedBefore = Long.MIN_VALUE; // panes with a number below it are closed

  /** Hears of a pane that is closed. */
  interface Closed {

    /**
     * A pane is closed.
     *
     * @param number its start over the length of a pane
     */
    void closed(long number, Pane pane);
  }

  PaneSeries(Duration length, boolean keeps, Closed closed) {
    this.length = length.toNanos();
    this.keeps = keeps;
    this.closed = closed;
  }

  /** When a pane begins, in nanoseconds since 1970. */
  long start(long number) {
    return number * length;
  }

  /** Takes a value; false where its pane is closed or full. */
  boolean add(long at, double value) {
    Pane pane = pane(at);
    return pane != null && pane.add(at, value);
  }

  /** Takes a value that has no weight by itself; false where its pane is closed or full. */
  boolean saw(long at, double value) {
    Pane pane = pane(at);
    return pane != null && pane.saw(at, value);
  }

  private Pane pane(long at) {
    long number = Math.floorDiv(at, length);
    return number < closedBefore ? null : open.computeIfAbsent(number, none -> new Pane(keeps));
  }

  /** No sample older than this is waited for; closes what ended before, oldest first. */
  void advance(long watermark) {
    closeBefore(Math.floorDiv(watermark, length));
  }

  /** Closes everything; nothing more came for longer than is waited. */
  void close() {
    if (!open.isEmpty()) {
      closeBefore(open.lastKey() + 1);
    }
  }

  /** Closes everything, and begins anew at whatever time comes next. */
  void again() {
    close();
    closedBefore = Long.MIN_VALUE;
  }

  private void closeBefore(long number) {
    if (number <= closedBefore) {
      return;
    }
    closedBefore = number;
    while (!open.isEmpty() && open.firstKey() < number) {
      Map.Entry<Long, Pane> first = open.pollFirstEntry();
      closed.closed(first.getKey(), first.getValue());
    }
  }

  boolean isEmpty() {
    return open.isEmpty();
  }
}
