package org.bellcrank.delivery.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.PictureLinks;
import org.bellcrank.delivery.PictureShrinker;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one row as far as it goes now. The intent of each step is on disk before it is sent; its
 * receipt and the intent of the next step go to disk together.
 */
final class Carrier {

  private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);
  private static final Receipt LOST =
      new Receipt.Uncertain(0, "the gateway stopped before the answer was noted");

  private final Store store;
  private final StepCaller caller;
  private final EvidenceStore evidence;
  private final Optional<PictureShrinker> shrinker;
  private final Supplier<Optional<PictureLinks>> links;
  private final Clock clock;
  private final Answers answers;

  Carrier(
      Store store,
      StepCaller caller,
      EvidenceStore evidence,
      Optional<PictureShrinker> shrinker,
      Supplier<Optional<PictureLinks>> links,
      Clock clock) {
    this.store = store;
    this.caller = caller;
    this.evidence = evidence;
    this.shrinker = shrinker;
    this.links = links;
    this.clock = clock;
    answers = new Answers(clock);
  }

  /** Walks step by step until the row rests, ends or its gate closes. */
  void carry(Delivery due, ConnectorInstance instance, Connector connector, Gate gate, Walk walk)
      throws InterruptedException {
    Run run = new Run(instance, connector, walk);
    Optional<Draft.Send> sent = gate.take(due.id()) ? run.begin(due.id()) : Optional.empty();
    String over = ""; // the step at which the session was over, until that step says otherwise
    while (sent.isPresent()) {
      Draft.Send now = sent.get();
      Instant before = clock.instant();
      StepAnswer answer = caller.call(now.request());
      Duration took = Duration.between(before, clock.instant());
      Receipt first = answers.receipt(connector, now, answer);
      boolean again = now.step().name().equals(over);
      Receipt receipt = again ? Answers.ofSecond(first) : first;
      if (again || Answers.isSessionOver(first)) {
        // What is read anew in between says nothing of it.
        over = again ? "" : now.step().name();
      }
      Gate.Verdict verdict =
          gate.note(now.row(), now.step().name(), receipt, clock.instant(), took);
      verdict.line().ifPresent(words -> tell(instance, words));
      sent = run.settle(now, receipt, verdict.blame(), took, () -> gate.take(due.id()));
    }
  }

  /** A row that cannot be worked on makes room for others; in the end a person is asked. */
  void setAside(String id, Connector connector, Walk.Pauses pauses, RuntimeException why) {
    store.commit(
        unit -> {
          unit.port(OutboxBook.class)
              .find(id)
              .filter(row -> row.state() == DeliveryState.WAITING)
              .ifPresent(row -> setAside(unit, row, connector, pauses, why));
          return null;
        });
  }

  private void setAside(
      UnitOfWork unit,
      Delivery row,
      Connector connector,
      Walk.Pauses pauses,
      RuntimeException why) {
    String words = "the gateway cannot work on it: " + why;
    int failures = row.attempt() + 1;
    boolean storeFailed = why instanceof StoreException; // which is nothing against the row
    if (storeFailed || failures <= connector.limits().attempts()) {
      Instant at = clock.instant().plus(pauses.after(failures));
      int attempt = storeFailed ? row.attempt() : failures;
      unit.port(OutboxBook.class).change(row.later(attempt, at, words));
      return;
    }
    Delivery here =
        row.withState(row.intent() ? DeliveryState.UNSURE : DeliveryState.REFUSED, words);
    unit.port(OutboxBook.class).change(here);
    refused(unit, here);
  }

  /** What concerns a whole instance, in one line. */
  static void tell(ConnectorInstance instance, String words) {
    LOG.warn("Connector instance {}: {}", instance.id(), words);
  }

  /** A row and its order, as they stand in the store. */
  private record Seen(Delivery row, WorkOrder order) {}

  /** One walk of one row: drafts are made first, then kept in one short unit of work each. */
  private final class Run {

    private final ConnectorInstance instance;
    private final Connector connector;
    private final Walk walk;
    private final Drafting drafting;

    Run(ConnectorInstance instance, Connector connector, Walk walk) {
      this.instance = instance;
      this.connector = connector;
      this.walk = walk;
      drafting = new Drafting(instance, connector, walk, evidence, shrinker, links.get(), clock);
    }

    Optional<Draft.Send> begin(String id) {
      Optional<Seen> seen = store.read(unit -> waiting(unit, id));
      if (seen.isEmpty()) {
        return Optional.empty();
      }
      Delivery row = seen.get().row();
      Delivery next = row.intent() ? unanswered(row) : row;
      Draft draft = drafting.next(next, seen.get().order(), () -> true);
      return store.commit(
          unit -> {
            if (!waiting(unit, id).equals(seen)) {
              return Optional.empty(); // changed meanwhile: the next round reads it anew
            }
            if (row.intent()) {
              note(unit, row, row.step(), LOST, Duration.ZERO);
            }
            return keep(unit, row, draft, seen.get().order());
          });
    }

    /** The gateway stopped between intent and receipt: nobody knows whether it was sent. */
    private Delivery unanswered(Delivery row) {
      Step step = connector.recipe().steps().get(row.step());
      return step == null
          ? row.atStep("", row.attempt(), clock.instant(), "")
          : walk.cutOff(
              row,
              step,
              LOST,
              instance.answerTimeout().orElse(connector.limits().answerTimeout()),
              clock.instant());
    }

    Optional<Draft.Send> settle(
        Draft.Send sent,
        Receipt receipt,
        Circuit.Blame blame,
        Duration took,
        BooleanSupplier flows) {
      Delivery next = walk.after(sent.row(), sent.step(), receipt, blame, clock.instant());
      Draft draft = drafting.after(receipt, next, sent.order(), flows);
      return store.commit(
          unit -> {
            note(unit, sent.row(), sent.step().name(), receipt, took);
            WorkOrder order = order(unit, next);
            return draft instanceof Draft.Send send
                    && send.step().effect().changes()
                    && !order.equals(sent.order())
                // What it was written from has changed.
                ? keep(unit, sent.row(), new Draft.Rest(next), order)
                : keep(unit, sent.row(), draft, order);
          });
    }

    private Optional<Draft.Send> keep(
        UnitOfWork unit, Delivery before, Draft draft, WorkOrder order) {
      PartLines.tell(unit, before, draft.row(), clock.instant());
      if (draft instanceof Draft.Done done) {
        Completion.of(unit, done.row(), order, connector, clock.instant());
        return Optional.empty();
      }
      unit.port(OutboxBook.class).change(draft.row());
      if (draft instanceof Draft.Person person) {
        refused(unit, person.row());
      }
      if (draft instanceof Draft.Send send) {
        intent(unit, send);
        return Optional.of(send);
      }
      return Optional.empty();
    }

    private Optional<Seen> waiting(UnitOfWork unit, String id) {
      return unit.port(OutboxBook.class)
          .find(id)
          .filter(row -> row.state() == DeliveryState.WAITING)
          .map(row -> new Seen(row, order(unit, row)));
    }

    private WorkOrder order(UnitOfWork unit, Delivery row) {
      WorkOrder order =
          unit.port(OrderBook.class)
              .find(row.order())
              .orElseThrow(() -> new IllegalStateException("No order " + row.order()));
      return ConditionRows.subject(unit, row, order);
    }

    private void intent(UnitOfWork unit, Draft.Send send) {
      unit.append(
          clock.instant(),
          "delivery.intent",
          send.row().order(),
          named(send.row(), send.row().step())
              .put("item", RowItems.number(send.row(), send.step()))
              .put("method", send.request().method())
              .put("address", send.request().address())
              .put("connector", connector.version())
              .put("request", send.hash())
              .build());
    }

    private void note(UnitOfWork unit, Delivery row, String step, Receipt receipt, Duration took) {
      unit.append(
          clock.instant(),
          "delivery.receipt",
          row.order(),
          named(row, step)
              .put("item", RowItems.number(row, connector.recipe().steps().get(step)))
              .put("millis", took.toMillis())
              .putAll(receipt.facts())
              .build());
    }
  }

  private void refused(UnitOfWork unit, Delivery row) {
    unit.append(
        clock.instant(),
        "delivery.refused",
        row.order(),
        named(row, row.step()).put("state", row.state()).put("words", row.words()).build());
    if (row.purpose() == Purpose.ATTACH) {
      Stages.advance(unit, row.order(), clock.instant());
    }
    if (row.purpose() == Purpose.CONDITION) {
      ConditionRows.ended(unit, row, clock.instant());
    }
    LOG.warn("Order {} waits on the workbench of {}: {}", row.order(), row.instance(), row.words());
  }

  private Facts.Builder named(Delivery row, String step) {
    return Facts.with("delivery", row.id())
        .put("instance", row.instance())
        .put("purpose", row.purpose())
        .put("evidence", row.evidence())
        .put(Completion.REDUCED, row.variables().facts(Completion.REDUCED))
        .put("step", step)
        .put("attempt", row.attempt() + 1);
  }
}
