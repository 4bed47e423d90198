package org.bellcrank.signal;

/** When a trend's line reaches a limit, or why nothing can be said of it. Seconds after now. */
public sealed interface TimeToLimit {

  /**
   * It is at the limit or beyond it already.
   *
   * @param level what is expected now, in the values' unit
   */
  record Reached(double level) implements TimeToLimit {}

  /**
   * It will.
   *
   * @param seconds by when half of all courses that fit have reached the limit, above 0, at most
   *     100 years
   * @param earliest the interval's begin, 0 or above
   * @param latest the interval's end; infinite where the points do not rule out that it never does
   * @param coverage in how many of 1 cases the interval is to hold the true time
   */
  record Expected(double seconds, double earliest, double latest, double coverage)
      implements TimeToLimit {}

  /**
   * There is no significant trend towards the limit, or it came to a halt, so no time either.
   *
   * @param significance two sided p of there being no trend
   * @param towards whether the slope leads to the limit and is only not significant
   */
  record NoTrend(double significance, boolean towards) implements TimeToLimit {}
}
