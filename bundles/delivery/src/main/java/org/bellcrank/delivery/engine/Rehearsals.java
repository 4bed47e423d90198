package org.bellcrank.delivery.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.Rehearsal.Walked;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.workorder.WorkOrder;

/** Tests that wait for the dispatcher, and how they walk. Safe for any thread. */
final class Rehearsals {

  private static final int MOST_WAITING = 64;
  private static final int MOST_STEPS = 32;

  private final Store store;
  private final StepCaller caller;
  private final EvidenceStore evidence;
  private final Clock clock;
  private final Answers answers;
  private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

  Rehearsals(Store store, StepCaller caller, EvidenceStore evidence, Clock clock) {
    this.store = store;
    this.caller = caller;
    this.evidence = evidence;
    this.clock = clock;
    answers = new Answers(clock);
  }

  private record Waiting(
      String test, WorkOrder order, boolean writes, CompletableFuture<Walked> walked) {}

  CompletableFuture<Walked> add(String test, WorkOrder order, boolean writes) {
    Waiting one = new Waiting(test, order, writes, new CompletableFuture<>());
    if (!waiting.offer(one)) {
      one.walked()
          .complete(
              new Walked.Stopped("", "given one test more than " + MOST_WAITING + " waiting"));
    }
    return one.walked();
  }

  /** Starts what waits; called by the dispatcher, so that a queue that stands starts nothing. */
  void serve(List<ConnectorInstance> instances, Connectors connectors, Workers workers) {
    for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
      Waiting test = one;
      String wanted = test.order().connector();
      Optional<ConnectorInstance> instance =
          instances.stream().filter(each -> each.id().equals(wanted)).findFirst();
      Optional<Connector> connector = instance.flatMap(each -> connectors.find(each.kind()));
      if (connector.isEmpty()) {
        test.walked().complete(notThere(wanted, instance));
        continue;
      }
      Optional<Instant> rests = instance.get().maintenance().until(clock.instant());
      if (rests.isPresent()) {
        test.walked().complete(new Walked.Resting(rests.get()));
        continue;
      }
      try {
        workers.run(() -> walk(test, instance.get(), connector.get()));
      } catch (RejectedExecutionException stopping) {
        test.walked().complete(new Walked.Stopped("", "delivery stops"));
      }
    }
  }

  private static Walked notThere(String wanted, Optional<ConnectorInstance> instance) {
    return new Walked.Stopped(
        "",
        instance
            .map(each -> "The connector %s is not loaded; its orders wait.".formatted(each.kind()))
            .orElse("The site documents have no connector instance '%s'.".formatted(wanted)));
  }

  private void walk(Waiting test, ConnectorInstance instance, Connector connector) {
    try {
      test.walked().complete(walked(test, instance, connector));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      test.walked().complete(new Walked.Stopped("", "delivery stops"));
    } catch (RuntimeException e) { // the outermost of this walk: whoever waits is told
      test.walked().completeExceptionally(e);
    }
  }

  private Walked walked(Waiting test, ConnectorInstance instance, Connector connector)
      throws InterruptedException {
    Walk walk = new Walk(connector, failures -> Duration.ZERO);
    Drafting drafting =
        new Drafting(
            instance, connector, walk, evidence, Optional.empty(), Optional.empty(), clock);
    Delivery row = row(test, instance);
    List<String> answered = new ArrayList<>();
    Draft draft = drafting.next(row, test.order(), () -> true);
    for (int i = 0; i < MOST_STEPS; i++) {
      if (draft instanceof Draft.Done done) {
        return new Walked.Arrived(answered, Optional.empty(), done.row().foreignId());
      }
      if (!(draft instanceof Draft.Send send)) {
        return new Walked.Stopped(draft.row().step(), draft.row().words());
      }
      String step = send.step().name();
      if (send.step().effect().changes() && !test.writes()) {
        note("canary.sink", test, instance, step, Facts.with("request", send.hash()).build());
        return new Walked.Arrived(answered, Optional.of(step), Optional.empty());
      }
      Receipt receipt = called(test, instance, connector, send);
      if (Answers.isSessionOver(receipt)) {
        receipt = called(test, instance, connector, send);
      }
      if (!(receipt instanceof Receipt.Accepted)) {
        return new Walked.Stopped(step, receipt.facts().text("words").orElse(""));
      }
      row = walk.after(send.row(), send.step(), receipt, Circuit.Blame.NOBODY, clock.instant());
      if (row.state().needsPerson() || !row.words().isEmpty()) {
        return new Walked.Stopped(step, row.words());
      }
      answered.add(step);
      draft = drafting.after(receipt, row, test.order(), () -> true);
    }
    return new Walked.Stopped(row.step(), "more than " + MOST_STEPS + " steps");
  }

  private Delivery row(Waiting test, ConnectorInstance instance) {
    WorkOrder order = test.order();
    return Delivery.planned(
        "dl-" + order.reference() + "-T",
        order.id(),
        instance.id(),
        Purpose.CREATE,
        order.priority(),
        clock.instant());
  }

  private Receipt called(
      Waiting test, ConnectorInstance instance, Connector connector, Draft.Send send)
      throws InterruptedException {
    String step = send.step().name();
    note(
        "canary.intent",
        test,
        instance,
        step,
        Facts.with("method", send.request().method())
            .put("address", send.request().address())
            .put("connector", connector.version())
            .put("request", send.hash())
            .build());
    Instant before = clock.instant();
    StepAnswer answer = caller.call(send.request());
    Duration took = Duration.between(before, clock.instant());
    Receipt receipt = answers.receipt(connector, send, answer);
    note(
        "canary.receipt",
        test,
        instance,
        step,
        receipt.facts().toBuilder().put("millis", took.toMillis()).build());
    return receipt;
  }

  private void note(
      String kind, Waiting test, ConnectorInstance instance, String step, Facts facts) {
    store.commit(
        unit -> {
          unit.append(
              clock.instant(),
              kind,
              test.test(),
              Facts.with("instance", instance.id()).put("step", step).putAll(facts).build());
          return null;
        });
  }
}
