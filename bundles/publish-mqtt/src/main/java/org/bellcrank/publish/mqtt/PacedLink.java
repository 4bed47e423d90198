package org.bellcrank.publish.mqtt;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.bellcrank.source.mqtt.link.BrokerLink;

/**
 * Publishes over a connection no faster than a platform takes it. What waits for its turn when the
 * connection is made anew, or when all is to be published again, fails without being sent: sent
 * late, it would overtake what failed before it and come faster than its pace. Safe for any thread.
 */
final class PacedLink {

  private final BrokerLink link;
  private final Pace pace;

  /** How often all that waited was forgotten. */
  private final AtomicLong forgotten = new AtomicLong();

  PacedLink(BrokerLink link, Pace pace) {
    this.link = link;
    this.pace = pace;
  }

  /**
   * Publishes in the order of the calls, one after the other on the link's own thread, so that none
   * overtakes another; at once where there is no pace.
   *
   * @return as of {@link BrokerLink#publish}
   */
  CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retained) {
    if (pace.none()) {
      return link.publish(topic, payload, qos, retained);
    }
    BooleanSupplier still = link.still();
    long of = forgotten.get();
    CompletableFuture<Void> taken = new CompletableFuture<>();
    link.later(
        () -> {
          if (still.getAsBoolean() && of == forgotten.get()) {
            settle(link.publish(topic, payload, qos, retained), taken);
          } else {
            taken.completeExceptionally(
                new CancellationException("its turn did not come, it is published again"));
          }
        },
        pace.millisToWait(System.nanoTime()));
    return taken;
  }

  private static void settle(CompletableFuture<Void> answer, CompletableFuture<Void> taken) {
    answer.whenComplete(
        (done, failure) -> {
          if (failure == null) {
            taken.complete(null);
          } else {
            taken.completeExceptionally(failure);
          }
        });
  }

  /** What waits for its turn is not sent any more. */
  void forget() {
    forgotten.incrementAndGet();
  }
}
