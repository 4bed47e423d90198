package org.bellcrank.delivery.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryDesk.Adopted;
import org.bellcrank.delivery.DeliveryDesk.Case;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Diagnosis;
import org.bellcrank.delivery.InstanceDirectory;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** Does what a person decided about deliveries. */
final class Desk {

  private static final int MOST_WAITING = 10_000;
  private static final int ROWS_PER_UNIT = 200;
  private static final int MOST_UNDER_WAY = 1000;

  private final Store store;
  private final Clock clock;
  private final InstanceDirectory directory;
  private final Connectors connectors;
  private final Reading reading;

  Desk(
      Store store,
      Clock clock,
      InstanceDirectory directory,
      Connectors connectors,
      Reading reading) {
    this.store = store;
    this.clock = clock;
    this.directory = directory;
    this.connectors = connectors;
    this.reading = reading;
  }

  /** What waits for its time is due now; what is under way stays as it is. */
  void hurry(String instance) {
    hurry(instance, row -> !row.intent());
  }

  /**
   * The same when nothing of the instance is under way: after a start nobody knows by which clock
   * the rows were told to wait.
   */
  void hurryAll(String instance) {
    hurry(instance, row -> true);
  }

  private void hurry(String instance, Predicate<Delivery> which) {
    // Looking goes through the whole queue, a million rows perhaps: never while nobody else writes.
    if (store.read(unit -> early(unit, instance, which)).isEmpty()) {
      return;
    }
    int changed;
    do {
      changed = store.commit(unit -> hurry(unit, instance, which));
    } while (changed == ROWS_PER_UNIT);
  }

  private int hurry(UnitOfWork unit, String instance, Predicate<Delivery> which) {
    Instant now = clock.instant();
    OutboxBook book = unit.port(OutboxBook.class);
    List<Delivery> early = early(unit, instance, which);
    early.forEach(row -> book.change(row.later(row.attempt(), now, row.words())));
    return early.size();
  }

  private List<Delivery> early(UnitOfWork unit, String instance, Predicate<Delivery> which) {
    return unit
        .port(OutboxBook.class)
        .waitingBeyond(instance, clock.instant(), MOST_UNDER_WAY + ROWS_PER_UNIT)
        .stream()
        .filter(which.and(row -> !Stages.waits(row)))
        .limit(ROWS_PER_UNIT)
        .toList();
  }

  List<Case> cases(int limit) {
    List<Delivery> waiting = waiting();
    Map<String, Integer> sizes = new HashMap<>();
    waiting.stream()
        .filter(row -> !Diagnosing.unsure(row))
        .forEach(row -> sizes.merge(key(row), 1, Integer::sum));
    return waiting.stream()
        .limit(limit)
        .map(row -> new Case(row, kind(row), diagnosis(row), sizes.getOrDefault(key(row), 1)))
        .toList();
  }

  private Diagnosis diagnosis(Delivery row) {
    Optional<ConnectorInstance> instance = instance(row);
    Optional<Connector> connector = instance.flatMap(each -> connectors.find(each.kind()));
    Optional<WorkOrder> order =
        store.read(
            unit ->
                unit.port(OrderBook.class)
                    .find(row.order())
                    .map(each -> ConditionRows.subject(unit, row, each)));
    return connector.isEmpty() || order.isEmpty()
        ? Diagnosing.withoutConnector(row)
        : Diagnosing.of(row, order.get(), instance.get(), connector.get());
  }

  private List<Delivery> waiting() {
    return store.read(unit -> unit.port(OutboxBook.class).needingPerson(MOST_WAITING));
  }

  private Optional<ConnectorInstance> instance(Delivery row) {
    return directory.instances().stream()
        .filter(each -> each.id().equals(row.instance()))
        .findFirst();
  }

  private String kind(Delivery row) {
    return instance(row).map(ConnectorInstance::kind).orElse("");
  }

  private String key(Delivery row) {
    return Alike.key(row, kind(row));
  }

  void retry(String id, String who) {
    store.commit(
        unit -> {
          again(unit, waitingForPerson(unit, id), who);
          return null;
        });
  }

  int retryAlike(String id, String who) {
    Delivery first = store.read(unit -> waitingForPerson(unit, id));
    if (Diagnosing.unsure(first)) {
      throw new IllegalStateException(
          "given delivery %s, of which nobody knows whether it was done; allowed: one by one"
              .formatted(id));
    }
    String wanted = key(first);
    List<String> alike =
        waiting().stream()
            .filter(row -> !Diagnosing.unsure(row) && key(row).equals(wanted))
            .map(Delivery::id)
            .toList();
    int sent = 0;
    for (int from = 0; from < alike.size(); from += ROWS_PER_UNIT) {
      List<String> some = alike.subList(from, Math.min(alike.size(), from + ROWS_PER_UNIT));
      sent += store.commit(unit -> again(unit, some, wanted, who));
    }
    return sent;
  }

