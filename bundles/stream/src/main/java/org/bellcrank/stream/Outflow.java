package org.bellcrank.stream;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.RefusedObservationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands observations over in their order and keeps them until they are durable: while the store
 * takes none, they are given again and whoever brings more waits. For one thread, but for what can
 * be asked of it.
 */
final class Outflow {

  private static final Logger LOG = LoggerFactory.getLogger(Outflow.class);
  private static final int MOST = 512;
  private static final long PAUSE_MILLIS = 1_000;

  private final ObservationIntake intake;
  private final ArrayDeque<Given> given = new ArrayDeque<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet(); // ids, for whoever asks
  private final AtomicInteger size = new AtomicInteger();
  private volatile String complaint = "";
  private volatile boolean ended;

  private static final class Given {
    final Observation observation;
    CompletableFuture<ObservationIntake.Accepted> answer;

    Given(Observation observation) {
      this.observation = observation;
    }
  }

  Outflow(ObservationIntake intake) {
    this.intake = intake;
  }

  int size() {
    return size.get();
  }

  String complaint() {
    return complaint;
  }

  /**
   * Whether an observation was given and is neither durable nor refused nor given up. Any thread.
   */
  boolean holds(String observation) {
    return held.contains(observation);
  }

  /** Hands one over; waits while too many are not yet durable. */
  void give(Observation observation) throws InterruptedException {
    held.add(observation.id());
    settle();
    while (given.size() >= MOST) {
      await(given.peekFirst());
      settle();
    }
    Given one = new Given(observation);
    submit(one);
    given.add(one);
    size.lazySet(given.size());
  }

  private void submit(Given one) {
    try {
      one.answer = intake.submit(one.observation);
    } catch (StoreException e) {
      one.answer = CompletableFuture.failedFuture(e);
    } catch (RefusedObservationException e) {
      one.answer = CompletableFuture.failedFuture(e);
    }
  }

  /** Forgets what is durable, from the oldest on; gives once more what was not taken. */
  void settle() throws InterruptedException {
    while (!given.isEmpty() && given.peekFirst().answer.isDone()) {
      Optional<Throwable> failure = failure(given.peekFirst());
      if (failure.isPresent() && !(failure.get() instanceof RefusedObservationException)) {
        again(failure.get());
        return;
      }
      failure.ifPresent(
          refused -> LOG.error("A sample's observation is refused: {}", refused.getMessage()));
      held.remove(given.pollFirst().observation.id());
      size.lazySet(given.size());
      complaint = "";
    }
  }

  /**
   * All that follow are given once more as well, so that the order stands; who knows them says so.
   */
  private void again(Throwable failure) throws InterruptedException {
    if (complaint.isEmpty()) {
      LOG.warn("Samples wait, the store says: {}", failure.getMessage());
    }
    complaint = "samples wait, the store says: " + failure.getMessage();
    for (Given each : given) {
      await(each);
    }
    if (ended) {
      LOG.error("{} observations of samples end with the gateway, not written", given.size());
      given.clear();
      held.clear();
      return;
    }
    Thread.sleep(PAUSE_MILLIS);
    for (Given each : given) {
      submit(each);
    }
  }

  private static void await(Given one) throws InterruptedException {
    try {
      one.answer.get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.trace("told by settle", e);
    }
  }

  private static Optional<Throwable> failure(Given one) throws InterruptedException {
    try {
      one.answer.get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(e.getCause());
    }
  }

  /** Nothing is tried again from now on; the gateway goes down. */
  void ends() {
    ended = true;
  }

  /** Waits until all that were given are durable, or cannot be. */
  void drain() throws InterruptedException {
    while (!given.isEmpty()) {
      await(given.peekFirst());
      settle();
    }
  }
}
