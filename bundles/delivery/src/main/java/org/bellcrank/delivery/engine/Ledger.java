package org.bellcrank.delivery.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.DeliveryBook.InstanceHealth;
import org.bellcrank.delivery.DeliveryBook.OrderDelivery;
import org.bellcrank.delivery.DeliveryBook.StepTrace;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;

/** Answers questions about deliveries. */
final class Ledger {

  private static final int MOST_ENTRIES = 2000;

  private final Store store;

  Ledger(Store store) {
    this.store = store;
  }

  Optional<OrderDelivery> of(String order) {
    return store.read(
        unit -> {
          List<Delivery> rows = unit.port(OutboxBook.class).ofOrder(order);
          return rows.stream()
              .filter(row -> row.purpose() == Purpose.CREATE)
              .findFirst()
              .map(
                  create ->
                      new OrderDelivery(
                          create,
                          rows.stream().filter(row -> row != create).toList(),
                          steps(unit.port(Journal.class).about(order, MOST_ENTRIES))));
        });
  }

  List<Delivery> workbench(int limit) {
    return store.read(unit -> unit.port(OutboxBook.class).needingPerson(limit));
  }

  List<InstanceHealth> health(
      List<ConnectorInstance> instances, Map<String, Gate> gates, Connectors connectors) {
    return store.read(
        unit -> {
          List<InstanceHealth> all = new ArrayList<>();
          List<String> forgotten = new ArrayList<>(unit.port(OutboxBook.class).instances());
          for (ConnectorInstance instance : instances) {
            forgotten.remove(instance.id());
            all.add(
                health(
                    unit,
                    instance,
                    gates.getOrDefault(instance.id(), new Gate(System::nanoTime)),
                    connectors.find(instance.kind()).map(Connector::deliveryClass)));
          }
          forgotten.forEach(id -> forgotten(unit, id).ifPresent(all::add));
          return List.copyOf(all);
        });
  }

  /** An instance that left the documents while rows still wait for it. */
  private static Optional<InstanceHealth> forgotten(UnitOfWork unit, String id) {
    Map<DeliveryState, Long> counts = unit.port(OutboxBook.class).counts(id);
    long queue = queue(counts);
    if (queue == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new InstanceHealth(
            id,
            "",
            id,
            DeliveryBook.Breaker.NO_CONNECTOR,
            Map.of(),
            Optional.empty(),
            queue,
            workbench(counts),
            counts.getOrDefault(DeliveryState.DONE, 0L),
            0,
            Optional.empty(),
            Optional.empty(),
            "It is no longer in the site documents; %d rows wait for it.".formatted(queue),
            Duration.ZERO));
  }

  private static long queue(Map<DeliveryState, Long> counts) {
    return counts.getOrDefault(DeliveryState.WAITING, 0L)
        + counts.getOrDefault(DeliveryState.HELD, 0L);
  }

  private static long workbench(Map<DeliveryState, Long> counts) {
    return counts.getOrDefault(DeliveryState.REFUSED, 0L)
        + counts.getOrDefault(DeliveryState.UNSURE, 0L);
  }

  private static InstanceHealth health(
      UnitOfWork unit,
      ConnectorInstance instance,
      Gate gate,
      Optional<Connector.DeliveryClass> deliveryClass) {
    Map<DeliveryState, Long> counts = unit.port(OutboxBook.class).counts(instance.id());
    return new InstanceHealth(
        instance.id(),
        instance.kind(),
        instance.title(),
        gate.breaker(),
        gate.behind(),
        gate.until(),
        queue(counts),
        workbench(counts),
        counts.getOrDefault(DeliveryState.DONE, 0L),
        gate.running(),
        gate.lastSuccess(),
        gate.lastError(),
        gate.lastWords(),
        gate.meanAnswer(),
        deliveryClass);
  }

  private static List<StepTrace> steps(List<Entry> entries) {
    List<StepTrace> steps = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.kind().equals("delivery.intent")) {
        steps.add(intent(entry));
      } else if (entry.kind().equals("delivery.receipt")) {
        for (int i = steps.size() - 1; i >= 0; i--) {
          StepTrace open = steps.get(i);
          if (open.receiptAt().isEmpty()
              && open.delivery().equals(entry.facts().requireText("delivery"))) {
            steps.set(i, answered(open, entry));
            break;
          }
        }
      }
    }
    return List.copyOf(steps);
  }

  private static StepTrace intent(Entry entry) {
    Facts facts = entry.facts();
    return new StepTrace(
        facts.requireText("delivery"),
        Purpose.valueOf(facts.requireText("purpose")),
        facts.requireText("step"),
        facts.whole("attempt").orElse(1),
        entry.at(),
        Optional.empty(),
        "",
        0,
        "");
  }

  private static StepTrace answered(StepTrace open, Entry entry) {
    Facts facts = entry.facts();
    return new StepTrace(
        open.delivery(),
        open.purpose(),
        open.step(),
        open.attempt(),
        open.intentAt(),
        Optional.of(entry.at()),
        facts.requireText("receipt"),
        facts.whole("status").orElse(0),
        facts.text("words").orElse(""));
  }
}
