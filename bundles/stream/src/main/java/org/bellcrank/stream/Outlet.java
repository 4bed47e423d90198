package org.bellcrank.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.DeviceStatus;

/** Where what comes of the samples of points goes; one thread at a time. */
interface Outlet {

  /** A value that is to be decided and kept. */
  void measurement(PointPlan plan, Measured sample);

  /** A sensor is in another state. */
  void device(String point, Instant at, DeviceStatus.Status status, String detail);

  /** So many services by use are due since ever. */
  void due(PointPlan plan, PointPlan.Service service, long number, double total, Instant at);

  /** A value that can be believed, measured at a time that can be. */
  default void counts(PointPlan plan, Measured value) {}

  /**
   * A value crossed a limit, of which a finding may come.
   *
   * @param sure whether the limit stood clear before; false while that is not known
   */
  default void crossed(PointPlan plan, Measured sample, boolean sure) {}

  /** Who hears of stretches of samples around crossings. */
  default Stretches stretches() {
    return Stretches.NONE;
  }

  /** A result of a window, for a point of its own. */
  void result(String to, Instant at, double value);

  /** An interval is over. */
  void rollUp(RollUp rollUp);

  /** What is to be known of a point after a restart. */
  void keep(String point, Facts state);

  /** A value that can be believed, or null where the sensor fails: for operating states. */
  void heard(PointPlan plan, Instant at, Double value);

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

  /**
   * What the point's asset does now; {@link OperatingStates.Standing#UNKNOWN} where nobody says.
   */
  OperatingStates.Standing standing(PointPlan plan);
}
