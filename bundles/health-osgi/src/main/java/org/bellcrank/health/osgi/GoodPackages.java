package org.bellcrank.health.osgi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.health.HealthReport;
import org.bellcrank.health.HealthState;
import org.bellcrank.health.PackageEvent;
import org.bellcrank.health.PackageStatus;

/**
 * Remembers which version of each package worked, and says which one to put back when the next does
 * not. A package is put back once for each time it was installed, and only where an earlier version
 * of it worked since the gateway started; one that never worked is only told of.
 */
final class GoodPackages {

  /** A version of a package. */
  record Version(String name, String version) {}

  private final Map<String, String> good = new HashMap<>();
  private final Map<String, String> justInstalled = new HashMap<>();

  synchronized void heard(PackageEvent event) {
    if (!event.successful() || event.name().isEmpty()) {
      return;
    }
    if (event.kind() == PackageEvent.Kind.INSTALLED) {
      justInstalled.put(event.name(), event.version());
    } else {
      good.remove(event.name());
      justInstalled.remove(event.name());
    }
  }

  /**
   * Takes a look's result.
   *
   * @return what should be put back
   */
  synchronized List<Version> looked(HealthReport report) {
    List<Version> back = new ArrayList<>();
    for (PackageStatus dp : report.packages()) {
      String name = dp.name();
      if (dp.version().isEmpty()) {
        continue;
      }
      if (dp.state() != HealthState.FAILED) {
        good.put(name, dp.version());
      } else if (justInstalled.containsKey(name)
          && good.containsKey(name)
          && !good.get(name).equals(dp.version())) {
        back.add(new Version(name, good.get(name)));
      }
    }
    justInstalled.clear();
    return back;
  }
}