  /** Those that still wait for the same reason; others were decided meanwhile. */
  private int again(UnitOfWork unit, List<String> ids, String wanted, String who) {
    int sent = 0;
    for (String id : ids) {
      Optional<Delivery> row =
          unit.port(OutboxBook.class)
              .find(id)
              .filter(each -> each.state() == DeliveryState.REFUSED && key(each).equals(wanted));
      if (row.isPresent()) {
        again(unit, row.get(), who);
        sent++;
      }
    }
    return sent;
  }

  private void again(UnitOfWork unit, Delivery row, String who) {
    Instant now = clock.instant();
    Facts kept =
        Facts.with(Walk.FOUND, row.variables().facts(Walk.FOUND))
            .put(Walk.GENERATION, row.variables().whole(Walk.GENERATION).orElse(0))
            .put(Walk.CHANGE, row.variables().text(Walk.CHANGE))
            .put(Walk.ROUND, row.variables().whole(Walk.ROUND).orElse(0) + 1)
            .put(Walk.AGAIN, true)
            .putAll(RowItems.kept(row))
            .put(PartLines.WITHOUT, row.variables().text(PartLines.WITHOUT))
            .put(ConditionRows.ASSET, row.variables().text(ConditionRows.ASSET))
            .put(Stages.LATEST, row.variables().values().get(Stages.LATEST))
            .put(Completion.PICTURE, row.variables().facts(Completion.PICTURE))
            .build();
    Delivery anew = row.withVariables(kept).atStep("", 0, now, "");
    // A list in a body is tried again where that body is; it stays left out where it is not.
    unit.port(OutboxBook.class)
        .change(row.leftOut().isEmpty() ? anew : anew.withLeftOut(row.leftOut()));
    person(unit, row, Facts.with("who", who).put("did", "retry").build(), now);
  }

  Adopted adopt(String id, String foreignId, String who, boolean unread) {
    Delivery row = store.read(unit -> waitingForPerson(unit, id));
    WorkOrder order =
        store.read(unit -> unit.port(OrderBook.class).find(row.order()).orElseThrow());
    ConnectorInstance instance =
        instance(row).orElseThrow(() -> new IllegalStateException("No instance " + row.instance()));
    Connector connector =
        connectors
            .find(instance.kind())
            .orElseThrow(() -> new IllegalStateException("No connector " + instance.kind()));
    Optional<Reading.Shown> shown = reading.look(row, order, instance, connector);
    boolean read = shown.flatMap(Reading.Shown::foreignId).filter(foreignId::equals).isPresent();
    if (!read && !unread && shown.isPresent()) {
      throw new IllegalStateException(
          "given %s for order %s, but %s; allowed: the number that it shows, or to be sure without"
                  .formatted(foreignId, order.reference(), shown.get().words())
              + " being read; the order stays on the workbench");
    }
    String words = shown.map(Reading.Shown::words).orElse("it cannot be searched for");
    // Of a stage that follows, the order's own key is known already.
    Optional<String> key =
        row.purpose() == Purpose.CREATE
            ? Optional.of(foreignId)
            : row.foreignId().or(() -> Optional.of(foreignId));
    Delivery known =
        (read ? row.withVariable(Walk.FOUND, shown.get().found()) : row)
            .withForeign(key, Optional.empty());
    Optional<String> link =
        connector.link().flatMap(to -> to.render(KnownNames.of(order, instance, known)));
    Delivery adopted =
        new Walk(connector, failures -> Duration.ZERO)
            .passed(known.withForeign(Optional.empty(), link), clock.instant());
    return store.commit(
        unit -> {
          Delivery now = waitingForPerson(unit, id);
          if (!now.equals(row)) {
            throw new IllegalStateException("delivery %s changed meanwhile".formatted(id));
          }
          Facts did =
              Facts.with("who", who)
                  .put("did", "adopt")
                  .put("foreignId", foreignId)
                  .put("read", read)
                  .put("search", words)
                  .build();
          person(unit, row, did, clock.instant());
          PartLines.tell(unit, row, adopted, clock.instant());
          if (adopted.state() == DeliveryState.DONE) {
            Completion.of(unit, adopted, order, connector, clock.instant());
          } else {
            unit.port(OutboxBook.class).change(adopted);
          }
          return new Adopted(read, words);
        });
  }

  private static Delivery waitingForPerson(UnitOfWork unit, String id) {
    return unit.port(OutboxBook.class)
        .find(id)
        .filter(row -> row.state().needsPerson())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "given delivery %s; allowed one on the workbench".formatted(id)));
  }

  private static void person(UnitOfWork unit, Delivery row, Facts did, Instant now) {
    unit.append(
        now,
        "delivery.person",
        row.order(),
        Facts.with("delivery", row.id()).putAll(did).put("words", row.words()).build());
  }
}
