package org.bellcrank.register;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bellcrank.asset.Asset;
import org.bellcrank.asset.Criticality;
import org.bellcrank.asset.Standing;
import org.bellcrank.asset.StandingBook;
import org.bellcrank.delivery.AssetFields;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.ForeignAsset;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.register.Discrepancy.Kind;
import org.bellcrank.site.Site;

/** Holds a register that was read against one version of the site documents, and acts on it. */
final class Holding {

  private static final int PAGE = 500;

  /** Of the records without counterpart; of new discrepancies in the journal. */
  private static final int MOST = 200;

  private final Store store;
  private final Clock clock;
  private final ConnectorInstance connector;
  private final Site site;
  private final List<Discrepancy> told = new ArrayList<>();
  private long unmapped;

  Holding(Store store, Clock clock, ConnectorInstance connector, Site site) {
    this.store = store;
    this.clock = clock;
    this.connector = connector;
    this.site = site;
  }

  /**
   * Acts on a reading that came to its end.
   *
   * @param last the reading before; the same one where only the documents are new
   */
  void hold(RegisterBook.Reading reading, Optional<RegisterBook.Reading> last) {
    boolean anew = last.filter(before -> before.begun().equals(reading.begun())).isEmpty();
    int gone = anew ? gone(reading) : 0;
    List<Reconciliation.Match> matches =
        Reconciliation.of(
            connector.id(), connector.site(), site.assets(), this::records, this::take);
    store.commit(
        unit -> {
          standings(unit, matches);
          news(unit);
          unit.port(RegisterBook.class).replace(connector.id(), told);
          unit.port(RegisterBook.class)
              .keep(
                  new RegisterBook.Reading(
                      connector.id(),
                      reading.begun(),
                      reading.before(),
                      reading.ended(),
                      reading.shown(),
                      unmapped,
                      site.version()));
          unit.append(
              clock.instant(), "register.read", connector.id(), facts(reading, matches, gone));
          return null;
        });
  }

  /** Nothing that the register said counts any more; its records stay as they were shown. */
  void end() {
    store.commit(
        unit -> {
          RegisterBook book = unit.port(RegisterBook.class);
          Map<String, Standing> before = before(unit);
          if (book.reading(connector.id()).isPresent() || !before.isEmpty()) {
            before.forEach((asset, standing) -> journal(unit, asset, standing, null));
            unit.port(StandingBook.class).stand(connector.id(), List.of());
            book.end(connector.id());
            unit.append(
                clock.instant(),
                "register.ended",
                connector.id(),
                Facts.with("documents", site.version()).build());
          }
          return null;
        });
  }

  private Map<String, Standing> before(UnitOfWork unit) {
    Map<String, Standing> before = new TreeMap<>();
    unit.port(StandingBook.class).standings().stream()
        .filter(each -> each.instance().equals(connector.id()))
        .forEach(each -> before.put(each.asset(), each));
    return before;
  }

  /** What two readings in a row did not show, both of which came to their end. */
  private int gone(RegisterBook.Reading reading) {
    Optional<Instant> since =
        reading.before().filter(before -> before.isBefore(reading.begun())); // or it was set back
    return since.isEmpty()
        ? 0
        : store.commit(
            unit ->
                unit.port(RegisterBook.class).gone(connector.id(), since.get(), clock.instant()));
  }

  private Facts facts(RegisterBook.Reading reading, List<Reconciliation.Match> matches, int gone) {
    Map<String, Long> counts = new TreeMap<>();
    told.forEach(each -> counts.merge(each.kind().name(), 1L, Long::sum));
    counts.computeIfPresent(Kind.UNMAPPED.name(), (kind, some) -> unmapped);
    return Facts.with("instance", connector.id())
        .put("shown", reading.shown())
        .put("gone", gone)
        .put("matched", matches.size())
        .put("discrepancies", Facts.of(counts))
        .put("documents", site.version())
        .build();
  }

  private void records(Consumer<ForeignAsset> taker) {
    String after = "";
    while (true) {
      String from = after;
      List<RegisterEntry> page =
          store.read(unit -> unit.port(RegisterBook.class).after(connector.id(), from, PAGE));
      page.stream()
          .filter(entry -> entry.goneAt().isEmpty())
          .forEach(entry -> taker.accept(entry.asset()));
      if (page.size() < PAGE) {
        return;
      }
      after = page.get(page.size() - 1).asset().foreignId();
    }
  }

  private void take(Discrepancy discrepancy) {
    if (discrepancy.kind() != Kind.UNMAPPED || unmapped++ < MOST) {
      told.add(discrepancy);
    }
  }

