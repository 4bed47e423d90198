package org.bellcrank.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.site.DocumentVersions;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.OrderText;
import org.bellcrank.workorder.WorkOrder;

/**
 * The recording that a gateway's own store holds. Reads page by page, so that a gateway that runs
 * is never held up; writes nothing. What is decided after it was opened is not part of it.
 */
public final class StoreRecording implements Recording {

  private static final int VERSIONS = 1000;
  private static final int PAGE = 500;

  /** Moves of orders among which those since a moment are looked for. */
  private static final int MOVES = 100_000;

  /** Orders of a cause among which the newest at a moment is looked for. */
  private static final int ORDERS_OF_A_CAUSE = 1000;

  /** Entries that are looked at for the state of one order. */
  private static final int ENTRIES = 100_000;

  private final Store store;
  private final long end;
  private final long decided;
  private final Map<String, Map<String, String>> texts = new HashMap<>();

  /** Opens what the store holds now. */
  public StoreRecording(Store store) {
    this.store = store;
    this.decided = store.read(unit -> unit.port(Positions.class).position("pipeline"));
    this.end = store.read(unit -> unit.port(Journal.class).lastSequence());
    List<DocumentVersions.Version> versions =
        store.read(unit -> unit.port(DocumentVersions.class).newest(VERSIONS));
    versions.forEach(version -> texts.put(version.id(), version.files()));
  }

  @Override
  public List<Entry> entries(long after, int limit) {
    int atMost = (int) Math.min(limit, Math.max(0, end - after));
    return atMost == 0
        ? List.of()
        : store.read(unit -> unit.port(Journal.class).after(after, atMost));
  }

  @Override
  public List<ObservationBook.Stored> observations(long after, int limit) {
    return store.read(unit -> unit.port(ObservationBook.class).after(after, limit));
  }

  @Override
  public long decided() {
    return decided;
  }

  @Override
  public Optional<Map<String, String>> documents(String version) {
    return Optional.ofNullable(texts.get(version));
  }

  @Override
  public Optional<String> inForce(long entry) {
    return store
        .read(unit -> unit.port(Journal.class).newest("documents.activated", VERSIONS))
        .stream()
        .filter(each -> each.sequence() <= entry)
        .map(Entry::subject)
        .findFirst();
  }

  @Override
  public Start start(Instant from) {
    long entry = lastBefore(from);
    if (entry == 0) {
      return Start.BEGINNING;
    }
    return new Start(
        entry,
        observationBefore(entry),
        openAt(entry, from),
        cause -> newestAt(cause, entry, from));
  }

  /** The journal is without gaps and in the order of the gateway's clock: halving finds it. */
  private long lastBefore(Instant from) {
    long low = 0;
    long high = end;
    while (low < high) {
      long middle = low + (high - low) / 2;
      boolean before = entries(middle, 1).get(0).at().isBefore(from);
      low = before ? middle + 1 : low;
      high = before ? high : middle;
    }
    return low;
  }

  /**
   * Observations are decided in the order of their places, so the first decision after the entry
   * and the first acceptance after it tell where to begin.
   */
  private long observationBefore(long entry) {
    long accepted = Long.MAX_VALUE;
    long at = entry;
    for (List<Entry> page = entries(at, PAGE); !page.isEmpty(); page = entries(at, PAGE)) {
      for (Entry each : page) {
        at = each.sequence();
        if (each.kind().equals("observation.accepted")) {
          accepted = Math.min(accepted, each.facts().whole("position").orElse(accepted));
        }
        if (Told.isFirst(each)) {
          String observation = Told.observation(each);
          long place =
              store
                  .read(unit -> unit.port(ObservationBook.class).find(observation))
                  .map(ObservationBook.Stored::position)
                  .orElse(accepted);
          return Math.min(place, accepted) - 1;
        }
      }
    }
    return Math.min(accepted - 1, decided);
  }

  private List<WorkOrder> openAt(long entry, Instant from) {
    List<WorkOrder> open = new ArrayList<>();
    Set<String> moved = movedSince(entry);
    Optional<String> before = Optional.empty();
    while (true) {
      Optional<String> cursor = before;
      List<WorkOrder> page = store.read(unit -> unit.port(OrderBook.class).newest(cursor, PAGE));
      for (WorkOrder order : page) {
        boolean maybe = order.status().isOpen() || moved.contains(order.id());
        if (maybe && order.raisedAt().isBefore(from)) {
          at(order, entry).filter(then -> then.status().isOpen()).ifPresent(open::add);
        }
      }
      if (page.size() < PAGE) {
        return open;
      }
      before = Optional.of(page.get(page.size() - 1).id());
    }
  }

  private Optional<WorkOrder> newestAt(Cause cause, long entry, Instant from) {
    return store.read(unit -> unit.port(OrderBook.class).ofCause(cause, ORDERS_OF_A_CAUSE)).stream()
        .filter(order -> order.raisedAt().isBefore(from))
        .flatMap(order -> at(order, entry).stream())
        .findFirst();
  }

  private Set<String> movedSince(long entry) {
    return store.read(unit -> unit.port(Journal.class).newest("order.moved", MOVES)).stream()
        .filter(each -> each.sequence() > entry)
        .map(Entry::subject)
        .collect(Collectors.toSet());
  }

  /** An order as it stood at a place of the journal; its best evidence is that of its raising. */
  private Optional<WorkOrder> at(WorkOrder now, long entry) {
    WorkOrder order = null;
    for (Entry each : store.read(unit -> unit.port(Journal.class).about(now.id(), ENTRIES))) {
      if (each.sequence() > entry) {
        break;
      }
      if (each.kind().equals("order.raised")) {
        order = OrderText.from(each.facts());
      } else if (each.kind().equals("order.changed") && order != null) {
        order = changed(order, each.facts());
      } else if (each.kind().equals("order.moved") && order != null) {
        order = ended(order, each);
      }
    }
    return Optional.ofNullable(order);
  }

  /** Journals of before an order kept when it ended tell it by the move. */
  private static WorkOrder ended(WorkOrder order, Entry move) {
    if (order.status().isOpen() || order.fields().has("order.endedAt")) {
      return order;
    }
    return order.withField("order.endedAt", move.at());
  }

  private static WorkOrder changed(WorkOrder order, Facts change) {
    int priority = (int) change.whole("priority").orElse(order.priority());
    String status = change.text("status").orElse(order.status().name());
    return OrderText.from(
        OrderText.facts(order).toBuilder()
            .put("priority", priority)
            .put("status", OrderStatus.valueOf(status))
            .put("occurrences", change.whole("occurrences").orElse(order.occurrences()))
            .put(
                "fields",
                order.fields().toBuilder()
                    .putAll(change.facts("fields").orElse(Facts.empty()))
                    .put("order.priority", priority)
                    .put("order.status", status)
                    .build())
            .build());
  }
}
