package org.bellcrank.store.jdbc;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * How long the writer waits for further units before it commits. A commit costs much the same for
 * one unit as for ten, so while units keep coming one commit follows another only after a moment; a
 * unit that comes to a store at rest is written at once, and where waiting brought nobody (one
 * caller who waits for each answer) it is not waited for a while. Used by one thread.
 */
final class Gathering {

  /** From the end of one commit to the beginning of the next while units keep coming. */
  static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(2);

  /** So many commits are not waited for after one that nobody else joined. */
  static final int PASSED = 32;

  private final LongSupplier ticker;
  private final LongConsumer park;
  private long committed;
  private boolean waited;
  private int passed = PASSED;

  /**
   * @param ticker nanoseconds that only grow
   * @param park waits so many nanoseconds, or less
   */
  Gathering(LongSupplier ticker, LongConsumer park) {
    this.ticker = ticker;
    this.park = park;
    committed = ticker.getAsLong() - MOMENT;
  }

  /** Waits, where that may bring others; one unit is there. */
  void await() {
    waited = false;
    if (passed > 0) {
      passed--;
      return;
    }
    long left = committed + MOMENT - ticker.getAsLong();
    while (left > 0) {
      waited = true;
      park.accept(left);
      left = committed + MOMENT - ticker.getAsLong();
    }
  }

  /** So many units went to disk together. */
  void committed(int units) {
    committed = ticker.getAsLong();
    if (waited && units == 1) {
      passed = PASSED;
    }
  }
}
