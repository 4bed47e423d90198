package org.bellcrank.itests.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.workorder.WorkOrder;

/**
 * The times of an acknowledged order.
 *
 * @param finding when its finding was due
 * @param accepted when the finding was on disk
 * @param raised when it was decided
 * @param sent when the first call was about to be made
 * @param acknowledged when the order was read back
 * @param calls how many calls that took
 * @param answer what each call waited for at least
 */
record OrderTimes(
    Instant finding,
    Instant accepted,
    Instant raised,
    Instant sent,
    Instant acknowledged,
    int calls,
    Duration answer) {

  /** Empty when the order is not acknowledged. */
  static Optional<OrderTimes> of(
      WorkOrder order, Store store, DeliveryBook deliveries, Duration answer) {
    Optional<ObservationBook.Stored> stored =
        store.read(
            unit ->
                unit.port(FindingBook.class).ofOrder(order.id(), 1).stream()
                    .findFirst()
                    .flatMap(
                        row -> unit.port(ObservationBook.class).find(row.finding().observation())));
    Optional<DeliveryBook.OrderDelivery> delivery =
        deliveries.of(order.id()).filter(DeliveryBook.OrderDelivery::acknowledged);
    if (stored.isEmpty() || delivery.isEmpty()) {
      return Optional.empty();
    }
    Delivery create = delivery.get().create();
    long calls =
        delivery.get().steps().stream().filter(s -> s.delivery().equals(create.id())).count();
    return Optional.of(
        new OrderTimes(
            stored.get().observation().captured().at(),
            stored.get().acceptedAt(),
            order.raisedAt(),
            create.stage("firstIntent").orElseThrow(),
            create.stage("acknowledged").orElseThrow(),
            (int) calls,
            answer));
  }

  /** The value of a measure that a share of all orders does not pass; not a number without any. */
  static double at(List<OrderTimes> times, ToDoubleFunction<OrderTimes> measure, double share) {
    return Percentiles.of(times.stream().mapToDouble(measure).boxed().toList(), share);
  }

  double endToEndMillis() {
    return millis(finding, acknowledged);
  }

  /** What is not the answering of the CMMS. */
  double gatewayMillis() {
    return endToEndMillis() - calls * answer.toMillis();
  }

  /** From the moment the finding was due until it was taken. */
  double intakeMillis() {
    return millis(finding, accepted);
  }

  double decideMillis() {
    return millis(accepted, raised);
  }

  double queueMillis() {
    return millis(raised, sent);
  }

  /** All calls, and what the gateway writes between them. */
  double callsMillis() {
    return millis(sent, acknowledged);
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}
