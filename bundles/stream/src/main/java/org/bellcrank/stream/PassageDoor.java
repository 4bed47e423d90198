package org.bellcrank.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.journal.Store;

/**
 * Keeps passages of parts that are of use to a plan, and counts and tells the others. Safe for any
 * thread.
 */
final class PassageDoor {

  // parts come more seldom than samples, and the lamp must not go on and off with each
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final Store store;
  private final StreamPlans plans;
  private final Clock clock;
  private long strays; // that no document asks for
  private long late; // older than any look goes back
  private Instant strayed = Instant.MIN;
  private Instant delayed = Instant.MIN;

  PassageDoor(Store store, StreamPlans plans, Clock clock) {
    this.store = store;
    this.plans = plans;
    this.clock = clock;
  }

  /** Returns when those of use are on disk. */
  void pass(List<Passage> passages) {
    Optional<List<RoutePlan>> routes = plans.current().map(plan -> plan.cadence().routes());
    Instant now = clock.instant();
    if (routes.isPresent() && routes.get().isEmpty()) {
      stray(passages.size(), now);
      return;
    }
    Optional<Instant> earliest = routes.map(of -> now.minus(RoutePlan.longest(of)));
    List<Passage> useful =
        passages.stream()
            .filter(each -> earliest.isEmpty() || !each.at().isBefore(earliest.get()))
            .toList();
    if (!useful.isEmpty()) {
      store.commit(
          unit -> {
            useful.forEach(unit.port(PassageBook.class)::add);
            return null;
          });
    }
    if (useful.size() < passages.size()) {
      late(passages.size() - useful.size(), now);
    }
  }

  private synchronized void stray(int more, Instant now) {
    strays += more;
    strayed = now;
  }

  private synchronized void late(int more, Instant now) {
    late += more;
    delayed = now;
  }

  /** What came in the last hour and was not kept, one line each. */
  synchronized List<String> complaints() {
    Instant since = clock.instant().minus(REMEMBERED);
    List<String> told = new ArrayList<>();
    if (strayed.isAfter(since)) {
      told.add(
          "%d passages of parts were told and not kept: no document says routes".formatted(strays));
    }
    if (delayed.isAfter(since)) {
      told.add(
          "%d passages of parts were told and not kept: older than any of the routes goes back"
              .formatted(late));
    }
    return told;
  }
}
