package org.bellcrank.health.osgi;

import java.util.ArrayList;
import java.util.List;
import org.bellcrank.health.PackageEvent;

/** Package events that failed and were not put right since. Safe for any thread. */
final class Refusals {

  /** Older ones are no news. */
  private static final int MOST = 10;

  private final List<PackageEvent> open = new ArrayList<>();

  /**
   * A success settles what was refused of the same package. Deployment admin and agent both tell of
   * the same failure, each knowing a part: they are told as one.
   */
  synchronized void heard(PackageEvent event) {
    if (event.successful()) {
      open.removeIf(former -> former.name().equals(event.name()) || former.name().isEmpty());
      return;
    }
    PackageEvent told = event;
    for (PackageEvent former : List.copyOf(open)) {
      boolean same = former.name().equals(event.name());
      boolean half = former.name().isEmpty() || event.name().isEmpty();
      if (same || (half && sameMoment(former, event))) {
        open.remove(former);
        told = joined(former, told);
      }
    }
    open.add(told);
    if (open.size() > MOST) {
      open.remove(0);
    }
  }

  private static PackageEvent joined(PackageEvent former, PackageEvent later) {
    PackageEvent named = later.name().isEmpty() ? former : later;
    String note = later.note().isEmpty() ? former.note() : later.note();
    return new PackageEvent(later.kind(), named.name(), named.version(), false, note, later.at());
  }

  private static boolean sameMoment(PackageEvent former, PackageEvent event) {
    return event.at().minusSeconds(30).isBefore(former.at());
  }

  synchronized List<PackageEvent> open() {
    return List.copyOf(open);
  }
}