  private void news(UnitOfWork unit) {
    Set<Discrepancy> before =
        new HashSet<>(unit.port(RegisterBook.class).discrepancies(connector.id()));
    told.stream()
        .filter(each -> each.kind() != Kind.UNMAPPED && !before.contains(each))
        .limit(MOST)
        .forEach(
            each ->
                unit.append(
                    clock.instant(),
                    "register.differs",
                    each.asset(),
                    Facts.with("instance", connector.id())
                        .put("kind", each.kind())
                        .put("record", each.record())
                        .put("words", each.words())
                        .build()));
  }

  /** Only what the documents name has effects; what was found is for a person to write down. */
  private void standings(UnitOfWork unit, List<Reconciliation.Match> matches) {
    Map<String, Standing> before = before(unit);
    Map<String, Standing> after = new TreeMap<>();
    before.values().stream()
        .filter(this::stays)
        .forEach(each -> after.put(each.asset(), each.onlyRetired()));
    matches.stream()
        .filter(match -> match.named() && here(match.asset()))
        .forEach(
            match -> {
              String asset = match.asset().id();
              after.remove(asset);
              standing(unit, match, before.get(asset)).ifPresent(it -> after.put(asset, it));
            });
    Set<String> concerned = new HashSet<>(before.keySet());
    concerned.addAll(after.keySet());
    concerned.stream()
        .sorted()
        .forEach(asset -> journal(unit, asset, before.get(asset), after.get(asset)));
    unit.port(StandingBook.class).stand(connector.id(), List.copyOf(after.values()));
  }

  /**
   * A record that was retired and is not shown any more was most likely cleared away; that does not
   * put the asset back into service.
   */
  private boolean stays(Standing standing) {
    return standing.retired().isPresent()
        && site.assets()
            .asset(standing.asset())
            .filter(asset -> standing.record().equals(asset.foreignIds().get(connector.id())))
            .filter(this::here)
            .isPresent();
  }

  private boolean here(Asset asset) {
    return site.assets()
        .siteOf(asset.id())
        .filter(at -> at.id().equals(connector.site()))
        .isPresent();
  }

  private Optional<Standing> standing(
      UnitOfWork unit, Reconciliation.Match match, Standing before) {
    Optional<Instant> was =
        Optional.ofNullable(before)
            .filter(each -> each.record().equals(match.record().foreignId()))
            .flatMap(Standing::retired);
    Optional<Instant> retired = unclear(match.record()) ? was : Optional.empty();
    if (match.record().retired()) {
      retired = was.or(() -> since(unit, match.record())).or(() -> Optional.of(clock.instant()));
    }
    Optional<Criticality> criticality =
        match
            .record()
            .field(AssetFields.CRITICALITY)
            .filter(word -> connector.register().criticality())
            .map(Criticality::valueOf)
            .filter(taken -> !match.asset().criticality().equals(Optional.of(taken)));
    return retired.isEmpty() && criticality.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Standing(
                match.asset().id(),
                connector.id(),
                match.record().foreignId(),
                retired,
                criticality));
  }

  /** A word that is not listed: it retires nothing, and puts nothing back into service. */
  private static boolean unclear(ForeignAsset record) {
    return record.state().isEmpty() && !record.statusWord().isEmpty();
  }

  private Optional<Instant> since(UnitOfWork unit, ForeignAsset record) {
    return unit.port(RegisterBook.class)
        .find(connector.id(), record.foreignId())
        .flatMap(RegisterEntry::retiredAt);
  }

  private void journal(UnitOfWork unit, String asset, Standing before, Standing after) {
    boolean was = before != null && before.retired().isPresent();
    boolean is = after != null && after.retired().isPresent();
    if (was != is) {
      Standing said = is ? after : before;
      unit.append(
          clock.instant(),
          is ? "asset.retired" : "asset.returned",
          asset,
          Facts.with("instance", connector.id())
              .put("record", said.record())
              .put("words", is ? said.words() : "rules decide for asset " + asset + " again")
              .build());
    }
    Optional<Criticality> from = Optional.ofNullable(before).flatMap(Standing::criticality);
    Optional<Criticality> to = Optional.ofNullable(after).flatMap(Standing::criticality);
    if (!from.equals(to)) {
      unit.append(
          clock.instant(),
          "asset.criticality",
          asset,
          Facts.with("instance", connector.id())
              .put("from", from.or(() -> site.assets().criticality(asset)))
              .put("to", to.or(() -> site.assets().criticality(asset)))
              .put("by", to.isPresent() ? "register" : "documents")
              .build());
    }
  }
}
