package org.bellcrank.delivery;

import java.time.Duration;
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
   * @param trouble what kind of thing that is
   */
  record NotSent(String words, Trouble trouble) implements StepAnswer {

    /** For a reason of no kind. */
    public NotSent(String words) {
      this(words, Trouble.OTHER);
    }
  }

  /**
   * It may have reached the other side (time-out while waiting, connection closed after sending).
   *
   * @param words what happened, for a person
   * @param mayStill how long from now it may yet take effect, as far as the route knows: so long,
   *     one that is not found is not taken for one that is not there; zero where nothing is known
   *     to be under way any more
   */
  record Unknown(String words, Duration mayStill) implements StepAnswer {

    /** With nothing that is known to be under way. */
    public Unknown(String words) {
      this(words, Duration.ZERO);
    }
  }

  /**
   * It was not sent because the credential cannot be read, or was not accepted.
   *
   * @param words which one and where it was looked for; never the secret itself
   * @param trouble what kind of thing that is
   */
  record NoCredential(String words, Trouble trouble) implements StepAnswer {

    /** One that cannot be read. */
    public NoCredential(String words) {
      this(words, Trouble.CREDENTIAL);
    }
  }

  /**
   * It was answered that the session it carried is over; nothing was done, and the same can be sent
   * again at once.
   *
   * @param words what was answered; never anything of the session itself
   */
  record SessionOver(String words) implements StepAnswer {}
}
