package org.bellcrank.itests.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.workorder.WorkOrder;

/**
 * The times of an acknowledged order.
 *
 * @param finding when its finding was due
 * @param acknowledged when it was read back
 * @param calls how many calls that took
 * @param answer what each call waited for at least
 */
record OrderTimes(Instant finding, Instant acknowledged, int calls, Duration answer) {

  /** Empty when the order is not acknowledged. */
  static Optional<OrderTimes> of(
      WorkOrder order, Store store, DeliveryBook deliveries, Duration answer) {
    Optional<Instant> found =
        store.read(unit -> unit.port(FindingBook.class).ofOrder(order.id(), 1)).stream()
            .findFirst()
            .map(row -> row.finding().captured().at());
    return deliveries
        .of(order.id())
        .filter(DeliveryBook.OrderDelivery::acknowledged)
        .flatMap(
            delivery ->
                found.flatMap(
                    at ->
                        delivery
                            .create()
                            .stage("acknowledged")
                            .map(done -> new OrderTimes(at, done, calls(delivery), answer))));
  }

  private static int calls(DeliveryBook.OrderDelivery delivery) {
    return (int)
        delivery.steps().stream()
            .filter(step -> step.delivery().equals(delivery.create().id()))
            .count();
  }

  double endToEndMillis() {
    return Duration.between(finding, acknowledged).toNanos() / 1e6;
  }

  /** What is not the answering of the CMMS. */
  double gatewayMillis() {
    return endToEndMillis() - calls * answer.toMillis();
  }
}
