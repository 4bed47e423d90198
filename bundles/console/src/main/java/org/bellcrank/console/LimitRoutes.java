package org.bellcrank.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bellcrank.condition.Limit;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.stream.LimitTrial;
import org.bellcrank.stream.StateHistory;
import org.bellcrank.stream.StatePlan;
import org.bellcrank.stream.TrendBook;

/**
 * A limit of a point: what a person may choose, how it would have fared on what was recorded, and
 * how it comes into the documents: as a line of a file of its own in a version kept aside.
 */
final class LimitRoutes {

  private static final String FILE = "mapped-limits.yaml";
  private static final String FIRST = "# Limits that were tried in the console.\nlimits:\n";

  private final Store store;
  private final Clock clock;
  private final ActiveSite documents;
  private final Aside aside;

  LimitRoutes(Store store, Clock clock, ActiveSite documents, Desks desks) {
    this.store = store;
    this.clock = clock;
    this.documents = documents;
    aside = new Aside(store, documents, desks);
  }

  List<Route> all() {
    return List.of(
        Path.get("/api/points/{id}/limit", this::choices),
        Path.get("/api/points/{id}/trial", this::trial),
        Decision.route("/api/points/{id}/limit", this::keep));
  }

  private Answer choices(Request request) {
    String point = request.path().get("id");
    return documents
        .site()
        .filter(site -> site.assets().point(point).isPresent())
        .<Answer>map(site -> new Answer.Json(choices(site, point)))
        .orElseGet(() -> new Answer.NotFound("point " + point));
  }

  private Facts choices(Site site, String point) {
    Optional<StatePlan> states = states(site, point);
    Set<String> modes = new TreeSet<>();
    site.limits().all().forEach(limit -> modes.add(limit.failureMode()));
    return Facts.with("states", states.map(plan -> List.copyOf(plan.names())).orElse(List.of()))
        .put("asset", states.map(StatePlan::asset))
        .put("failureModes", List.copyOf(modes))
        .put("limits", site.limitsOf(point).stream().map(GivenLimit::facts).toList())
        .build();
  }

  /** How the states show that hold for a point; empty where no asset at or above it has any. */
  private static Optional<StatePlan> states(Site site, String point) {
    return Optional.ofNullable(site.streams().points().get(point))
        .flatMap(plan -> plan.asset())
        .map(site.streams().states()::get);
  }

  private Answer trial(Request request) {
    String point = request.path().get("id");
    Optional<Site> site = documents.site().filter(each -> each.assets().point(point).isPresent());
    if (site.isEmpty()) {
      return new Answer.NotFound("point " + point);
    }
    try {
      Limit limit = GivenLimit.of("trial", point, "trial", request::query);
      Optional<StatePlan> states = states(site.get(), point);
      known(limit, states);
      Instant now = clock.instant();
      Instant from = PointRoutes.from(request, now);
      return new Answer.Json(store.read(unit -> tried(unit, limit, states, from, now)));
    } catch (IllegalArgumentException e) {
      return new Answer.Refused(e.getMessage());
    }
  }

  /** States that are no states of the asset would make a limit that never speaks. */
  private static void known(Limit limit, Optional<StatePlan> states) {
    for (String state : limit.gate().during()) {
      if (states.stream().noneMatch(plan -> plan.names().contains(state))) {
        throw new IllegalArgumentException(
            "during: given '%s'; allowed: %s"
                .formatted(
                    state,
                    states
                        .map(plan -> String.join(", ", plan.names()))
                        .orElse("nothing, the point's asset has no operating states")));
      }
    }
  }

  private static Facts tried(
      UnitOfWork unit, Limit limit, Optional<StatePlan> states, Instant from, Instant now) {
    StateHistory history =
        states
            .filter(plan -> !limit.gate().during().isEmpty())
            .map(plan -> history(unit, plan, from, now))
            .orElse(StateHistory.NONE);
    LimitTrial trial =
        LimitTrial.of(
            limit,
            unit.port(TrendBook.class).between(limit.point(), from, now, PointRoutes.MOST_ROWS),
            history);
    return Facts.with("high", limit.high())
        .put("low", limit.low())
        .put("during", limit.gate().during())
        .put("intervals", trial.intervals())
        .put("shut", trial.shut())
        .put("partly", trial.partly())
        .put("unknown", trial.unknown())
        .put("beyond", trial.beyond())
        .put("crossings", trial.crossings().stream().map(LimitRoutes::crossing).toList())
        .build();
  }

  private static StateHistory history(UnitOfWork unit, StatePlan plan, Instant from, Instant now) {
    // an interval that began before the look is looked at as well
    Instant early = from.minus(Duration.ofHours(1));
    return StateHistory.read(unit.port(Journal.class), plan.asset(), plan.dwell(), early, now);
  }

  private static Facts crossing(LimitTrial.Crossing each) {
    return Facts.with("at", each.at()).put("cleared", each.cleared()).build();
  }

  /**
   * Keeps a version with the limit. One of the same id that was kept by this route before gives way
   * to it; one that stands in another file is refused.
   */
  private Facts keep(Decision decision) {
    decision.who();
    String limitId = decision.require("limit", "an id of its own for the limit");
    Limit limit =
        GivenLimit.of(
            limitId,
            decision.id(),
            decision.require("failureMode", "what a crossing stands for"),
            decision::text);
    Map<String, String> files = aside.inForce();
    String line = GivenLimit.line(limit);
    boolean replaced = replace(files, GivenLimit.beginning(limitId), line);
    if (!replaced) {
      unused(limitId);
      Aside.append(files, FILE, FIRST, List.of(line));
    }
    return Facts.with("version", aside.keep(files))
        .put("line", line.strip())
        .put("replaced", replaced)
        .build();
  }

  /** The check would refuse it as well, and name the other one. */
  private void unused(String limitId) {
    if (documents.site().stream()
        .flatMap(site -> site.limits().all().stream())
        .anyMatch(limit -> limit.id().equals(limitId))) {
      throw new IllegalArgumentException(
          "limit: given '%s', which stands in another file than %s; allowed: an id of its own, or a"
                  .formatted(limitId, FILE)
              + " change of that file");
    }
  }

  private static boolean replace(Map<String, String> files, String beginning, String line) {
    List<String> lines = files.getOrDefault(FILE, "").lines().toList();
    if (lines.stream().noneMatch(each -> each.startsWith(beginning))) {
      return false;
    }
    List<String> with =
        lines.stream().map(each -> each.startsWith(beginning) ? line : each).toList();
    files.put(FILE, String.join("\n", with) + "\n");
    return true;
  }
}
