package org.bellcrank.publish.mqtt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.delivery.AssetCondition;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the assets of the documents are: what is kept is read once, from then on the journal is
 * followed. For one thread.
 */
final class AssetStates {

  /** Kinds of entries of whose class a metric is; without them it is not told. */
  static final String CONDITION = "asset.condition";

  static final String ORDERS = "order.changed";
  static final String FINDINGS = Found.KIND;

  /** Assets that are told; a birth names each of them. */
  static final int MOST = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(AssetStates.class);
  private static final Set<String> KINDS = Set.of("order.raised", ORDERS, FINDINGS);
  private static final int PAGE = 500;

  /** Orders that are looked back at, once, when it begins. */
  private static final int MOST_ORDERS = 20_000;

  /** Likewise for findings; of an asset without one among them nothing is known to be found. */
  private static final int MOST_FINDINGS = 5_000;

  private final Map<String, WorkOrder> open = new HashMap<>();
  private final Map<String, Seen> newest = new HashMap<>();
  private long at = -1;
  private int told;

  /** What rules decided on last. */
  private record Seen(String defectClass, String severity) {}

  /**
   * The metrics by name: {@code asset/ID/condition} (NORMAL, DEGRADED, FAILED, by the approved
   * orders that are open), {@code asset/ID/openOrders}, {@code asset/ID/lastClass} and {@code
   * asset/ID/lastSeverity} (empty texts before anything was found).
   *
   * @param assets ids of those in the documents, in their order; the first {@link #MOST} are told
   * @param carried kinds of entries that leave; what is of another does not
   */
  Map<String, Object> metrics(UnitOfWork unit, List<String> assets, Set<String> carried) {
    if (assets.isEmpty()) {
      return Map.of(); // there may be no documents for long
    }
    if (at < 0) {
      begin(unit);
    } else {
      follow(unit);
    }
    tellTooMany(assets.size());
    Map<String, List<WorkOrder>> orders = byAsset();
    Map<String, Object> metrics = new LinkedHashMap<>();
    for (String asset : assets.subList(0, Math.min(assets.size(), MOST))) {
      String of = "asset/" + asset + "/";
      List<WorkOrder> own = orders.getOrDefault(asset, List.of());
      if (carried.contains(CONDITION)) {
        metrics.put(of + "condition", AssetCondition.State.of(own).name());
      }
      if (carried.contains(ORDERS)) {
        metrics.put(of + "openOrders", (long) own.size());
      }
      if (carried.contains(FINDINGS)) {
        Seen seen = newest.getOrDefault(asset, new Seen("", ""));
        metrics.put(of + "lastClass", seen.defectClass());
        metrics.put(of + "lastSeverity", seen.severity());
      }
    }
    return metrics;
  }

  private void tellTooMany(int assets) {
    if (assets > MOST && assets != told) {
      LOG.warn(
          "The Sparkplug node tells the states of {} assets; the documents have {}", MOST, assets);
    }
    told = assets;
  }

  private Map<String, List<WorkOrder>> byAsset() {
    Map<String, List<WorkOrder>> orders = new HashMap<>();
    open.values()
        .forEach(
            each ->
                orders.computeIfAbsent(each.cause().asset(), asset -> new ArrayList<>()).add(each));
    return orders;
  }

  private void begin(UnitOfWork unit) {
    open.clear(); // of a look that failed
    newest.clear();
    orders(unit.port(OrderBook.class));
    findings(unit.port(FindingBook.class));
    at = unit.port(Journal.class).lastSequence();
  }

  private void orders(OrderBook book) {
    Optional<String> before = Optional.empty();
    for (int looked = 0; looked < MOST_ORDERS; looked += PAGE) {
      List<WorkOrder> page = book.newest(before, PAGE);
      page.stream().filter(each -> each.status().isOpen()).forEach(this::take);
      if (page.size() < PAGE) {
        return;
      }
      before = Optional.of(page.get(page.size() - 1).id());
    }
    LOG.warn("Sparkplug node: orders before the newest {} are not counted as open", MOST_ORDERS);
  }

  private void findings(FindingBook book) {
    long before = 0;
    for (int looked = 0; looked < MOST_FINDINGS; looked += PAGE) {
      List<FindingBook.Row> page = book.newest(before, PAGE);
      for (FindingBook.Row row : page) {
        Optional<String> asset = row.state().why().text("asset");
        Optional<String> severity = row.state().why().text("severity");
        if (asset.isPresent() && severity.isPresent()) {
          newest.putIfAbsent(asset.get(), new Seen(row.finding().defectClass(), severity.get()));
        }
      }
      if (page.size() < PAGE) {
        return;
      }
      before = page.get(page.size() - 1).sequence();
    }
  }

  private void take(WorkOrder order) {
    if (order.status().isOpen()) {
      open.put(order.id(), order);
    } else {
      open.remove(order.id());
    }
  }

  private void follow(UnitOfWork unit) {
    Journal journal = unit.port(Journal.class);
    List<Entry> page = journal.after(at, KINDS, PAGE);
    while (!page.isEmpty()) {
      page.forEach(entry -> heard(unit, entry));
      at = page.get(page.size() - 1).sequence();
      page = page.size() < PAGE ? List.of() : journal.after(at, KINDS, PAGE);
    }
  }

  private void heard(UnitOfWork unit, Entry entry) {
    if (!entry.kind().equals(FINDINGS)) {
      unit.port(OrderBook.class).find(entry.subject()).ifPresent(this::take);
      return;
    }
    Entry found = Found.beside(unit, entry);
    Optional<String> asset = found.facts().text("asset");
    Optional<String> severity = found.facts().text("severity");
    Optional<String> defectClass = found.facts().text("class");
    if (asset.isPresent() && severity.isPresent() && defectClass.isPresent()) {
      newest.put(asset.get(), new Seen(defectClass.get(), severity.get()));
    }
  }
}
