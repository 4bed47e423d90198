package org.bellcrank.condition;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * What is known of a cause at the moment of a finding.
 *
 * @param hits findings among the last looks, this one included
 * @param needed hits that confirm
 * @param looks how many looks are considered
 * @param count30d findings of the class on the asset in the 30 days up to this one, this one
 *     included
 * @param firstSeen capture time of the cause's first finding
 * @param areaPixels smoothed area of its box in square pixels; empty for non-images
 * @param firstAreaPixels area at first sight in square pixels
 * @param spcPosition where the last 24 hours stand against the 29 days before, see {@link
 *     DailyChart}; empty without enough history, and until {@link #at} asks for it
 */
public record Condition(
    int hits,
    int needed,
    int looks,
    long count30d,
    Instant firstSeen,
    Optional<Double> areaPixels,
    Optional<Double> firstAreaPixels,
    Optional<Double> spcPosition) {

  /** Whether enough of the last looks hit. */
  public boolean confirmed() {
    return hits >= needed;
  }

  /** Area now over area at first sight; 1 means no growth; empty for non-images. */
  public Optional<Double> growth() {
    return areaPixels.flatMap(now -> firstAreaPixels.map(first -> now / first));
  }

  /** The same condition with its place on the chart of daily findings. */
  public Condition at(Optional<Double> chartPosition) {
    return new Condition(
        hits, needed, looks, count30d, firstSeen, areaPixels, firstAreaPixels, chartPosition);
  }

  /** For the why-card. */
  public Facts facts() {
    return Facts.with("hits", hits)
        .put("needed", needed)
        .put("looks", looks)
        .put("confirmed", confirmed())
        .put("count30d", count30d)
        .put("firstSeen", firstSeen)
        .put("areaPixels", areaPixels)
        .put("growth", growth())
        .put("spcPosition", spcPosition)
        .build();
  }
}
