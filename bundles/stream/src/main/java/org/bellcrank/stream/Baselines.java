package org.bellcrank.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The baselines whose points are on one thread. For that thread. */
final class Baselines {

  private final Outlet outlet;
  private final Set<BaselineWatch> heard = new HashSet<>(); // since the last tick
  private List<BaselineWatch> watches = List.of();
  private Map<String, List<BaselineWatch>> byPoint = Map.of();

  Baselines(Outlet outlet) {
    this.outlet = outlet;
  }

  /** The documents say otherwise; what they still say the same goes on as it is. */
  void adopt(List<BaselinePlan> plans) {
    List<BaselineWatch> next = new ArrayList<>();
    for (BaselinePlan plan : plans) {
      next.add(
          watches.stream()
              .filter(each -> each.plan().equals(plan))
              .findFirst()
              .orElseGet(() -> new BaselineWatch(plan, outlet)));
    }
    watches = List.copyOf(next);
    Map<String, List<BaselineWatch>> points = new HashMap<>();
    for (BaselineWatch watch : watches) {
      for (String point : watch.plan().points()) {
        points.computeIfAbsent(point, none -> new ArrayList<>()).add(watch);
      }
    }
    byPoint = points;
  }

  /** Time went by: stretches whose points fell silent are over. */
  void tick(Instant now) {
    for (BaselineWatch watch : watches) {
      watch.tick(now, heard.contains(watch));
    }
    heard.clear();
  }

  /** Takes a value that was measured at a time that can be. */
  void heard(PointPlan plan, Measured value) {
    List<BaselineWatch> of = byPoint.get(plan.point());
    if (of != null) {
      long at = TimeUnit.SECONDS.toNanos(value.at().getEpochSecond()) + value.at().getNano();
      heard.addAll(of);
      of.forEach(watch -> watch.add(plan.point(), value, at, at - plan.lateness().toNanos()));
    }
  }
}
