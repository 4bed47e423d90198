package org.bellcrank.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Tries whether an instance can be reached and read, with calls that change nothing; a service.
 * They count among its calls a minute and an hour, and are made also while its orders do not flow,
 * since whether it is back is what is asked. Safe for any thread.
 */
public interface ConnectionTest {

  /** How a stage went. */
  enum Outcome {
    WELL,
    FAILED,
    /** It could not be tried; that is no fault of the other side. */
    SKIPPED
  }

  /**
   * One thing that was done.
   *
   * @param name {@code ready}, {@code sign-in}, {@code look} or {@code changes}
   * @param trouble what is wrong; empty where nothing is
   * @param took how long it took; zero where nothing was asked
   * @param status the answer's code; empty where there was none
   * @param words what was done or answered, without anything secret
   * @param advice what would help, for a person; empty text where nothing has to
   */
  record Stage(
      String name,
      Outcome outcome,
      Optional<Trouble> trouble,
      Duration took,
      OptionalInt status,
      String words,
      String advice) {}

  /**
   * A test.
   *
   * @param stages in their order; the first that fails is the last
   */
  record Tested(String instance, Instant at, List<Stage> stages) {

    /** Keeps an unmodifiable copy. */
    public Tested {
      stages = List.copyOf(stages);
    }

    /** Whether nothing is wrong. */
    public boolean well() {
      return stages.stream().noneMatch(stage -> stage.outcome() == Outcome.FAILED);
    }
  }

  /**
   * Tries an instance, and notes in the journal what came of it ({@code connection.tested}). Waits
   * for the answers to its questions, each at most 15 seconds, and for a sign-in as long as the
   * connector does.
   *
   * @param who asks
   * @throws IllegalArgumentException when there is no such instance
   * @throws IllegalStateException when it is being tried already
   * @throws InterruptedException when the gateway stops
   */
  Tested test(String instance, String who) throws InterruptedException;
}
