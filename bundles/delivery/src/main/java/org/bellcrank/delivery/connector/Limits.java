package org.bellcrank.delivery.connector;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What the other side bears.
 *
 * @param concurrency calls at a time, 1 to 64
 * @param requestsPerMinute 0 for no limit
 * @param requestsPerHour 0 for no limit
 * @param connectTimeout longest wait for a connection
 * @param answerTimeout longest wait for an answer
 * @param firstPause pause after the first failure; doubles with each further one
 * @param longestPause no pause is longer
 * @param attempts how often a step whose outcome is uncertain is resolved and sent again before a
 *     person is asked
 * @param patience how long a row that fails while others pass is tried at least, however many
 *     attempts that takes, before a person is asked
 */
public record Limits(
    int concurrency,
    int requestsPerMinute,
    int requestsPerHour,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration firstPause,
    Duration longestPause,
    int attempts,
    Duration patience) {

  /** The same, no more than what the system is known to take. */
  Limits within(TransportList.Rate stated) {
    return new Limits(
        concurrency,
        least(requestsPerMinute, stated.perMinute()),
        least(requestsPerHour, stated.perHour()),
        connectTimeout,
        answerTimeout,
        firstPause,
        longestPause,
        attempts,
        patience);
  }

  private static int least(int own, OptionalLong stated) {
    if (stated.isEmpty()) {
      return own;
    }
    int most = Math.toIntExact(stated.getAsLong());
    return own == 0 ? most : Math.min(own, most);
  }
}
