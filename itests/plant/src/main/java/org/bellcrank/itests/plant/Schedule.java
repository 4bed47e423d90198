package org.bellcrank.itests.plant;

import java.time.Duration;
import java.util.List;

/**
 * What a machine does, over and over.
 *
 * @param spans one after the other; after the last the first again
 */
public record Schedule(List<Span> spans) {

  /** A stretch of one state, longer than nothing. */
  public record Span(OperatingState state, Duration length) {}

  /**
   * Where a schedule stands.
   *
   * @param state what is done
   * @param since how long already
   * @param left how long yet
   */
  public record Standing(OperatingState state, Duration since, Duration left) {

    /** How far the span is, 0 to below 1. */
    double share() {
      return (double) since.toMillis() / since.plus(left).toMillis();
    }
  }

  /** Production day and night. */
  public static final Schedule ALWAYS =
      new Schedule(List.of(new Span(OperatingState.PRODUCTION, Duration.ofDays(1))));

  /** Two shifts: ramp at 06:00, production, cleaning at 21:30, idle from 22:00. */
  public static final Schedule TWO_SHIFTS =
      new Schedule(
          List.of(
              new Span(OperatingState.IDLE, Duration.ofHours(6)),
              new Span(OperatingState.RAMP, Duration.ofMinutes(10)),
              new Span(OperatingState.PRODUCTION, Duration.ofMinutes(15 * 60 + 20)),
              new Span(OperatingState.CLEANING, Duration.ofMinutes(30)),
              new Span(OperatingState.IDLE, Duration.ofHours(2))));

  /** Refuses spans of no length. */
  public Schedule {
    spans = List.copyOf(spans);
    if (spans.isEmpty() || spans.stream().anyMatch(span -> span.length().toMillis() <= 0)) {
      throw new IllegalArgumentException("schedule: given %s; allowed: spans".formatted(spans));
    }
  }

  /** How long until it begins anew. */
  public Duration cycle() {
    return spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
  }

  /** What is done so long after the start. */
  public Standing at(Duration time) {
    long left = time.toMillis() % cycle().toMillis();
    for (Span span : spans) {
      long length = span.length().toMillis();
      if (left < length) {
        return new Standing(
            span.state(), Duration.ofMillis(left), Duration.ofMillis(length - left));
      }
      left -= length;
    }
    throw new IllegalStateException("no span at " + time);
  }

  /** How long a state was had from the start until then. */
  public Duration spent(OperatingState state, Duration time) {
    long cycles = time.toMillis() / cycle().toMillis();
    long left = time.toMillis() % cycle().toMillis();
    long whole = 0;
    long part = 0;
    for (Span span : spans) {
      long length = span.length().toMillis();
      if (span.state() == state) {
        whole += length;
        part += Math.max(0, Math.min(left, length));
      }
      left -= length;
    }
    return Duration.ofMillis(cycles * whole + part);
  }
}
