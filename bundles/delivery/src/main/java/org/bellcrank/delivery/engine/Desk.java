package org.bellcrank.delivery.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** Does what a person decided about deliveries. */
final class Desk {

  private static final int MOST_HURRIED = 1000;
  private static final Duration A_LONG_TIME = Duration.ofDays(3650);

  private final Store store;
  private final Clock clock;

  Desk(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What waits for its time is due now. */
  void hurry(String instance) {
    store.commit(
        unit -> {
          Instant now = clock.instant();
          OutboxBook book = unit.port(OutboxBook.class);
          book.due(instance, now.plus(A_LONG_TIME), MOST_HURRIED).stream()
              .filter(row -> row.nextAt().isAfter(now) && !row.intent())
              .forEach(row -> book.change(row.atStep(row.step(), row.attempt(), now, row.words())));
          return null;
        });
  }

  void retry(String id, String who) {
    store.commit(
        unit -> {
          Delivery row = waitingForPerson(unit, id);
          Instant now = clock.instant();
          Facts kept =
              Facts.with(Walk.FOUND, row.variables().facts(Walk.FOUND))
                  .put(Walk.GENERATION, row.variables().whole(Walk.GENERATION).orElse(0))
                  .put(Walk.CHANGE, row.variables().text(Walk.CHANGE))
                  .put(Walk.ROUND, row.variables().whole(Walk.ROUND).orElse(0) + 1)
                  .put(Walk.AGAIN, true)
                  .put(Completion.PICTURE, row.variables().facts(Completion.PICTURE))
                  .build();
          unit.port(OutboxBook.class).change(row.withVariables(kept).atStep("", 0, now, ""));
          person(unit, row, who, "retry", Optional.empty(), now);
          return null;
        });
  }

  void adopt(
      String id, String foreignId, String who, Function<String, Optional<Connector>> connectors) {
    store.commit(
        unit -> {
          Delivery row = waitingForPerson(unit, id);
          Instant now = clock.instant();
          Delivery done =
              row.withForeign(Optional.of(foreignId), Optional.empty())
                  .withState(DeliveryState.DONE, "");
          person(unit, row, who, "adopt", Optional.of(foreignId), now);
          WorkOrder order = unit.port(OrderBook.class).find(row.order()).orElseThrow();
          Connector connector =
              connectors
                  .apply(row.instance())
                  .orElseThrow(
                      () -> new IllegalStateException("No connector for " + row.instance()));
          Completion.of(unit, done, order, connector, now);
          return null;
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

  private static void person(
      UnitOfWork unit, Delivery row, String who, String did, Optional<String> id, Instant now) {
    unit.append(
        now,
        "delivery.person",
        row.order(),
        Facts.with("delivery", row.id())
            .put("who", who)
            .put("did", did)
            .put("foreignId", id)
            .put("words", row.words())
            .build());
  }
}
