package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bellcrank.observation.DeviceStatus;

/** Follows whether the sensor of a point can be believed, and tells each change once. */
final class DeviceWatch {

  private final PointPlan plan;
  private final Outlet outlet;
  private final PointCounts counts;
  private DeviceStatus.Status status;
  private Instant heardAt; // by the gateway's clock
  private final Silence silence = new Silence();
  private double anchor = Double.NaN; // where the value stands that does not move
  private Instant anchoredAt;

  /**
   * A watch.
   *
   * @param status what was told last, before a restart as well
   */
  DeviceWatch(
      PointPlan plan, Outlet outlet, PointCounts counts, DeviceStatus.Status status, Instant now) {
    this.plan = plan;
    this.outlet = outlet;
    this.counts = counts;
    this.status = status;
    heardAt = now;
    shows(now, "it was so before the gateway started or its documents changed");
  }

  DeviceStatus.Status status() {
    return status;
  }

  /** Something came, whatever it says. */
  void heard(Instant now) {
    heardAt = now;
    silence.ends();
  }

  /** It is of no use. */
  void fails(Instant at, DeviceStatus.Status as, String detail) {
    become(at, as, detail);
  }

  /** A value within its range; false when it is no value because it does not move. */
  boolean believes(Instant at, double value) {
    Optional<PointPlan.FlatLine> flat = plan.flatLine();
    if (flat.isPresent() && flat(flat.get(), at, value)) {
      become(
          at,
          DeviceStatus.Status.FLAT_LINE,
          "moved by no more than %s since %s".formatted(flat.get().within(), anchoredAt));
      return false;
    }
    become(at, DeviceStatus.Status.OK, "values come again");
    return true;
  }

  private boolean flat(PointPlan.FlatLine flat, Instant at, double value) {
    if (!(Math.abs(value - anchor) <= flat.within())) {
      anchor = value;
      anchoredAt = at;
      return false;
    }
    return !at.isBefore(anchoredAt.plus(flat.after()));
  }

  /** Time went by; as {@link PointStream#tick} has it. */
  void tick(Instant now, long steady, long upTo) {
    if (plan.stale().isPresent() && isOver(plan.stale().get(), now, steady, upTo)) {
      become(now, DeviceStatus.Status.STALE, "nothing came since %s".formatted(heardAt));
    }
  }

  /**
   * Who calls one stale that tells all the time is put right by the next sample; one that tells
   * changes would be stale for hours because somebody set the gateway's clock.
   */
  private boolean isOver(Duration longest, Instant now, long steady, long upTo) {
    if (plan.resample().isEmpty()) {
      return !now.isBefore(heardAt.plus(longest));
    }
    silence.look(steady, upTo);
    return silence.nanos() >= longest.toNanos();
  }

  private void become(Instant at, DeviceStatus.Status as, String detail) {
    if (status != as) {
      status = as;
      shows(at, detail);
      outlet.device(plan.point(), at, as, detail);
      if (as != DeviceStatus.Status.OK) {
        outlet.heard(plan, at, null);
      }
    }
  }

  private void shows(Instant since, String detail) {
    counts.trouble(
        status == DeviceStatus.Status.OK
            ? null
            : new SensorTrouble(plan.point(), status, since, detail));
  }
}
