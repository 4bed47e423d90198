package org.bellcrank.itests.journey;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.Balance;
import org.bellcrank.observation.BalanceSheet;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.vision.CameraStatus;
import org.bellcrank.vision.Cameras;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** What happened, as JSON; everything is read from the journal and the books. */
final class JourneyReport {

  private static final int ORDERS = 10_000;
  private static final int PAGE = 1000;

  private final Store store;
  private final DeliveryBook deliveries;
  private final Cameras cameras;
  private final Clock clock;
  private final Map<String, List<Long>> millis = new LinkedHashMap<>();

  JourneyReport(Store store, DeliveryBook deliveries, Cameras cameras, Clock clock) {
    this.store = store;
    this.deliveries = deliveries;
    this.cameras = cameras;
    this.clock = clock;
  }

  String json(Duration took) {
    Balance balance = BalanceSheet.of(store);
    Facts.Builder dispositions = Facts.builder();
    balance.states().forEach((state, count) -> dispositions.put(state.name(), count));
    List<Facts> orders = orders();
    List<CameraStatus> all = cameras.all();
    Facts.Builder latency = Facts.builder();
    all.stream()
        .filter(camera -> camera.looked() > 0)
        .forEach(
            camera ->
                latency.put(
                    "payload " + camera.camera(),
                    Facts.with("p50", camera.payloadMillis().p50())
                        .put("p95", camera.payloadMillis().p95())
                        .put("p99", camera.payloadMillis().p99())
                        .build()));
    millis.forEach((stage, values) -> latency.put(stage, quantiles(values)));
    return Facts.with("at", clock.instant())
        .put("seconds", took.toMillis() / 1000.0)
        .put("observations", store.read(unit -> unit.port(ObservationBook.class).lastPosition()))
        .put("findings", balance.accepted())
        .put("dispositions", dispositions.build())
        .put("balance", balance.difference())
        .put("orders", orders)
        .put("latencyMillis", latency.build())
        .put("frames", all.stream().mapToLong(CameraStatus::looked).sum())
        .put(
            "provider",
            all.stream().map(CameraStatus::provider).filter(text -> !text.isEmpty()).findFirst())
        .put(
            "model",
            all.stream().map(CameraStatus::model).filter(text -> !text.isEmpty()).findFirst())
        .put("journalEntries", store.read(unit -> unit.port(Journal.class).lastSequence()))
        .build()
        .json();
  }

  /** Each order's priorities, the first as it was raised, then what its merges made of it. */
  private Map<String, List<Long>> priorities() {
    Map<String, List<Long>> all = new LinkedHashMap<>();
    long position = 0;
    List<Entry> page;
    do {
      long after = position;
      page = store.read(unit -> unit.port(Journal.class).after(after, PAGE));
      for (Entry entry : page) {
        position = entry.sequence();
        if (entry.kind().equals("order.raised") || entry.kind().equals("order.changed")) {
          List<Long> row = all.computeIfAbsent(entry.subject(), unused -> new ArrayList<>());
          long now = entry.facts().whole("priority").orElseThrow();
          if (row.isEmpty() || row.get(row.size() - 1) != now) {
            row.add(now);
          }
        }
      }
    } while (!page.isEmpty());
    return all;
  }

  private List<Facts> orders() {
    Map<String, List<Long>> priorities = priorities();
    List<WorkOrder> orders =
        store.read(unit -> unit.port(OrderBook.class).newest(Optional.empty(), ORDERS));
    List<Facts> lines = new ArrayList<>();
    for (WorkOrder order : orders) {
      Optional<DeliveryBook.OrderDelivery> delivery = deliveries.of(order.id());
      Facts stages = stages(order, delivery);
      measure(stages);
      lines.add(
          Facts.with("id", order.id())
              .put("reference", order.reference().value())
              .put("cause", order.cause().key())
              .put("connector", order.connector())
              .put("priority", order.priority())
              .put("priorities", priorities.getOrDefault(order.id(), List.of()))
              .put("occurrences", order.occurrences())
              .put("foreignId", delivery.flatMap(each -> each.create().foreignId()))
              .put(
                  "acknowledged",
                  delivery.map(DeliveryBook.OrderDelivery::acknowledged).orElse(false))
              .put("attachments", attachments(delivery))
              .put("stages", stages)
              .build());
    }
    return lines;
  }

  private static long attachments(Optional<DeliveryBook.OrderDelivery> delivery) {
    return delivery.stream()
        .flatMap(each -> each.others().stream())
        .filter(other -> other.stage("attached").isPresent())
        .count();
  }

  private Facts stages(WorkOrder order, Optional<DeliveryBook.OrderDelivery> delivery) {
    Facts.Builder stages = Facts.builder();
    List<FindingBook.Row> findings =
        store.read(unit -> unit.port(FindingBook.class).ofOrder(order.id(), 1));
    findings.stream()
        .findFirst()
        .flatMap(
            row ->
                store.read(
                    unit -> unit.port(ObservationBook.class).find(row.finding().observation())))
        .ifPresent(
            stored ->
                stages
                    .put("captured", stored.observation().captured().at())
                    .put("accepted", stored.acceptedAt()));
    stages.put("decided", order.raisedAt());
    delivery.ifPresent(each -> stages.putAll(each.create().stages()));
    delivery.stream()
        .flatMap(each -> each.others().stream())
        .flatMap(other -> other.stage("attached").stream())
        .min(Instant::compareTo)
        .ifPresent(at -> stages.put("attached", at));
    return stages.build();
  }

  private void measure(Facts stages) {
    between(stages, "decide", "accepted", "decided");
    between(stages, "queue", "planned", "firstIntent");
    between(stages, "create", "firstIntent", "created");
    between(stages, "readBack", "created", "acknowledged");
    between(stages, "attach", "acknowledged", "attached");
    between(stages, "endToEnd", "accepted", "acknowledged");
  }

  private void between(Facts stages, String name, String from, String to) {
    if (stages.has(from) && stages.has(to)) {
      millis
          .computeIfAbsent(name, unused -> new ArrayList<>())
          .add(Duration.between(stages.requireInstant(from), stages.requireInstant(to)).toMillis());
    }
  }

  private static Facts quantiles(List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    return Facts.with("p50", at(sorted, 0.50))
        .put("p95", at(sorted, 0.95))
        .put("p99", at(sorted, 0.99))
        .build();
  }

  private static long at(List<Long> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1));
  }
}
