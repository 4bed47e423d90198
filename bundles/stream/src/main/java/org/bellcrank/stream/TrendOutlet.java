package org.bellcrank.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/** Where what comes of a trend goes, and from where it knows what was before. */
interface TrendOutlet {

  /** A trend leads to its limit: which growth of it that is, and how often it was told before. */
  void expects(String point, TrendPlan plan, Growth growth, long number, long steps, Instant at);

  /** What became of a trend, for the journal. */
  void trendNote(Instant at, String kind, String point, Facts facts);

  /** What was kept before under a name, of a point or a trend. */
  Optional<Facts> kept(String of);

  /**
   * The intervals that were kept of a point or a trend, oldest first; empty while the store does
   * not answer.
   */
  Optional<List<RollUp>> recorded(String of, Instant from, Instant before);

  /** An interval of a point or a trend is over. */
  void rollUp(RollUp rollUp);

  /** What is to be known of a point or a trend after a restart. */
  void keep(String point, Facts state);
}
