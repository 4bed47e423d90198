package org.bellcrank.stream;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.condition.Limit;
import org.bellcrank.journal.Facts;

/**
 * A limit as a value crossed it, kept with what was measured around it: documents may say otherwise
 * when somebody looks.
 *
 * @param id of the limit
 * @param point whose values it watches; not always the one whose samples are kept
 * @param unit UCUM unit of the bound; empty where the point has none
 * @param bound what was crossed
 * @param high whether the values lie above it, else below
 * @param since the first value in a row that lay beyond it
 */
record CrossedLimit(
    String id, String point, Optional<String> unit, double bound, boolean high, Instant since) {

  /** Of a limit that a value lies beyond, its unit not known yet. */
  static CrossedLimit of(Limit limit, double value, Instant since) {
    boolean high = limit.high().filter(bound -> value >= bound).isPresent();
    double bound = (high ? limit.high() : limit.low()).orElseThrow();
    return new CrossedLimit(limit.id(), limit.point(), Optional.empty(), bound, high, since);
  }

  /** The same in a unit. */
  CrossedLimit in(Optional<String> its) {
    return new CrossedLimit(id, point, its, bound, high, since);
  }

  Facts facts() {
    return Facts.with("limit", id)
        .put("point", point)
        .put("unit", unit)
        .put("bound", bound)
        .put("side", high ? "HIGH" : "LOW")
        .put("since", since)
        .build();
  }

  /** In words. */
  String words() {
    return "limit %s of %s: %s %s%s, beyond it since %s"
        .formatted(
            id, point, high ? "high" : "low", bound, unit.map(" "::concat).orElse(""), since);
  }
}
