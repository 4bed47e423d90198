package org.bellcrank.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.workorder.WorkOrder;

/**
 * Asks a CMMS what became of orders; a service. Each call is one question over the connector's
 * route, within the instance's calls a minute and an hour, for which it waits, and never while its
 * orders do not flow; beside the number of calls at a time. Safe for any thread.
 */
public interface OrderReader {

  /**
   * How an instance is read.
   *
   * @param every pause between two readings
   * @param compare how long an open order may go unseen before it is asked for singly
   * @param overlap how far before the newest change of the reading before the next one begins
   * @param changes whether the CMMS can be asked for what changed
   * @param sorted whether changes surely come in their order
   * @param single whether it can be asked for one order
   * @param echoes whether the order's failure code is written there, so that the same one proves
   *     nothing when it is read
   */
  record Pace(
      Duration every,
      Duration compare,
      Duration overlap,
      boolean changes,
      boolean sorted,
      boolean single,
      boolean echoes) {}

  /** Whose trouble it is that a question was not answered. */
  enum Scope {
    /** What was asked for alone. */
    QUESTION,
    /** The instance: it is away, busy, or its orders do not flow. */
    INSTANCE,
    /** The credential was not accepted; asking on might lock the account. */
    CREDENTIAL
  }

  /**
   * Where the next page begins.
   *
   * @param number of pages read so far, 1 or more; of records where the connector reads by offset
   * @param next what the CMMS gave to go on with; empty where pages are counted
   */
  record Cursor(int number, Optional<String> next) {}

  /** What came of a question. */
  sealed interface Answer {

    /**
     * Answered.
     *
     * @param orders what the page shows, in its order; empty for nothing, which for a single order
     *     means that it is not there any more
     * @param unreadable what could not be read of it, one line each
     * @param next where it goes on; empty at the end
     */
    record Page(List<ForeignOrder> orders, List<String> unreadable, Optional<Cursor> next)
        implements Answer {

      /** Keeps unmodifiable copies. */
      public Page {
        orders = List.copyOf(orders);
        unreadable = List.copyOf(unreadable);
      }
    }

    /**
     * Not answered; nothing was learnt.
     *
     * @param words the CMMS's or the gateway's
     * @param retryAfter how long the CMMS wants to be left alone; empty where it does not say
     * @param scope whose trouble it is
     */
    record Away(String words, Optional<Duration> retryAfter, Scope scope) implements Answer {}
  }

  /** How an instance is read; empty where there is no such instance or its connector cannot. */
  Optional<Pace> pace(String instance);

  /**
   * One page of what changed.
   *
   * @param since not before this time, by the CMMS's clock
   * @param from where it goes on; empty for the first page
   * @throws IllegalArgumentException when {@link #pace} says that it cannot be asked so
   */
  Answer changed(String instance, Instant since, Optional<Cursor> from) throws InterruptedException;

  /**
   * One order.
   *
   * @param created the delivery that made it there
   * @throws IllegalArgumentException when {@link #pace} says that it cannot be asked so
   */
  Answer one(Delivery created, WorkOrder order) throws InterruptedException;
}
