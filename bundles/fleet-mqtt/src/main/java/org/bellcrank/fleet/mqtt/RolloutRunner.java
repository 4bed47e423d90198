package org.bellcrank.fleet.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.bellcrank.fleet.Rollout;
import org.bellcrank.fleet.RolloutEvent;
import org.bellcrank.fleet.RolloutGateway;
import org.bellcrank.fleet.RolloutPlan;
import org.bellcrank.fleet.RolloutRecord;
import org.bellcrank.fleet.RolloutReport;
import org.bellcrank.fleet.RolloutTask;
import org.bellcrank.verb.Terminal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a roll-out out: does what the state says is due, each gateway on a thread of its own, and
 * writes down what happened before it acts on it.
 */
final class RolloutRunner {

  private static final Logger LOG = LoggerFactory.getLogger(RolloutRunner.class);
  private static final long LOOK_MILLIS = 100;
  private static final int BAR = 24;
  private static final int SHOWN = 3;

  private final RolloutRecord record;
  private final Change change;
  private final HealthGate gate;
  private final Clock clock;
  private final Path requests;
  private final Map<String, RolloutTask.Kind> busy = new ConcurrentHashMap<>();
  private volatile IOException broken;

  /**
   * Prepares.
   *
   * @param requests a file in which another process leaves pause, resume or abort
   */
  RolloutRunner(RolloutRecord record, Change change, Path requests, Clock clock) {
    this.record = record;
    this.change = change;
    this.gate = new HealthGate(change, clock);
    this.requests = requests;
    this.clock = clock;
  }

  /**
   * Runs to the end.
   *
   * @throws IOException when the record cannot be written; nothing new is begun then
   */
  Rollout run(Terminal terminal) throws InterruptedException, IOException {
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "bellcrank-fleet-gateway");
              thread.setDaemon(true);
              return thread;
            });
    try {
      int stage = -1;
      while (!record.state().ended() || !busy.isEmpty()) {
        takeRequest(terminal);
        begin(threads);
        stage = tell(terminal, stage);
        if (broken != null) {
          throw broken;
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      return record.state();
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(2, TimeUnit.SECONDS);
    }
  }

  private void begin(ExecutorService threads) {
    for (RolloutTask task : record.state().due()) {
      String gateway = task.gateway().id();
      if (busy.putIfAbsent(gateway, task.kind()) == null) {
        threads.execute(() -> carryOut(task));
      }
    }
  }

  /** The outermost loop of a gateway's thread. */
  private void carryOut(RolloutTask task) {
    try {
      // Between looking and beginning another thread may have answered this very task.
      boolean still =
          record.state().due().stream()
              .anyMatch(
                  each ->
                      each.kind() == task.kind()
                          && each.gateway().id().equals(task.gateway().id()));
      if (still) {
        record.add(event(task));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      broken = e;
    } catch (RuntimeException e) {
      LOG.error("Gateway {}, {}: trying again", task.gateway().id(), task.kind(), e);
    } finally {
      busy.remove(task.gateway().id());
    }
  }

  private RolloutEvent event(RolloutTask task) throws InterruptedException {
    RolloutGateway gateway = task.gateway();
    RolloutPlan plan = record.state().plan();
    Instant deadline = clock.instant().plus(plan.health().within());
    return switch (task.kind()) {
      case NOTE -> note(gateway.id(), plan);
      case ORDER ->
          gateway.before().equals(plan.target())
              ? new RolloutEvent.Changed(gateway.id())
              : new RolloutEvent.Ordered(gateway.id(), job());
      case FOLLOW -> {
        Optional<String> trouble = bring(gateway, plan.target(), deadline);
        yield trouble.isEmpty()
            ? new RolloutEvent.Changed(gateway.id())
            : new RolloutEvent.Failed(gateway.id(), trouble.get());
      }
      case GATE -> gate.judge(gateway, plan);
      case GIVE_BACK -> new RolloutEvent.ReturnOrdered(gateway.id(), job());
      case FOLLOW_BACK -> {
        Optional<String> trouble = bring(gateway, gateway.before(), deadline);
        yield trouble.isEmpty()
            ? new RolloutEvent.Returned(gateway.id())
            : new RolloutEvent.Stranded(gateway.id(), trouble.get());
      }
    };
  }

  private RolloutEvent note(String gateway, RolloutPlan plan) throws InterruptedException {
    Optional<String> before = change.current(gateway);
    if (before.isEmpty()) {
      return new RolloutEvent.Skipped(gateway, "does not answer");
    }
    Optional<String> stuck =
        plan.giveBack() == RolloutPlan.GiveBack.NONE
            ? Optional.empty()
            : change.noWayBack(before.get());
    if (stuck.isPresent()) {
      return new RolloutEvent.Skipped(gateway, stuck.get());
    }
    Optional<String> trouble =
        before.get().equals(plan.target()) ? Optional.empty() : change.trouble(gateway, false);
    return trouble.isPresent()
        ? new RolloutEvent.Skipped(gateway, "not well before: " + trouble.get())
        : new RolloutEvent.Noted(gateway, before.get());
  }

  private Optional<String> bring(RolloutGateway gateway, String version, Instant deadline)
      throws InterruptedException {
    try {
      change.bring(gateway.id(), gateway.job(), version, deadline);
      return Optional.empty();
    } catch (Change.ChangeFailedException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static long job() {
    return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  }

  private int tell(Terminal terminal, int stage) {
    Rollout state = record.state();
    StringBuilder line = new StringBuilder(RolloutReport.progress(state, BAR));
    busy.keySet().stream()
        .map(change::progress)
        .filter(text -> !text.isEmpty())
        .limit(SHOWN)
        .forEach(text -> line.append("  ").append(text));
    terminal.progress(line.toString());
    if (state.stage() != stage) {
      terminal.line(
          "stage %d of %d: %d gateways%s"
              .formatted(
                  state.stage() + 1,
                  state.plan().stages().size(),
                  state.plan().stages().isEmpty()
                      ? 0
                      : state.plan().stages().get(state.stage()).size(),
                  state.stage() < state.plan().canaries() ? " (canaries)" : ""));
    }
    return state.stage();
  }

  private void takeRequest(Terminal terminal) throws IOException {
    if (!Files.exists(requests)) {
      return;
    }
    String word = Files.readString(requests).strip();
    Files.delete(requests);
    record.add(request(word));
    terminal.line("taken: " + word);
  }

  /** The event of a word that a person gives. */
  static RolloutEvent request(String word) {
    return switch (word) {
      case "pause" -> new RolloutEvent.Paused();
      case "resume" -> new RolloutEvent.Resumed();
      case "abort" -> new RolloutEvent.Aborted(false);
      case "abort back" -> new RolloutEvent.Aborted(true);
      default ->
          throw new UncheckedIOException(
              new IOException(
                  "given %s; allowed: pause, resume, abort, abort back".formatted(word)));
    };
  }
}
