package org.bellcrank.itests.chaos.halts;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryDesk;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.itests.chaos.Http;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.workorder.OrderBook;

/**
 * A scripted person at the workbench: looks at the screen of the maintenance system that cannot be
 * searched and says of each row whose fate is not known that it is there, or to send it again.
 */
final class Person implements Runnable {

  static final String NAME = "planner";

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long LOOK_EVERY_MILLIS = 20;

  /** What was sent before a row became unsure is on the screen by then, or never will be. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private static final Http HTTP = new Http();

  private final DeliveryDesk desk;
  private final Store store;
  private final URI books;
  private final Map<String, Long> seen = new HashMap<>();

  /**
   * @param system address of the maintenance system
   */
  Person(DeliveryDesk desk, Store store, URI system) {
    this.desk = desk;
    this.store = store;
    books = system.resolve("/_double/books");
  }

  @Override
  public void run() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      for (DeliveryDesk.Case each : desk.cases(100)) {
        if (each.row().state() == DeliveryState.UNSURE && patient(each.row().id())) {
          decide(each.row());
        }
      }
    } catch (StoreException | IOException e) {
      seen.clear(); // the database or the screen is away: looked at again later
    }
  }

  private boolean patient(String row) {
    long now = System.nanoTime();
    long first = seen.computeIfAbsent(row, id -> now);
    return now - first >= PATIENCE.toNanos();
  }

  private void decide(Delivery row) throws IOException, InterruptedException {
    Optional<Facts> there = shown(row);
    boolean done =
        row.purpose() == Purpose.ATTACH
            ? there.stream()
                .flatMap(order -> order.factsList("attachments").stream())
                .anyMatch(each -> each.text("sha256").equals(row.evidence()))
            : there.isPresent();
    seen.remove(row.id());
    if (done) {
      desk.adopt(row.id(), there.orElseThrow().requireText("number"), NAME, true);
    } else {
      desk.retry(row.id(), NAME);
    }
  }

  /** The order as it stands on the screen. */
  private Optional<Facts> shown(Delivery row) throws IOException, InterruptedException {
    String reference =
        store
            .read(unit -> unit.port(OrderBook.class).find(row.order()).orElseThrow())
            .reference()
            .value();
    List<Facts> orders =
        Confirmed.book(HTTP.get(books, LIMIT).facts()).factsList("orders").stream()
            .filter(each -> each.text("reference").equals(Optional.of(reference)))
            .toList();
    return orders.stream().findFirst();
  }
}
