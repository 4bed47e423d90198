package org.bellcrank.delivery;

import java.time.Duration;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/** The answer of one step, as far as it can be known. */
public sealed interface Receipt {

  /** What goes into the journal. */
  Facts facts();

  /**
   * The step did what it should.
   *
   * @param status the answer's code
   * @param found what the step's answer told, by the names that the recipe gives; empty when a
   *     search found nothing; {@link #DIFFERS} alone when what was read back is not as it was sent
   * @param shown objects that the answer showed as a whole, by name; they are no part of {@link
   *     #facts}, since they may be big, old soon, and hold what is nobody's business here
   */
  record Accepted(int status, Facts found, Facts shown) implements Receipt {

    /** Without objects as a whole. */
    public Accepted(int status, Facts found) {
      this(status, found, Facts.empty());
    }

    /** In what is found: which fields stand otherwise than they were sent. */
    public static final String DIFFERS = "differs";

    @Override
    public Facts facts() {
      return Facts.with("receipt", "accepted")
          .put("status", status)
          .put("found", found)
          .put("words", found.text(DIFFERS).map("read back: "::concat))
          .build();
    }
  }

  /**
   * The CMMS, or the gateway before sending, will not take it as it is; sending it again changes
   * nothing.
   *
   * @param status the answer's code; 0 when it was never sent
   * @param words the vendor's own words
   * @param field the field they name
   * @param code the vendor's code for it
   */
  record Refused(int status, String words, Optional<String> field, Optional<String> code)
      implements Receipt {
    @Override
    public Facts facts() {
      return Facts.with("receipt", "refused")
          .put("status", status)
          .put("words", words)
          .put("field", field)
          .put("code", code)
          .build();
    }
  }

  /**
   * Nothing was done; the same can be sent again later.
   *
   * @param words what happened
   * @param retryAfter how long the other side asked to wait
   * @param scope what has to wait
   */
  record Unreachable(String words, Optional<Duration> retryAfter, Scope scope) implements Receipt {

    /** What has to wait. */
    public enum Scope {
      /** The other side is away or busy: everything for this instance. */
      INSTANCE,
      /** The other side does not accept our credentials: everything, until a person helps. */
      CREDENTIAL,
      /** Nothing: the session is over, and the next call begins another. */
      SESSION,
      /** Perhaps this row alone; what happens to other rows tells. */
      DELIVERY
    }

    @Override
    public Facts facts() {
      return Facts.with("receipt", "unreachable")
          .put("words", words)
          .put("retryAfter", retryAfter)
          .put("scope", scope)
          .build();
    }
  }

  /**
   * It was sent and nobody knows whether it was done.
   *
   * @param status the answer's code; 0 when there was none
   * @param words what happened
   * @param mayStill how long from now it may yet take effect; zero where nothing is known to be
   *     under way
   */
  record Uncertain(int status, String words, Duration mayStill) implements Receipt {

    /** With nothing that is known to be under way. */
    public Uncertain(int status, String words) {
      this(status, words, Duration.ZERO);
    }

    @Override
    public Facts facts() {
      return Facts.with("receipt", "uncertain").put("status", status).put("words", words).build();
    }
  }
}
