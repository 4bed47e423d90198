package org.bellcrank.console;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.asset.Placement;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.pipeline.ReviewDesk;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** What waits for a person's eyes: findings in review and mapping tasks. */
final class ReviewRoutes {

  private static final int MOST = 500;

  private final Store store;
  private final ActiveSite documents;
  private final Desks desks;

  ReviewRoutes(Store store, ActiveSite documents, Desks desks) {
    this.store = store;
    this.documents = documents;
    this.desks = desks;
  }

  List<Route> all() {
    return List.of(
        Path.get("/api/review", request -> new Answer.Json(page(request.limit(50, 200)))),
        Path.get(
            "/api/assets",
            request ->
                new Answer.Json(assets(request.query("q").orElse(""), request.limit(20, 200)))),
        Decision.route("/api/review/{id}/accept", this::accept),
        Decision.route("/api/review/{id}/dismiss", this::dismiss));
  }

  private Facts page(int limit) {
    List<FindingBook.Row> waiting =
        store.read(unit -> unit.port(FindingBook.class).inReview(0, MOST));
    Map<String, Integer> sizes = new HashMap<>();
    waiting.forEach(row -> sizes.merge(alike(row.finding()), 1, Integer::sum));
    Optional<Site> site = documents.site();
    return Facts.with("waiting", waiting.size())
        .put("more", waiting.size() == MOST)
        .put(
            "findings",
            waiting.stream()
                .limit(limit)
                .map(row -> line(row, site, sizes.get(alike(row.finding()))))
                .toList())
        .put("templates", site.map(ReviewRoutes::templates).orElse(List.of()))
        .build();
  }

  private Facts line(FindingBook.Row row, Optional<Site> site, int alike) {
    Facts.Builder facts =
        FindingView.full(row).toBuilder()
            .put("queue", row.state().why().text("queue"))
            .put("template", row.state().why().text("template"))
            .put("alike", alike)
            .put("group", alike(row.finding()));
    site.ifPresent(
        known -> {
          if (known.assets().place(row.finding().point()) instanceof Placement.Placed placed) {
            facts
                .put("asset", placed.pathText())
                .put("joins", open(known, placed, row.finding()).map(ReviewRoutes::order));
          } else {
            facts.put("mapping", true);
          }
        });
    return facts.build();
  }

  private Optional<WorkOrder> open(Site site, Placement.Placed placed, Finding finding) {
    Cause cause =
        new Cause(
            placed.asset().id(),
            site.rules().failureMode(finding.defectClass()),
            finding.identity().orElse(finding.point()));
    return store.read(unit -> unit.port(OrderBook.class).openFor(cause));
  }

  private static Facts order(WorkOrder order) {
    return Facts.with("id", order.id()).put("title", order.title()).build();
  }

  private static String alike(Finding finding) {
    return String.join("\n", finding.point(), finding.defectClass(), finding.identity().orElse(""));
  }

  private static List<Facts> templates(Site site) {
    return site.templates().values().stream()
        .map(each -> Facts.with("id", each.id()).put("type", each.type()).build())
        .toList();
  }

  /** Assets whose id or path holds every word that is asked for. */
  private Facts assets(String asked, int limit) {
    List<String> words = List.of(asked.strip().toLowerCase(Locale.ROOT).split("\\s+"));
    List<Facts> found =
        documents.site().stream()
            .flatMap(
                site ->
                    site.assets().assets().stream()
                        .map(each -> asset(site, each.id(), each.level())))
            .filter(each -> words.stream().allMatch(each.json().toLowerCase(Locale.ROOT)::contains))
            .limit(limit)
            .toList();
    return Facts.with("assets", found).build();
  }

  private static Facts asset(Site site, String id, String level) {
    return Facts.with("id", id)
        .put("level", level)
        .put("path", site.assets().placeOn("", id).map(Placement.Placed::pathText))
        .build();
  }

  private Facts accept(Decision decision) {
    ReviewDesk.Accepted accepted =
        desks
            .reviews()
            .accept(
                decision.id(),
                new ReviewDesk.Acceptance(
                    decision.statement(),
                    decision.text("template"),
                    decision.text("asset"),
                    decision.truth("alike")));
    return Facts.with("order", accepted.order())
        .put("joined", accepted.joined())
        .put("findings", accepted.findings())
        .build();
  }

  private Facts dismiss(Decision decision) {
    int findings =
        desks.reviews().dismiss(decision.id(), decision.statement(), decision.truth("alike"));
    return Facts.with("findings", findings).build();
  }
}
