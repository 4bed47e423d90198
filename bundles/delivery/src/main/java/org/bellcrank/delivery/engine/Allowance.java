package org.bellcrank.delivery.engine;

import java.time.Duration;

/**
 * How many calls may go out in any span of one length, a minute or an hour, however they fall: a
 * bucket whose burst and whose flow together never exceed the limit. It begins with one call, since
 * nobody knows how many went out before a start. Not safe for threads by itself.
 */
final class Allowance {

  /** The part of a span's calls that may go out at once. */
  private static final double BURST = 0.1;

  private final String words;
  private final double span;
  private int limit;
  private double tokens = 1;
  private long filled;

  /**
   * @param words of the span, as in "calls a minute"
   * @param ticks nanoseconds now, which only grow
   */
  Allowance(Duration span, String words, long ticks) {
    this.span = span.toNanos();
    this.words = words;
    filled = ticks;
  }

  /** Takes the limit that holds now, 0 for none. */
  void limit(int calls) {
    limit = calls;
  }

  private double burst() {
    return Math.max(1, limit * BURST);
  }

  /** What flows in a span: with a burst at its beginning it comes to the limit. */
  private double flow() {
    return limit + 1 - burst();
  }

  void fill(long ticks) {
    tokens = limit == 0 ? 1 : Math.min(burst(), tokens + (ticks - filled) / span * flow());
    filled = ticks;
  }

  boolean hasOne() {
    return limit == 0 || tokens >= 1;
  }

  void take() {
    tokens--;
  }

  /** How many more may go now, at most {@code wanted}. */
  int free(int wanted) {
    return limit == 0 ? wanted : Math.min(wanted, (int) tokens);
  }

  /** How long until there is one, zero where there is. */
  Duration rest() {
    return hasOne()
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil((1 - tokens) / flow() * span) + 1);
  }

  /** The limit in words. */
  String words() {
    return limit + " calls " + words;
  }
}
