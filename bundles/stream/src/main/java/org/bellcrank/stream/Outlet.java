package org.bellcrank.stream;

import java.time.Instant;
import java.util.List;
import org.bellcrank.observation.DeviceStatus;

/** Where what comes of the samples of points goes; one thread at a time. */
interface Outlet extends TrendOutlet {

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
  default void crossed(PointPlan plan, Measured sample, List<CrossedLimit> limits, boolean sure) {}

  /** Who hears of stretches of samples around crossings. */
  default Stretches stretches() {
    return Stretches.NONE;
  }

  /** A result of a window, for a point of its own. */
  void result(String to, Instant at, double value);

  /** A value that can be believed, or null where the sensor fails: for operating states. */
  void heard(PointPlan plan, Instant at, Double value);

  /** What was heard of it last says nothing of the time after it. */
  default void passes(PointPlan plan) {}

  /**
   * What the point's asset does now; {@link OperatingStates.Standing#UNKNOWN} where nobody says.
   */
  OperatingStates.Standing standing(PointPlan plan);
}
