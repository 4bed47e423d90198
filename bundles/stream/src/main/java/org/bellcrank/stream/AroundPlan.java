package org.bellcrank.stream;

import java.time.Duration;

/**
 * How much of a point's samples is kept, each of them, around a finding. Memory is bounded by the
 * rate that the documents tell: where more comes, the oldest samples go and the stretch says so.
 *
 * @param before what is kept of the time before a finding, 0 to {@link #LONGEST}
 * @param after what is kept of the time after it, above 0, to {@link #LONGEST}
 * @param rate how many samples a second come at most, in Hz, above 0
 */
public record AroundPlan(Duration before, Duration after, double rate) {

  /** The longest time before or after a finding. */
  public static final Duration LONGEST = Duration.ofDays(1);

  /**
   * Kind of the journal's entry about an observation around which samples were kept: {@code point},
   * {@code unit}, {@code from}, {@code to}, {@code samples}, {@code rate} in Hz and {@code missing}
   * samples by their usual distance, when a limit was {@code crossed} ({@code at}) and which {@code
   * limits} ({@code limit}, {@code point}, {@code unit}, {@code bound}, {@code side} HIGH or LOW,
   * {@code since} the first value beyond it), whether it is {@code complete} and what it {@code
   * lacks} if not, {@code sha256} and {@code bytes} of the evidence.
   */
  public static final String KEPT = "stretch.kept";

  /**
   * Kind of the journal's entry about one around which none are kept: {@code point}, {@code why}.
   */
  public static final String LOST = "stretch.lost";

  /** Bytes of memory that one point may need. */
  public static final long MOST_OF_POINT = 16L << 20;

  /** Bytes of memory that all points together may need. */
  public static final long MOST_OF_ALL = 64L << 20;

  private static final int BYTES = Long.BYTES + Double.BYTES; // a sample: its time and its value
  private static final int SPARE = 64; // samples, for clocks that are not quite even

  /**
   * The longest stretch: findings that follow each other share one, so long as the last of them
   * lies within {@link #after} of the first.
   */
  Duration longest() {
    return before.plus(after).plus(after);
  }

  /**
   * Samples that are kept in memory: a stretch ends when no older sample is waited for.
   *
   * @param lateness how much older than the newest a sample may be
   */
  double room(Duration lateness) {
    Duration all = longest().plus(lateness).plusSeconds(1);
    return Math.ceil(rate * (all.toMillis() / 1e3)) + SPARE;
  }

  /** Bytes of memory that a point needs at most. */
  double bytes(Duration lateness) {
    return room(lateness) * BYTES;
  }
}
