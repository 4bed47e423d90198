package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;

/**
 * What the values of a point were in one interval.
 *
 * @param point the point's id
 * @param length of the interval, whole seconds
 * @param from its beginning, a whole multiple of the length since 1970
 * @param count values in it, at least 1
 * @param least the least of them, in the point's unit
 * @param greatest the greatest of them
 * @param mean their arithmetic mean
 */
public record RollUp(
    String point,
    Duration length,
    Instant from,
    long count,
    double least,
    double greatest,
    double mean) {

  /** Both as one; of the same point and interval. */
  public RollUp and(RollUp other) {
    long all = count + other.count;
    return new RollUp(
        point,
        length,
        from,
        all,
        Math.min(least, other.least),
        Math.max(greatest, other.greatest),
        mean + (other.mean - mean) * other.count / all);
  }
}
