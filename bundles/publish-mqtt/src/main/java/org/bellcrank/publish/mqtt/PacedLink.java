package org.bellcrank.publish.mqtt;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.bellcrank.source.mqtt.link.BrokerLink;

/**
 * Publishes over a connection no faster than a platform takes it. What waits for its turn when the
 * connection is made anew, or when all is to be published again, fails without being sent: sent
 * late, it would overtake what failed before it and come faster than its pace. So does what is
 * given behind one that failed, over whichever connection, until {@link #forget}. Safe for any
 * thread.
 */
final class PacedLink {

  private final BrokerLink link;
  private final Pace pace;

  /** How often all that waited was forgotten. */
  private long forgotten;

  /** Whether one failed since then. */
  private boolean failed;

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
    long of = turn();
    CompletableFuture<Void> taken = new CompletableFuture<>();
    link.later(
        () -> {
          if (still.getAsBoolean() && mayGo(of)) {
            settle(link.publish(topic, payload, qos, retained), taken, of);
          } else {
            fail(
                new CancellationException("its turn did not come, it is published again"),
                taken,
                of);
          }
        },
        pace.millisToWait(System.nanoTime()));
    return taken;
  }

  private synchronized long turn() {
    return forgotten;
  }

  private synchronized boolean mayGo(long of) {
    return of == forgotten && !failed;
  }

  private synchronized void failed(long of) {
    failed |= of == forgotten;
  }

  private void fail(Throwable why, CompletableFuture<Void> taken, long of) {
    failed(of);
    taken.completeExceptionally(why);
  }

  private void settle(CompletableFuture<Void> answer, CompletableFuture<Void> taken, long of) {
    answer.whenComplete(
        (done, failure) -> {
          if (failure == null) {
            taken.complete(null);
          } else {
            fail(failure, taken, of);
          }
        });
  }

  /** What waits for its turn is not sent any more; what is given from now on is. */
  synchronized void forget() {
    forgotten++;
    failed = false;
  }
}
