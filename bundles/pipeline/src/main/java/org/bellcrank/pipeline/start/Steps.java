package org.bellcrank.pipeline.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;

/** The stages of a start, as the parts that are there make them. */
final class Steps {

  static final String STORE = "store";
  static final String DOCUMENTS = "documents";

  private static final String MEND = "the log says more; it is tried again by itself";

  private final Gateway gateway;
  private final Named named;

  Steps(Gateway gateway) {
    this.gateway = gateway;
    named = new Named(gateway);
  }

  /** All of them, in their order; those of the documents' parts once documents are in force. */
  List<Step> all() {
    List<Step> all = new ArrayList<>();
    all.add(new Step(STORE, "Store", true, true, List.of(), this::store));
    all.add(kept("journal", "Journal", Kept::journal));
    all.add(kept("conditions", "Conditions", Kept::conditions));
    all.add(kept("orders", "Orders", Kept::orders));
    all.add(new Step(DOCUMENTS, "Site documents", true, true, List.of(STORE), this::documents));
    all.add(ofSite("calendars", "Calendars", Steps::calendars));
    all.add(ofSite("assets", "Assets and points", Steps::assets));
    gateway.site().ifPresent(site -> add(site, all));
    return all;
  }

  private void add(Site site, List<Step> all) {
    List<String> after = List.of(DOCUMENTS);
    for (ConnectorInstance one : site.connectors()) {
      String id = one.id();
      all.add(
          new Step(
              "connector/" + id,
              "Connector " + id,
              false,
              false,
              after,
              () -> named.connector(one)));
      if (one.credential().isPresent() || one.keys().isPresent()) {
        all.add(new Step("key/" + id, "Key for " + id, false, false, after, () -> named.key(one)));
      }
    }
    for (String source : Named.sources(site)) {
      all.add(
          new Step(
              "source/" + source,
              "Source " + source,
              true,
              false,
              after,
              () -> named.source(source)));
    }
  }

  private Step kept(String id, String title, Function<Store, Look> look) {
    return new Step(
        id,
        title,
        true,
        true,
        List.of(STORE),
        () -> {
          Store there = gateway.store;
          try {
            return there == null ? Look.waits("the store is not open", MEND) : look.apply(there);
          } catch (StoreException e) {
            return Look.waits("the store says: " + e.getMessage(), MEND);
          }
        });
  }

  private Step ofSite(String id, String title, Function<Site, Look> look) {
    return new Step(
        id,
        title,
        true,
        true,
        List.of(DOCUMENTS),
        () -> gateway.site().map(look).orElseGet(() -> Look.waits("no documents", "")));
  }

  /** It is offered only once it is open and its tables are as this version needs them. */
  private Look store() {
    return gateway.store == null
        ? Look.waits(
            "no store is open",
            "configure data.directory of org.bellcrank.store.jdbc.JdbcStore; where it is, the log"
                + " says why it does not open")
        : Look.up("open, its tables are in place");
  }

  private Look documents() {
    ActiveSite there = gateway.documents;
    if (there == null) {
      return Look.waits("nothing keeps site documents", "install the package bellcrank-core");
    }
    Optional<Site> site = there.site();
    if (site.isEmpty()) {
      return there.refusals().isEmpty()
          ? Look.waits(
              "none are in force", "put them into the folder documents of the data directory")
          : Look.waits("refused: " + there.refusals().get(0), "mend what is named");
    }
    if (!there.settled()) {
      return Look.waits("what lies in their folder is not judged yet", "");
    }
    String version = "version %s is in force".formatted(site.get().version());
    return Look.up(
        there.refusals().isEmpty()
            ? version
            : version + "; newer ones were refused: " + there.refusals().get(0));
  }

  private static Look calendars(Site site) {
    return Look.up(
        site.calendars().isEmpty()
            ? "none are named: rules find no shifts"
            : "of " + String.join(", ", site.calendars().keySet().stream().sorted().toList()));
  }

  private static Look assets(Site site) {
    return Look.up(
        "%d assets, %d points"
            .formatted(site.assets().assets().size(), site.assets().points().size()));
  }
}
