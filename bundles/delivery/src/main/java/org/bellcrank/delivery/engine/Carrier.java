package org.bellcrank.delivery.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Formula;
import org.bellcrank.delivery.connector.Mapper;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.EvidenceItem;
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
  private static final byte[] NOTHING = {};

  private final Store store;
  private final StepCaller caller;
  private final EvidenceStore evidence;
  private final Clock clock;
  private final Answers answers;

  Carrier(Store store, StepCaller caller, EvidenceStore evidence, Clock clock) {
    this.store = store;
    this.caller = caller;
    this.evidence = evidence;
    this.clock = clock;
    answers = new Answers(clock);
  }

  /** A step whose intent is on disk. */
  private record Sent(
      Delivery row, WorkOrder order, Step step, StepRequest request, Map<String, Object> known) {}

  /** Walks step by step until the row rests, ends or its gate closes. */
  void carry(Delivery due, ConnectorInstance instance, Connector connector, Gate gate, Walk walk)
      throws InterruptedException {
    Run run = new Run(instance, connector, gate, walk, content(due));
    Optional<Sent> sent =
        gate.take(clock.instant())
            ? store.commit(unit -> run.begin(unit, due.id()))
            : Optional.empty();
    while (sent.isPresent()) {
      Sent now = sent.get();
      Instant before = clock.instant();
      StepAnswer answer = caller.call(now.request());
      Duration took = Duration.between(before, clock.instant());
      Receipt receipt = answers.receipt(connector, now.step(), answer, now.known());
      gate.note(receipt, clock.instant(), took)
          .ifPresent(words -> LOG.warn("Connector instance {}: {}", instance.id(), words));
      boolean flows = gate.take(clock.instant());
      sent = store.commit(unit -> run.settle(unit, now, receipt, took, flows));
    }
  }

  private byte[] content(Delivery due) {
    return due.evidence().flatMap(evidence::read).orElse(NOTHING);
  }

  /** One walk of one row; its methods run inside units of work. */
  private final class Run {

    private final ConnectorInstance instance;
    private final Connector connector;
    private final Gate gate;
    private final Walk walk;
    private final byte[] content;

    Run(ConnectorInstance instance, Connector connector, Gate gate, Walk walk, byte[] content) {
      this.instance = instance;
      this.connector = connector;
      this.gate = gate;
      this.walk = walk;
      this.content = content;
    }

    Optional<Sent> begin(UnitOfWork unit, String id) {
      Optional<Delivery> row = unit.port(OutboxBook.class).find(id);
      if (row.isEmpty() || row.get().state() != DeliveryState.WAITING) {
        return Optional.empty();
      }
      return row.get().intent() ? unanswered(unit, row.get()) : prepare(unit, row.get());
    }

    /** The gateway stopped between intent and receipt: nobody knows whether it was sent. */
    private Optional<Sent> unanswered(UnitOfWork unit, Delivery row) {
      Step step = connector.recipe().steps().get(row.step());
      Receipt lost = new Receipt.Uncertain(0, "the gateway stopped before the answer was noted");
      note(unit, row, row.step(), lost, Duration.ZERO);
      Delivery next =
          step == null
              ? row.atStep("", row.attempt(), clock.instant(), "")
              : walk.after(row, step, lost, clock.instant());
      return goOn(unit, next, order(unit, row), true);
    }

    Optional<Sent> settle(
        UnitOfWork unit, Sent sent, Receipt receipt, Duration took, boolean flows) {
      note(unit, sent.row(), sent.step().name(), receipt, took);
      return goOn(
          unit, walk.after(sent.row(), sent.step(), receipt, clock.instant()), sent.order(), flows);
    }

    private Optional<Sent> goOn(UnitOfWork unit, Delivery next, WorkOrder order, boolean flows) {
      Delivery row = linked(next, order);
      if (row.state() == DeliveryState.DONE) {
        Completion.of(unit, row, order, connector, clock.instant());
        return Optional.empty();
      }
      unit.port(OutboxBook.class).change(row);
      if (row.state().needsPerson()) {
        refused(unit, row);
        return Optional.empty();
      }
      return flows && !row.nextAt().isAfter(clock.instant())
          ? prepare(unit, row)
          : Optional.empty();
    }

    private Delivery linked(Delivery row, WorkOrder order) {
      return row.foreignId().isPresent() && row.link().isEmpty() && connector.link().isPresent()
          ? row.withForeign(
              row.foreignId(), connector.link().get().render(KnownNames.of(order, instance, row)))
          : row;
    }

    private Optional<Sent> prepare(UnitOfWork unit, Delivery row) {
      WorkOrder order = order(unit, row);
      Map<String, Object> known = KnownNames.of(order, instance, row);
      try {
        attach(known, row, order);
        Optional<Step> step = walk.next(row, known);
        if (step.isEmpty()) {
          Completion.of(
              unit, row.withState(DeliveryState.DONE, ""), order, connector, clock.instant());
          return Optional.empty();
        }
        known.put("delivery.step", step.get().name());
        StepRequest request = Rendering.request(connector, instance, step.get(), known, content);
        Delivery intending =
            row.intending(step.get().name()).reached("firstIntent", clock.instant());
        unit.port(OutboxBook.class).change(intending);
        intent(unit, intending, request);
        return Optional.of(new Sent(intending, order, step.get(), request, known));
      } catch (Mapper.UnmappedException
          | Rendering.UnknownNameException
          | Formula.FormulaException
          | UnfitAttachmentException unfit) {
        Delivery here = row.withState(DeliveryState.REFUSED, unfit.getMessage());
        unit.port(OutboxBook.class).change(here);
        refused(unit, here);
        return Optional.empty();
      }
    }

    private void attach(Map<String, Object> known, Delivery row, WorkOrder order) {
      if (row.purpose() != Purpose.ATTACH) {
        return;
      }
      EvidenceItem item =
          Completion.picture(row)
              .orElseThrow(
                  () -> new UnfitAttachmentException("The row does not say what to attach."));
      UnfitAttachmentException.check(item, content, connector.attachments());
      KnownNames.attach(known, order, item, content);
    }

    private WorkOrder order(UnitOfWork unit, Delivery row) {
      return unit.port(OrderBook.class)
          .find(row.order())
          .orElseThrow(() -> new IllegalStateException("No order " + row.order()));
    }

    private void intent(UnitOfWork unit, Delivery row, StepRequest request) {
      unit.append(
          clock.instant(),
          "delivery.intent",
          row.order(),
          named(row, row.step())
              .put("method", request.method())
              .put("address", request.address())
              .put("connector", connector.version())
              .put("request", RequestHash.of(request))
              .build());
    }

    private void note(UnitOfWork unit, Delivery row, String step, Receipt receipt, Duration took) {
      unit.append(
          clock.instant(),
          "delivery.receipt",
          row.order(),
          named(row, step).put("millis", took.toMillis()).putAll(receipt.facts()).build());
    }

    private void refused(UnitOfWork unit, Delivery row) {
      unit.append(
          clock.instant(),
          "delivery.refused",
          row.order(),
          named(row, row.step()).put("state", row.state()).put("words", row.words()).build());
      LOG.warn(
          "Order {} waits on the workbench of {}: {}", row.order(), instance.id(), row.words());
    }

    private Facts.Builder named(Delivery row, String step) {
      return Facts.with("delivery", row.id())
          .put("instance", row.instance())
          .put("purpose", row.purpose())
          .put("step", step)
          .put("attempt", row.attempt() + 1);
    }
  }
}
