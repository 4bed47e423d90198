package org.bellcrank.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bellcrank.site.Site;

/**
 * What is to be replayed.
 *
 * @param from decisions from this moment on are compared; empty: from the beginning
 * @param to decisions before this moment are compared; empty: to the end
 * @param warmUp how long before {@code from} the recording is gone through, so that recurrence,
 *     conditions and open orders are as they were; empty: from the beginning
 * @param with the documents to compare with those that were in force; empty: none
 * @param listed how many differences are listed with their why-cards, 0 or more
 */
public record Request(
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Duration> warmUp,
    Optional<Site> with,
    int listed) {

  /** As long as recurrence looks back. */
  public static final Duration WARM_UP = Duration.ofDays(30);

  /** How many differences are listed unless somebody says otherwise. */
  public static final int LISTED = 1000;

  /** The moment at which going through the recording begins; empty: at its beginning. */
  Optional<Instant> begin() {
    return from.flatMap(moment -> warmUp.map(moment::minus));
  }
}
