package org.bellcrank.delivery;

import java.util.Map;

/** What came back from one call. */
public sealed interface StepAnswer {

  /**
   * The other side answered.
   *
   * @param status HTTP status or the route's equivalent
   * @param headers by name in lower case
   * @param body may be empty
   */
  record Answered(int status, Map<String, String> headers, byte[] body) implements StepAnswer {}

  /**
   * It surely did not reach the other side (connection refused, unknown host, no route loaded).
   *
   * @param words what happened, for a person
   */
  record NotSent(String words) implements StepAnswer {}

  /**
   * It may have reached the other side (time-out while waiting, connection closed after sending).
   *
   * @param words what happened, for a person
   */
  record Unknown(String words) implements StepAnswer {}

  /**
   * It was not sent because the credential cannot be read.
   *
   * @param words which one and where it was looked for; never the secret itself
   */
  record NoCredential(String words) implements StepAnswer {}

  /**
   * It was answered that the session it carried is over; nothing was done, and the same can be sent
   * again at once.
   *
   * @param words what was answered; never anything of the session itself
   */
  record SessionOver(String words) implements StepAnswer {}
}
