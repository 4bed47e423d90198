package org.bellcrank.canary;

import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.DeliveryBook.InstanceHealth;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;

/**
 * What is broken without any test: it stands, whatever a test finds.
 *
 * @param stage which stage
 * @param words one line that does not change while the trouble stands
 */
record Trouble(String stage, String words) {

  /** Of the documents. */
  static Optional<Trouble> of(ActiveSite active) {
    Optional<Site> site = active.site();
    if (!active.refusals().isEmpty()) {
      String first = active.refusals().get(0);
      return Optional.of(
          new Trouble(
              "documents",
              "the newest site documents were refused: %s; %s"
                  .formatted(
                      first,
                      site.map(each -> "version " + each.version() + " stays in force")
                          .orElse("none are in force"))));
    }
    return site.isPresent()
        ? Optional.empty()
        : Optional.of(
            new Trouble("documents", "no site documents are in force, nothing is decided"));
  }

  /** Of the way to a CMMS. */
  static Optional<Trouble> of(ConnectorInstance instance, Parts parts) {
    Connectors connectors = parts.connectors;
    if (connectors == null) {
      return Optional.of(new Trouble("connector", "nothing loads connectors on this gateway"));
    }
    Optional<Trouble> folder =
        connectors.all().stream()
            .filter(each -> each.kind().equals(instance.kind()) && !each.refusal().isEmpty())
            .findFirst()
            .map(each -> folder(each));
    return folder.or(() -> queue(instance, parts.deliveries));
  }

  private static Trouble folder(Connectors.Loaded folder) {
    return new Trouble(
        "connector folder",
        "the folder %s was refused: %s; %s"
            .formatted(
                folder.kind(),
                folder.refusal().get(0),
                folder.version().isEmpty()
                    ? "none runs"
                    : "version " + folder.version() + " goes on"));
  }

  private static Optional<Trouble> queue(ConnectorInstance instance, DeliveryBook book) {
    List<InstanceHealth> all = book == null ? List.of() : book.health();
    return all.stream()
        .filter(each -> each.instance().equals(instance.id()))
        .findFirst()
        .flatMap(
            each ->
                switch (each.breaker()) {
                  case CLOSED, PROBING, MAINTENANCE -> Optional.empty();
                  case OPEN -> Optional.of(waits("the CMMS is away or busy", each));
                  case CREDENTIAL -> Optional.of(waits("the key is not accepted", each));
                  case NO_CONNECTOR -> Optional.of(waits("the connector is not loaded", each));
                });
  }

  private static Trouble waits(String why, InstanceHealth health) {
    return new Trouble("queue", "its orders wait, %s: %s".formatted(why, health.lastWords()));
  }
}
