package org.bellcrank.stream;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts of one point, written by its thread, read by any. */
final class PointCounts {

  private volatile Sample latest;
  private volatile SensorTrouble trouble;
  private final AtomicLongArray counts = new AtomicLongArray(Kind.values().length);

  /** What is counted. */
  enum Kind {
    TAKEN,
    LATE,
    DUPLICATE,
    INVALID,
    IGNORED,
    GATED,
    SHED,
    MEASURED
  }

  void add(Kind kind) {
    counts.lazySet(kind.ordinal(), counts.get(kind.ordinal()) + 1);
  }

  /** The newest sample to arrive, in the point's unit where it could be used. */
  void saw(Sample sample) {
    latest = sample;
  }

  Optional<Sample> latest() {
    return Optional.ofNullable(latest);
  }

  /** What is wrong with the sensor now; null while nothing is. */
  void trouble(SensorTrouble now) {
    trouble = now;
  }

  Optional<SensorTrouble> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** The counts as they are told. */
  StreamCounts told() {
    return new StreamCounts(
        of(Kind.TAKEN),
        of(Kind.LATE),
        of(Kind.DUPLICATE),
        of(Kind.INVALID),
        of(Kind.IGNORED),
        of(Kind.GATED),
        of(Kind.SHED),
        of(Kind.MEASURED));
  }

  private long of(Kind kind) {
    return counts.get(kind.ordinal());
  }
}
