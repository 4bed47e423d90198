package org.bellcrank.itests.doubles;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One fault switch: what goes wrong, with which requests, and how often.
 *
 * @param on the operation that is hit; empty for every one
 * @param skip how many matching requests pass untouched first
 * @param next how many requests are hit, then it is over; 0 without such an end
 * @param every hits each k-th matching request; 0 or 1 for each one
 * @param probability the share of matching requests that is hit, 0..1
 * @param seed of the draw, so that a run can be repeated
 * @param pause how long a hang lasts, or a maintenance window
 * @param retryAfter what Retry-After says, in whole seconds
 */
public record Fault(
    FaultKind kind,
    Optional<Operation> on,
    int skip,
    int next,
    int every,
    double probability,
    long seed,
    Duration pause,
    Duration retryAfter) {

  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  public Fault {
    if (probability < 0 || probability > 1) {
      throw new IllegalArgumentException(
          "probability " + probability + " was given, 0..1 is allowed");
    }
    if (skip < 0 || next < 0 || every < 0 || pause.isNegative() || retryAfter.isNegative()) {
      throw new IllegalArgumentException("no count and no time of a fault may be negative");
    }
  }

  /** Hits the next requests, then it is over. */
  public static Fault next(FaultKind kind, int times) {
    return new Fault(kind, Optional.empty(), 0, times, 0, 1, 0, WAIT, RETRY_AFTER);
  }

  /** Hits each k-th request until it is cleared. */
  public static Fault every(FaultKind kind, int k) {
    return new Fault(kind, Optional.empty(), 0, 0, k, 1, 0, WAIT, RETRY_AFTER);
  }

  /** Hits a share of the requests, drawn with the seed, until it is cleared. */
  public static Fault random(FaultKind kind, double probability, long seed) {
    return new Fault(kind, Optional.empty(), 0, 0, 0, probability, seed, WAIT, RETRY_AFTER);
  }

  public Fault on(Operation operation) {
    return new Fault(
        kind, Optional.of(operation), skip, next, every, probability, seed, pause, retryAfter);
  }

  public Fault after(int passing) {
    return new Fault(kind, on, passing, next, every, probability, seed, pause, retryAfter);
  }

  public Fault lasting(Duration time) {
    return new Fault(kind, on, skip, next, every, probability, seed, time, retryAfter);
  }

  public Fault retryAfter(Duration time) {
    return new Fault(kind, on, skip, next, every, probability, seed, pause, time);
  }

  static Fault of(Map<String, Object> json) {
    String operation = String.valueOf(json.getOrDefault("on", "any")).toUpperCase(Locale.ROOT);
    return new Fault(
        FaultKind.valueOf(String.valueOf(json.get("kind")).toUpperCase(Locale.ROOT)),
        "ANY".equals(operation) ? Optional.empty() : Optional.of(Operation.valueOf(operation)),
        number(json, "skip", 0).intValue(),
        number(json, "next", 0).intValue(),
        number(json, "every", 0).intValue(),
        number(json, "probability", 1).doubleValue(),
        number(json, "seed", 0).longValue(),
        Duration.ofMillis(number(json, "milliseconds", WAIT.toMillis()).longValue()),
        Duration.ofSeconds(number(json, "retryAfterSeconds", 1).longValue()));
  }

  Map<String, Object> json() {
    return Json.of(
        "kind", kind,
        "on", on.map(Operation::name).orElse("any"),
        "skip", skip,
        "next", next,
        "every", every,
        "probability", probability,
        "seed", seed,
        "milliseconds", pause.toMillis(),
        "retryAfterSeconds", retryAfter.toSeconds());
  }

  private static Number number(Map<String, Object> json, String name, Number otherwise) {
    Object value = json.getOrDefault(name, otherwise);
    if (value instanceof Number number) {
      return number;
    }
    throw new IllegalArgumentException(name + " " + value + " was given, a number is allowed");
  }
}
