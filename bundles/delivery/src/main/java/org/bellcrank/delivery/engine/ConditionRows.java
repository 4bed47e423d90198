package org.bellcrank.delivery.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.delivery.AssetCondition;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.ToldConditions;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the orders in the journal and plans a row for each state into which an asset comes, where
 * an instance wants to be told. A row carries what is newest when it is sent, and no two of one
 * asset are under way together: what an old one says can never arrive behind a newer one. For one
 * thread, but for its static methods.
 */
final class ConditionRows {

  private static final Logger LOG = LoggerFactory.getLogger(ConditionRows.class);

  /** In a row's variables: the key of the asset's record in the CMMS. */
  static final String ASSET = "asset";

  private static final String POSITION = "condition.";
  private static final Set<String> KINDS = Set.of("order.raised", "order.changed");
  private static final int AT_ONCE = 200;
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

  private final Store store;
  private final Clock clock;
  private final Map<String, Long> seen = new HashMap<>();
  private final Map<String, Instant> failed = new HashMap<>();

  ConditionRows(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Some entries of the journal, and how far they reach. */
  private record Look(List<Entry> entries, long to) {}

  /**
   * Plans what has come since the last time. What goes wrong with it is told and tried again later:
   * orders flow meanwhile.
   */
  void follow(ConnectorInstance instance, Connector connector) {
    if (!instance.condition()
        || connector.recipe().flow(Purpose.CONDITION).isEmpty()
        || rests(instance)) {
      return;
    }
    try {
      follow(instance);
      failed.remove(instance.id());
    } catch (RuntimeException e) {
      LOG.error(
          "What {} is to be told of its assets could not be planned; next try in a minute.",
          instance.id(),
          e);
      failed.put(instance.id(), clock.instant());
    }
  }

  private boolean rests(ConnectorInstance instance) {
    Instant last = failed.get(instance.id());
    return last != null
        && Duration.between(last, clock.instant()).abs().compareTo(AFTER_FAILURE) < 0;
  }

  private void follow(ConnectorInstance instance) {
    String reader = POSITION + instance.id();
    long from =
        seen.computeIfAbsent(
            reader, name -> store.read(unit -> unit.port(Positions.class).position(name)));
    Look look = store.read(unit -> look(unit.port(Journal.class), from));
    if (!look.entries().isEmpty()) {
      store.commit(
          unit -> {
            changed(look.entries()).forEach((order, at) -> heard(unit, instance, order, at));
            unit.port(Positions.class).advance(reader, look.to());
            return null;
          });
    }
    seen.put(reader, look.to());
  }

  private static Look look(Journal journal, long from) {
    long last = journal.lastSequence();
    if (last <= from) {
      return new Look(List.of(), from);
    }
    List<Entry> entries = journal.after(from, KINDS, AT_ONCE);
    boolean all = entries.size() < AT_ONCE;
    return new Look(entries, all ? last : entries.get(entries.size() - 1).sequence());
  }

  /** Each order once, with the time of its newest change. */
  private static Map<String, Instant> changed(List<Entry> entries) {
    Map<String, Instant> orders = new LinkedHashMap<>();
    for (Entry entry : entries) {
      orders.remove(entry.subject());
      orders.put(entry.subject(), entry.at());
    }
    return orders;
  }

  /** Of an asset that the CMMS does not know by a key nothing can be told. */
  private void heard(UnitOfWork unit, ConnectorInstance instance, String id, Instant at) {
    unit.port(OrderBook.class)
        .find(id)
        .filter(order -> order.connector().equals(instance.id()))
        .filter(order -> order.fields().has("asset.foreignId"))
        .ifPresent(order -> heard(unit, order, at));
  }

  private void heard(UnitOfWork unit, WorkOrder order, Instant at) {
    ToldConditions told = unit.port(ToldConditions.class);
    String asset = order.fields().requireText("asset.foreignId");
    Optional<AssetCondition> kept = told.find(order.connector(), asset);
    AssetCondition before =
        kept.orElseGet(() -> AssetCondition.unheard(order.connector(), asset, at));
    AssetCondition now = Weighing.of(before, open(unit, before, order), order, at);
    if (now.state() != before.state()) {
      now = now.toldBy(row(unit, now, order));
      append(unit, before, now, order, at);
    }
    if (kept.isPresent() || now.delivery().isPresent()) {
      told.keep(now);
    }
  }

  private static List<WorkOrder> open(UnitOfWork unit, AssetCondition before, WorkOrder order) {
    Set<String> ids = new LinkedHashSet<>(before.orders());
    ids.add(order.id());
    return ids.stream()
        .flatMap(id -> unit.port(OrderBook.class).find(id).stream())
        .filter(AssetCondition::counts)
        .toList();
  }

  private static void append(
      UnitOfWork unit, AssetCondition before, AssetCondition now, WorkOrder order, Instant at) {
    unit.append(
        at,
        "asset.condition",
        order.cause().asset(),
        Facts.with("instance", now.instance())
            .put("foreignId", now.asset())
            .put("before", before.state())
            .put("state", now.state())
            .put("order", order.id())
            .put("orders", now.orders().size())
            .put("delivery", now.delivery())
            .build());
  }

  /** The row that tells it: the one that waits where nothing of it was sent, else a new one. */
  private String row(UnitOfWork unit, AssetCondition now, WorkOrder order) {
    OutboxBook book = unit.port(OutboxBook.class);
    Optional<Delivery> last = now.delivery().flatMap(book::find);
    if (last.filter(row -> row.state().isOpen() && isUntouched(row)).isPresent()) {
      return last.get().id();
    }
    if (last.filter(row -> row.state().needsPerson()).isPresent()) {
      book.change(afresh(last.get(), clock.instant()));
      return last.get().id();
    }
    long number =
        book.ofOrder(order.id()).stream().filter(row -> row.purpose() == Purpose.CONDITION).count();
    Delivery row =
        Delivery.planned(
                "dl-%s-S%d".formatted(order.reference(), number + 1),
                order.id(),
                order.connector(),
                Purpose.CONDITION,
                order.priority(),
                clock.instant())
            .withVariable(ASSET, now.asset());
    boolean waits = last.filter(each -> each.state().isOpen()).isPresent();
    PlannedOutbox.plan(unit, waits ? row.withState(DeliveryState.HELD, "") : row);
    return row.id();
  }

  /** Whether the newest content will still be read for it. */
  private static boolean isUntouched(Delivery row) {
    return row.stage("firstIntent").isEmpty();
  }

  /** What a person was asked about an older state is sent anew with the newer one. */
  private static Delivery afresh(Delivery row, Instant now) {
    Facts kept =
        Facts.with(ASSET, row.variables().text(ASSET))
            .put(Walk.GENERATION, row.variables().whole(Walk.GENERATION).orElse(0))
            .put(Walk.ROUND, row.variables().whole(Walk.ROUND).orElse(0) + 1)
            .put(Walk.AGAIN, true)
            .build();
    return row.withVariables(kept).atStep("", 0, now, "");
  }

  /** Lets go what waited for a row that has just ended, well or not. */
  static void ended(UnitOfWork unit, Delivery row, Instant now) {
    OutboxBook book = unit.port(OutboxBook.class);
    told(unit, row)
        .flatMap(AssetCondition::delivery)
        .flatMap(book::find)
        .filter(next -> next.state() == DeliveryState.HELD)
        .ifPresent(next -> book.change(next.atStep("", 0, now, "")));
  }

  /** The asset as it is now, in the row's entry of the journal. */
  static Facts state(UnitOfWork unit, Delivery row) {
    return Facts.with("foreignId", row.variables().text(ASSET))
        .put("state", told(unit, row).map(AssetCondition::state))
        .build();
  }

  /**
   * What a row is written from: its order, and for a condition how the asset is now under the names
   * of {@link org.bellcrank.workorder.OrderFields}.
   */
  static WorkOrder subject(UnitOfWork unit, Delivery row, WorkOrder order) {
    if (row.purpose() != Purpose.CONDITION) {
      return order;
    }
    WorkOrder subject = order;
    Facts known = told(unit, row).map(AssetCondition::known).orElse(Facts.empty());
    for (Map.Entry<String, Object> each : known.values().entrySet()) {
      subject = subject.withField(each.getKey(), each.getValue());
    }
    return subject;
  }

  private static Optional<AssetCondition> told(UnitOfWork unit, Delivery row) {
    return row.variables()
        .text(ASSET)
        .flatMap(asset -> unit.port(ToldConditions.class).find(row.instance(), asset));
  }
}
