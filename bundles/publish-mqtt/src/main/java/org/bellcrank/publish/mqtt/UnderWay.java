package org.bellcrank.publish.mqtt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.bellcrank.journal.Entry;

/**
 * What the broker was given and has not answered, in the journal's order. For one thread; the
 * answers come from others.
 */
final class UnderWay {

  private final Queue<Given> given = new ArrayDeque<>();
  private final Duration patience;
  private long moved;

  private record Given(Entry entry, CompletableFuture<Void> answer) {}

  /** An entry that the broker did not take, and why. */
  record Refusal(Entry entry, Throwable why) {}

  /**
   * Nothing yet.
   *
   * @param patience how long the first in line may go without an answer
   */
  UnderWay(Duration patience) {
    this.patience = patience;
  }

  void add(Entry entry, CompletableFuture<Void> answer) {
    if (given.isEmpty()) {
      moved = System.nanoTime();
    }
    given.add(new Given(entry, answer));
  }

  int size() {
    return given.size();
  }

  /**
   * Takes out what was taken, as far as nothing before it is open.
   *
   * @return the place of the last of them; empty where there is none
   */
  Optional<Long> taken() {
    Optional<Long> last = Optional.empty();
    while (!given.isEmpty() && given.peek().answer().isDone() && why(given.peek()) == null) {
      last = Optional.of(given.remove().entry().sequence());
      moved = System.nanoTime();
    }
    return last;
  }

  /** The first in line, where it was not taken or is not answered in time. */
  Optional<Refusal> refused() {
    Given first = given.peek();
    if (first == null) {
      return Optional.empty();
    }
    Throwable why = why(first);
    if (why == null && System.nanoTime() - moved >= patience.toNanos()) {
      why = new TimeoutException("no answer for " + patience.toSeconds() + " s");
    }
    return Optional.ofNullable(why).map(cause -> new Refusal(first.entry(), cause));
  }

  /** Whether any was not taken; nothing may overtake it. */
  boolean anyRefused() {
    return given.stream().anyMatch(each -> each.answer().isCompletedExceptionally());
  }

  /** Null where there is no answer yet, or a good one. */
  private static Throwable why(Given one) {
    if (!one.answer().isCompletedExceptionally()) {
      return null;
    }
    try {
      one.answer().join();
      return null;
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (RuntimeException e) { // it was cancelled
      return e;
    }
  }
}
