package org.bellcrank.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Endpoint;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.TransportList;
import org.bellcrank.journal.Facts;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;

/** The transport check list: what holds on the way to each system of the site documents. */
final class TransportRoutes {

  private final ActiveSite documents;
  private final Supplier<Optional<Connectors>> connectors;

  private TransportRoutes(ActiveSite documents, Supplier<Optional<Connectors>> connectors) {
    this.documents = documents;
    this.connectors = connectors;
  }

  static Route of(ActiveSite documents, Supplier<Optional<Connectors>> connectors) {
    TransportRoutes routes = new TransportRoutes(documents, connectors);
    return Path.get("/api/transport", request -> new Answer.Json(routes.page()));
  }

  private Facts page() {
    List<ConnectorInstance> instances = documents.site().map(Site::connectors).orElse(List.of());
    return Facts.with("endpoints", instances.stream().map(this::endpoint).toList()).build();
  }

  private Facts endpoint(ConnectorInstance instance) {
    Facts.Builder facts =
        Facts.with("instance", instance.id())
            .put("kind", instance.kind())
            .put("title", instance.title());
    Optional<Connector> loaded = connectors.get().flatMap(all -> all.find(instance.kind()));
    if (loaded.isEmpty()) {
      return facts
          .put("complaints", List.of("the connector %s is not loaded".formatted(instance.kind())))
          .build();
    }
    Endpoint endpoint;
    try {
      endpoint = Endpoint.of(instance, loaded.get());
    } catch (IllegalArgumentException unreadable) { // which is no matter of the other endpoints
      return facts
          .put("complaints", List.of("its address cannot be read: " + unreadable.getMessage()))
          .build();
    }
    TransportList stated = loaded.get().facts().transport();
    return facts
        .put("items", endpoint.items().entrySet().stream().map(each -> item(each, stated)).toList())
        .put("complaints", endpoint.complaints())
        .build();
  }

  private static Facts item(Map.Entry<String, String> here, TransportList stated) {
    return Facts.with("item", here.getKey())
        .put("here", here.getValue())
        .put("stated", stated.items().get(here.getKey()))
        .put("source", stated.sources().get(here.getKey()))
        .build();
  }
}
