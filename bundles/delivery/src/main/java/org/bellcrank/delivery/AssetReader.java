package org.bellcrank.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks a CMMS for its register of assets; a service. Each call is one question over the connector's
 * route, as {@link OrderReader} asks. Safe for any thread.
 */
public interface AssetReader {

  /** What came of a question. */
  sealed interface Answer {

    /**
     * Answered.
     *
     * @param assets what the page shows, in its order
     * @param records how many it has, those that could not be read included; 0 or more
     * @param unreadable what could not be read of it, one line each: whole records and single
     *     fields
     * @param next where it goes on; empty at the end of the register
     */
    record Page(
        List<ForeignAsset> assets,
        int records,
        List<String> unreadable,
        Optional<OrderReader.Cursor> next)
        implements Answer {

      /** Keeps unmodifiable copies. */
      public Page {
        assets = List.copyOf(assets);
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
    record Away(String words, Optional<Duration> retryAfter, OrderReader.Scope scope)
        implements Answer {}
  }

  /**
   * Pause between two readings of the register; empty where there is no such instance or its
   * connector cannot read it.
   */
  Optional<Duration> registerEvery(String instance);

  /**
   * Whether the instance's connector is loaded and has no register to read. False while it is not
   * loaded, such as while its package is replaced: then nothing is known.
   */
  boolean registerless(String instance);

  /**
   * One page of the register.
   *
   * @param from where it goes on; empty for the first page
   * @throws IllegalArgumentException when {@link #registerEvery} says that it cannot be asked
   */
  Answer register(String instance, Optional<OrderReader.Cursor> from) throws InterruptedException;
}
