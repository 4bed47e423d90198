package org.bellcrank.itests.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/**
 * Holds our orders against the causes that deserve one, and against the books of the maintenance
 * systems: each order there once, under the number we know, with each picture once.
 */
public final class OrderAudit {

  private static final int PAGE = 200;
  private static final int FINDINGS = 1_000_000;

  private final Store store;
  private final Verdict verdict;

  public OrderAudit(Store store, Verdict verdict) {
    this.store = store;
    this.verdict = verdict;
  }

  public List<WorkOrder> orders() {
    List<WorkOrder> orders = new ArrayList<>();
    Optional<String> before = Optional.empty();
    List<WorkOrder> page;
    do {
      Optional<String> from = before;
      page = store.read(unit -> unit.port(OrderBook.class).newest(from, PAGE));
      orders.addAll(page);
      before = page.isEmpty() ? before : Optional.of(page.get(page.size() - 1).id());
    } while (!page.isEmpty());
    return orders;
  }

  /** Exactly one order for each cause that deserves one, and its counter counts its findings. */
  public void causes(List<WorkOrder> orders, List<Sighting> acknowledged) {
    Set<String> deserving =
        acknowledged.stream()
            .flatMap(sighting -> sighting.findings().stream())
            .filter(Sighting.Expected::makesOrder)
            .map(Sighting.Expected::cause)
            .collect(Collectors.toCollection(HashSet::new));
    Set<String> seen = new HashSet<>();
    for (WorkOrder order : orders) {
      String cause = order.cause().key();
      if (!seen.add(cause)) {
        verdict.doubled("cause %s has a second order, %s", cause, order.id());
      } else if (!deserving.remove(cause)) {
        verdict.doubled("order %s has cause %s, which nothing asked for", order.id(), cause);
      }
      long findings =
          store.read(unit -> unit.port(FindingBook.class).ofOrder(order.id(), FINDINGS)).size();
      if (findings != order.occurrences()) {
        verdict.wrong(
            "order %s counts %d findings, %d belong to it",
            order.id(), order.occurrences(), findings);
      }
    }
    deserving.forEach(cause -> verdict.lost("cause %s has no order", cause));
  }

  /** The books hold exactly our orders, and we know them by the numbers that stand there. */
  public long books(List<WorkOrder> orders, List<Facts> books) {
    Map<String, Facts> booked = new HashMap<>();
    for (Facts book : books) {
      once(book);
      for (Facts order : book.factsList("orders")) {
        booked.put(order.text("reference").orElse(""), order);
      }
    }
    long count = books.stream().mapToLong(book -> book.whole("count").orElse(0)).sum();
    if (count != orders.size()) {
      verdict.wrong("the books hold %d orders, we have %d", count, orders.size());
    }
    for (WorkOrder order : orders) {
      delivered(order, booked.remove(order.reference().value()));
    }
    booked.forEach(
        (reference, order) -> verdict.doubled("the books hold %s, which is not ours", reference));
    return books.stream().mapToLong(book -> book.whole("attachments").orElse(0)).sum();
  }

  /** The books hold no order and no picture twice, and none that is not ours. */
  public void atMostOnce(List<WorkOrder> orders, List<Facts> books) {
    Set<String> ours =
        orders.stream().map(order -> order.reference().value()).collect(Collectors.toSet());
    for (Facts book : books) {
      once(book);
      book.factsList("orders").stream()
          .map(order -> order.text("reference").orElse(""))
          .filter(reference -> !ours.contains(reference))
          .forEach(reference -> verdict.doubled("the books hold %s, which is not ours", reference));
    }
  }

  private void once(Facts book) {
    if (!book.facts("duplicates").orElse(Facts.empty()).values().isEmpty()) {
      verdict.doubled("books of %s: duplicates %s", name(book), book.facts("duplicates").get());
    }
    Facts twice = book.facts("duplicateAttachments").orElse(Facts.empty());
    if (!twice.values().isEmpty()) {
      verdict.doubled("books of %s: pictures twice %s", name(book), twice);
    }
  }

  private static String name(Facts book) {
    return book.text("cmms").orElse("?");
  }

  private void delivered(WorkOrder order, Facts booked) {
    List<Delivery> rows = store.read(unit -> unit.port(OutboxBook.class).ofOrder(order.id()));
    rows.stream()
        .filter(row -> row.state() != DeliveryState.DONE)
        .forEach(row -> verdict.wrong("delivery %s is %s: %s", row.id(), row.state(), row.words()));
    List<Delivery> creates = rows.stream().filter(row -> row.purpose() == Purpose.CREATE).toList();
    if (creates.size() != 1) {
      verdict.wrong("order %s has %d rows that create it", order.id(), creates.size());
    }
    if (booked == null) {
      verdict.lost("order %s (%s) is not in the books", order.id(), order.reference());
      return;
    }
    String number = booked.text("number").orElse("");
    creates.stream()
        .map(row -> row.foreignId().orElse(""))
        .filter(known -> !known.equals(number))
        .forEach(
            known ->
                verdict.wrong(
                    "order %s is known to us as '%s', the books say '%s'",
                    order.id(), known, number));
    pictures(order, rows, booked);
  }

  private void pictures(WorkOrder order, List<Delivery> rows, Facts booked) {
    List<String> sent =
        rows.stream()
            .filter(row -> row.purpose() == Purpose.ATTACH)
            .flatMap(row -> row.evidence().stream())
            .sorted()
            .toList();
    List<String> there =
        booked.factsList("attachments").stream()
            .map(each -> each.text("sha256").orElse(""))
            .sorted()
            .toList();
    if (!sent.equals(there)) {
      verdict.wrong("order %s: pictures sent %s, in the books %s", order.id(), sent, there);
    }
  }

  /** Every order that was raised with a picture has one in the books. */
  public void raisedWithPicture(List<WorkOrder> orders, List<Sighting> acknowledged) {
    Set<String> pictured =
        acknowledged.stream()
            .flatMap(sighting -> sighting.findings().stream())
            .filter(Sighting.Expected::picture)
            .map(Sighting.Expected::id)
            .collect(Collectors.toSet());
    for (WorkOrder order : orders) {
      List<FindingBook.Row> first =
          store.read(unit -> unit.port(FindingBook.class).ofOrder(order.id(), 1));
      boolean wanted = first.stream().anyMatch(row -> pictured.contains(row.finding().id()));
      boolean sent =
          store.read(unit -> unit.port(OutboxBook.class).ofOrder(order.id())).stream()
              .anyMatch(row -> row.purpose() == Purpose.ATTACH);
      if (wanted && !sent) {
        verdict.lost("order %s was raised with a picture, none was sent", order.id());
      }
    }
  }
}
