package org.bellcrank.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bellcrank.workorder.WorkOrder;

/**
 * Walks a connector's recipe with an order that is a test; a service. The order stands in no book
 * and the walk in no outbox: after a stop of the gateway nothing of it is left but its entries in
 * the journal ({@code canary.intent} before each call, {@code canary.receipt} after it).
 */
public interface Rehearsal {

  /**
   * Walks through the same queue's thread, mapping, routes and credentials as a delivery, beside
   * its limits. The future never waits longer than the recipe's own time-outs.
   *
   * @param test id of the canary, the subject of what is journalled
   * @param order marked as a test by whoever made it; it names its instance
   * @param writes whether steps that change the CMMS are sent; without, the walk ends before the
   *     first of them, with its request written
   */
  CompletableFuture<Walked> walk(String test, WorkOrder order, boolean writes);

  /** How a walk ended. */
  sealed interface Walked {

    /**
     * At its end.
     *
     * @param answered steps that the CMMS answered, in their order; empty where the recipe begins
     *     with a change, which says that the CMMS itself was not asked
     * @param before the changing step before which it ended; empty where all were sent
     * @param foreignId the order's key in the CMMS, where it has one
     */
    record Arrived(List<String> answered, Optional<String> before, Optional<String> foreignId)
        implements Walked {

      /** Keeps an unmodifiable copy. */
      public Arrived {
        answered = List.copyOf(answered);
      }
    }

    /**
     * Not begun: the instance's maintenance lets nothing out.
     *
     * @param until when it ends
     */
    record Resting(Instant until) implements Walked {}

    /**
     * On its way.
     *
     * @param step name of the recipe's step; empty before the first
     * @param words the CMMS's or the gateway's
     */
    record Stopped(String step, String words) implements Walked {}
  }
}
