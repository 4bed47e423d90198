package org.bellcrank.fleet.kura;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.DeliveryDesk;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.journal.Facts;

/** Refused orders: sent again, from their beginning. */
final class Deliveries {

  private static final int MOST = 200;

  private final DeliveryBook book;
  private final Parts parts;

  Deliveries(DeliveryBook book, Parts parts) {
    this.book = book;
    this.parts = parts;
  }

  Reply retry(Call call) throws RefusedRequestException {
    DeliveryDesk desk =
        parts
            .desk()
            .orElseThrow(
                () ->
                    RefusedRequestException.missing(
                        "retry: nothing delivers here; allowed: once bellcrank-camel runs"));
    if (call.truth("alike")) {
      return alike(call, desk);
    }
    List<String> done = new ArrayList<>();
    for (Delivery row : chosen(call)) {
      try {
        desk.retry(row.id(), call.who());
        done.add(row.id());
      } catch (IllegalStateException e) {
        throw RefusedRequestException.bad(
            "delivery %s: %s; sent again before it: %s".formatted(row.id(), e.getMessage(), done));
      }
    }
    return Reply.json(Facts.with("retried", done).build());
  }

  private static Reply alike(Call call, DeliveryDesk desk) throws RefusedRequestException {
    String delivery = call.require("delivery", "its id, with alike = true");
    try {
      return Reply.json(Facts.with("sent", desk.retryAlike(delivery, call.who())).build());
    } catch (IllegalStateException e) {
      throw RefusedRequestException.bad("delivery %s: %s".formatted(delivery, e.getMessage()));
    }
  }

  private List<Delivery> chosen(Call call) throws RefusedRequestException {
    List<Delivery> refused =
        book.workbench(MOST).stream().filter(row -> row.state() == DeliveryState.REFUSED).toList();
    if (call.truth("all")) {
      return refused;
    }
    Optional<String> order = call.metric("order");
    String delivery =
        order.isPresent() ? "" : call.require("delivery", "its id; or order = id; or all = true");
    List<Delivery> chosen =
        refused.stream()
            .filter(row -> row.id().equals(delivery) || row.order().equals(order.orElse("")))
            .toList();
    if (chosen.isEmpty()) {
      throw RefusedRequestException.missing(
          "retry: given %s; allowed: what was refused and waits on the workbench: %s"
              .formatted(
                  order.map(id -> "order " + id).orElse("delivery " + delivery),
                  refused.stream().map(Delivery::id).limit(20).toList()));
    }
    return chosen;
  }
}
