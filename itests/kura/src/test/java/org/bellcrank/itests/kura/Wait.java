package org.bellcrank.itests.kura;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what must become true. */
final class Wait {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private Wait() {}

  /** Errors of the question count as not yet: a gateway that starts answers with them. */
  static <T> T until(String what, Duration limit, Callable<T> question, Predicate<T> enough) {
    long end = System.nanoTime() + limit.toNanos();
    Object last = null;
    while (System.nanoTime() < end) {
      try {
        T answer = question.call();
        if (enough.test(answer)) {
          return answer;
        }
        last = answer;
      } catch (Exception | AssertionError e) {
        last = e;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw new AssertionError(
        "%s did not come within %d s; last: %s".formatted(what, limit.toSeconds(), last));
  }

  static void until(String what, Duration limit, Callable<Boolean> question) {
    until(what, limit, question, answer -> answer);
  }
}
