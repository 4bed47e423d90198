package org.bellcrank.console;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Portrait;
import org.bellcrank.delivery.connector.Right;
import org.bellcrank.journal.Facts;

/** Which connectors there are, used or not: what each can do and how far it was proven. */
final class CatalogueRoutes {

  private final DeliveryBook deliveries;
  private final Supplier<Optional<Connectors>> connectors;

  CatalogueRoutes(DeliveryBook deliveries, Supplier<Optional<Connectors>> connectors) {
    this.deliveries = deliveries;
    this.connectors = connectors;
  }

  List<Route> all() {
    return List.of(Path.get("/api/catalogue", request -> new Answer.Json(page())));
  }

  private Facts page() {
    List<DeliveryBook.InstanceHealth> instances = deliveries.health();
    Optional<Connectors> there = connectors.get();
    List<Facts> folders =
        there.map(Connectors::all).orElse(List.of()).stream()
            .map(each -> folder(each, there.flatMap(all -> all.find(each.kind())), instances))
            .toList();
    return Facts.with("folders", folders).build();
  }

  private static Facts folder(
      Connectors.Loaded loaded,
      Optional<Connector> connector,
      List<DeliveryBook.InstanceHealth> instances) {
    Facts.Builder facts =
        ConnectorRoutes.folder(loaded).toBuilder()
            .put("origin", loaded.origin().isEmpty() ? null : loaded.origin())
            .put(
                "instances",
                instances.stream()
                    .filter(each -> each.kind().equals(loaded.kind()))
                    .map(ConnectorRoutes::instance)
                    .toList());
    connector.ifPresent(each -> describe(each, facts));
    return facts.build();
  }

  private static void describe(Connector connector, Facts.Builder facts) {
    Portrait portrait = Portrait.of(connector);
    facts
        .put("system", connector.facts().system())
        .put("edition", connector.facts().edition())
        .put("object", connector.facts().object())
        .put("deliveryClass", name(connector.deliveryClass()))
        .put("idempotency", connector.idempotency())
        .put("verifiedAgainst", name(connector.verified().against()))
        .put("verifiedWhat", connector.verified().what())
        .put("rights", connector.rights().stream().map(CatalogueRoutes::right).toList())
        .put("transports", portrait.transports())
        .put("proofs", portrait.proofs())
        .put("purposes", portrait.purposes().stream().map(CatalogueRoutes::name).toList())
        .put("attaching", attaching(connector, portrait))
        .put("learning", portrait.learning().map(CatalogueRoutes::learning))
        .put("context", connector.context().stream().map(CatalogueRoutes::context).toList())
        .put("concurrency", connector.limits().concurrency())
        .put("requestsPerMinute", connector.limits().requestsPerMinute())
        .put("requestsPerHour", connector.limits().requestsPerHour())
        .put("fields", connector.mapping().fields().size());
  }

  private static Optional<Facts> attaching(Connector connector, Portrait portrait) {
    Connector.Attachments limits = connector.attachments();
    return portrait.attaching().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Facts.with("ways", portrait.attaching())
                .put("roles", limits.roles().stream().map(CatalogueRoutes::lower).toList())
                .put("maxBytes", limits.maxBytes())
                .put("mediaTypes", limits.mediaTypes())
                .put("maxCount", limits.maxCount())
                .build());
  }

  private static Facts learning(Portrait.Learning learning) {
    Facts.Builder statuses = Facts.builder();
    learning.statuses().forEach(statuses::put);
    return Facts.with("everySeconds", learning.every().toSeconds())
        .put("changes", learning.changes())
        .put("statuses", statuses.build())
        .put("closure", learning.closure())
        .put("outcome", learning.outcome())
        .build();
  }

  private static Facts right(Right right) {
    return Facts.with("may", right.may().stream().sorted().map(CatalogueRoutes::name).toList())
        .put("on", right.on())
        .put("for", right.needed().stream().sorted().map(CatalogueRoutes::name).toList())
        .build();
  }

  private static Facts context(Connector.ContextField field) {
    return Facts.with("name", field.name())
        .put("required", field.required())
        .put("meaning", field.meaning())
        .build();
  }

  private static String name(Enum<?> constant) {
    return lower(constant.name()).replace('_', '-');
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
