package org.bellcrank.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lives whose points are on one thread. For that thread. */
final class Lives {

  private final Outlet outlet;
  private List<LifeWatch> watches = List.of();
  private Map<String, List<LifeWatch>> byPoint = Map.of();

  Lives(Outlet outlet) {
    this.outlet = outlet;
  }

  /** The documents say otherwise; what they still say the same goes on as it is. */
  void adopt(List<LifePlan> plans) {
    List<LifeWatch> next = new ArrayList<>();
    for (LifePlan plan : plans) {
      next.add(
          watches.stream()
              .filter(each -> each.plan().equals(plan))
              .findFirst()
              .orElseGet(() -> new LifeWatch(plan, outlet)));
    }
    watches = List.copyOf(next);
    Map<String, List<LifeWatch>> points = new HashMap<>();
    for (LifeWatch watch : watches) {
      for (String point : watch.plan().points()) {
        points.computeIfAbsent(point, none -> new ArrayList<>()).add(watch);
      }
    }
    byPoint = points;
  }

  /** Takes a value that was measured at a time that can be. */
  void heard(PointPlan plan, Measured value) {
    for (LifeWatch each : byPoint.getOrDefault(plan.point(), List.of())) {
      each.heard(plan.point(), value.at(), value.value());
    }
  }
}
