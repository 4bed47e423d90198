package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.expression.Expression;

/**
 * A service that is due by the calendar, unless the machine is well.
 *
 * @param id unique among the services of the site documents
 * @param point a point of the asset that is to be serviced
 * @param failureMode the class of the prediction that says it is due
 * @param from when it is due first
 * @param every from one to the next, PT1H or more
 * @param unless when it need not be; empty means never
 */
public record ServicePlan(
    String id,
    String point,
    String failureMode,
    Instant from,
    Duration every,
    Optional<Unless> unless) {

  /** Under which name it is kept what was due; no point's id. */
  public String kept() {
    return "service:" + id;
  }

  /** When a service was due last at a time, 1 for the first; 0 where none was. */
  public long number(Instant now) {
    return now.isBefore(from) ? 0 : Duration.between(from, now).dividedBy(every) + 1;
  }

  /** When that one is due. */
  public Instant due(long number) {
    return from.plus(every.multipliedBy(number - 1));
  }

  /**
   * When a service is skipped.
   *
   * @param points ids of points by the name that the condition gives their newest value
   * @param when holds while the machine is well
   * @param fresh how old these values may be, above zero; what is older says nothing
   * @param atMost so many in a row may be skipped, 1 or more
   */
  public record Unless(Map<String, String> points, Expression when, Duration fresh, int atMost) {

    /** Keeps an unmodifiable copy. */
    public Unless {
      points = Map.copyOf(points);
    }
  }
}
