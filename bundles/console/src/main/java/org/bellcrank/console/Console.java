package org.bellcrank.console;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Store;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.vision.Cameras;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Everything that people may see, as routes; the rim bundles serve them. */
@Component(service = Console.class)
public final class Console {

  private final List<Route> routes;

  /**
   * Puts the routes together.
   *
   * @param cameras null on a gateway without cameras
   */
  @Activate
  public Console(
      @Reference Store store,
      @Reference EvidenceStore evidence,
      @Reference ActiveSite documents,
      @Reference DeliveryBook deliveries,
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          Cameras cameras,
      @Reference Clock clock) {
    Instant startedAt = clock.instant();
    List<Route> all = new ArrayList<>();
    all.addAll(FindingRoutes.of(store));
    all.addAll(OrderRoutes.of(store, deliveries));
    all.add(EvidenceRoute.of(store, evidence));
    Cameras known = cameras == null ? List::of : cameras;
    all.addAll(new SystemRoutes(store, documents, deliveries, known, startedAt).all());
    routes = List.copyOf(all);
  }

  /** The routes, in the order in which they are tried. */
  public List<Route> routes() {
    return routes;
  }
}
