package org.bellcrank.console;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bellcrank.health.GatewayHealth;
import org.bellcrank.health.HealthFacts;
import org.bellcrank.journal.Facts;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;

/** What runs, what does not and why; and which documents are in force. */
final class HealthRoutes {

  private final Supplier<Optional<GatewayHealth>> health;
  private final ActiveSite documents;

  HealthRoutes(Supplier<Optional<GatewayHealth>> health, ActiveSite documents) {
    this.health = health;
    this.documents = documents;
  }

  List<Route> all() {
    return List.of(
        Path.get("/api/health", request -> new Answer.Json(report())),
        Path.get("/api/documents", request -> new Answer.Json(inForce())));
  }

  private Facts report() {
    return health
        .get()
        .map(one -> HealthFacts.of(one.report()))
        .orElseGet(
            () ->
                Facts.with("state", "unknown")
                    .put("note", "nothing on this gateway looks at its bundles")
                    .build());
  }

  private Facts inForce() {
    return Facts.with("active", documents.site().map(Site::version))
        .put("refusals", documents.refusals())
        .build();
  }
}
