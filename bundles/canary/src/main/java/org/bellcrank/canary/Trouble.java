package org.bellcrank.canary;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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

  /**
   * Orders flow, what comes after them does not. Whatever else is wrong is more urgent and is told
   * over it.
   */
  static final String BEHIND = "behind";

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
    DeliveryBook book = parts.deliveries;
    return folder.or(() -> queue(instance.id(), book == null ? List.of() : book.health()));
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

  static Optional<Trouble> queue(String instance, List<InstanceHealth> all) {
    return all.stream()
        .filter(each -> each.instance().equals(instance))
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

  /** For what comes after an order the key has no right. Shorter troubles pass. */
  static Optional<Trouble> behind(String instance, Parts parts) {
    DeliveryBook book = parts.deliveries;
    return book == null ? Optional.empty() : behind(instance, book.health());
  }

  static Optional<Trouble> behind(String instance, List<InstanceHealth> all) {
    String kept =
        all.stream()
            .filter(each -> each.instance().equals(instance))
            .flatMap(each -> each.behind().entrySet().stream())
            .filter(each -> each.getValue() == DeliveryBook.Breaker.CREDENTIAL)
            .map(each -> each.getKey().rows())
            .collect(Collectors.joining(" and "));
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Trouble(BEHIND, "its %s wait, the key is not accepted for them".formatted(kept)));
  }

  boolean isBehind() {
    return stage.equals(BEHIND);
  }

  private static Trouble waits(String why, InstanceHealth health) {
    return new Trouble("queue", "its orders wait, %s: %s".formatted(why, health.lastWords()));
  }
}
