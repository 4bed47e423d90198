package org.bellcrank.asset;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a time in which a driver did not hear its device. All times are the device's.
 *
 * @param from the last value before it
 * @param to the first value after it; empty where nobody can say
 * @param source where its values were looked for, for people, without secrets: {@code history of
 *     opc.tcp://plc-4:4840}
 * @param values how many were found there and handed on, 0 or more; where nothing is open, 0 says
 *     that nothing was there which had not come by itself
 * @param bad how many were found there and are none to hand on, by their quality or type
 * @param open what stays without values; empty where all was handed on that the source kept
 */
public record GapReport(
    Instant from, Optional<Instant> to, String source, long values, long bad, List<Open> open) {

  /**
   * Kind of the journal's entry about a driver whose gaps were looked after: their {@code source},
   * how many {@code gaps}, of them {@code open} with something open, {@code values}, {@code from}
   * the earliest and {@code to} the latest time (the gateway's own, of when it was told, where
   * nobody can say an end); {@code points}, each with {@code point}, {@code from}, {@code to},
   * {@code values}, {@code bad} and what is {@code open} ({@code from}, {@code to}, {@code why});
   * {@code unnamed} of the gaps have no line there.
   */
  public static final String TOLD = "gaps.told";

  /** Keeps an unmodifiable copy. */
  public GapReport {
    open = List.copyOf(open);
  }

  /**
   * A part of a gap that stays without values.
   *
   * @param to empty where nobody can say
   * @param why in words
   */
  public record Open(Instant from, Optional<Instant> to, String why) {}
}
