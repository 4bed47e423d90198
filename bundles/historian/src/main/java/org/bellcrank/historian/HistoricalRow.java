package org.bellcrank.historian;

import java.time.Instant;
import java.util.Objects;

/**
 * A record of any shape, which mappings of the site documents read.
 *
 * @param topic as mappings name it
 * @param json what it holds, one JSON object; the same text whenever the same row is read
 * @param at when it was measured, as far as its mark tells it, else when it was read
 * @param mark where it stands in the historian's order, from 1; several records may share one
 */
public record HistoricalRow(String topic, String json, Instant at, long mark)
    implements HistoricalRecord {

  /** Refuses nulls and a mark below 1. */
  public HistoricalRow {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(at, "at");
    if (mark < 1) {
      throw new IllegalArgumentException(
          "row of %s mark: given %d; allowed: 1 and more".formatted(topic, mark));
    }
  }

  @Override
  public String content() {
    return topic + " " + json + "#" + mark;
  }
}
