package org.bellcrank.itests.bench;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.DeliveryDesk;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.verb.Terminal;
import org.bellcrank.vision.evaluation.Figure;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** A backlog of orders that a CMMS's outage left, and how fast it drains. */
final class DrainBench implements Bench {

  private static final String INSTANCE = "rest-lyon";
  private static final int UNIT = 100;
  private static final int UNITS_AHEAD = 8;
  private static final int PAUSES = 5;
  private static final int URGENT_OF_HUNDRED = 1;
  private static final Duration STALLED = Duration.ofMinutes(2);

  private final Services services;
  private final int orders;

  DrainBench(Services services, int orders) {
    this.services = services;
    this.orders = orders;
  }

  @Override
  public String name() {
    return "drain";
  }

  @Override
  public Outcome run(Terminal terminal) throws BenchException, InterruptedException {
    try (DrainStub stub = new DrainStub()) {
      activate(stub);
      WorkOrder first = first();
      long before = heap();
      long begun = System.nanoTime();
      int urgent = fill(first, terminal);
      double filled = seconds(begun);
      long waiting = heap();
      stub.open(Math.max(1, orders / PAUSES), urgent);
      Effort effort = new Effort();
      long opened = System.nanoTime();
      services.get(DeliveryDesk.class).resume(INSTANCE);
      long most = drain(stub, terminal);
      double drained = seconds(opened);
      List<Figure> figures = new ArrayList<>();
      figures.add(Figure.atLeast("F10 orders drained", stub.created() / drained, "1/s", 500));
      figures.add(Figure.atMost("orders not delivered", orders + 1 - delivered(), "", 0));
      figures.add(Figure.atMost("orders doubled", stub.doubled(), "", 0));
      figures.add(Figure.atMost("calls in a pause asked for", stub.early(), "", 0));
      figures.add(Figure.atMost("urgent orders behind others", stub.urgentLate(), "", 0));
      figures.add(Figure.reported("pauses asked for by 429", stub.pauses(), ""));
      figures.add(
          Figure.reported("processor time an order", effort.millisEach(stub.created()), "ms"));
      figures.add(Figure.reported("orders planned", orders / filled, "1/s"));
      figures.add(Figure.reported("heap before", before, "MiB"));
      figures.add(Figure.reported("heap while all wait", waiting, "MiB"));
      figures.add(Figure.reported("heap while draining, most", most, "MiB"));
      figures.add(Figure.reported("database an order", database() / orders, "KiB"));
      return new Outcome(load(), figures);
    } catch (IOException e) {
      throw new BenchException("the double or the documents cannot be laid out", e);
    }
  }

  private void activate(DrainStub stub) throws BenchException, InterruptedException {
    Map<String, String> documents = new HashMap<>(BenchSite.documents(services, 2, List.of()));
    documents.computeIfPresent(
        "site.yaml",
        (name, text) ->
            text.replaceAll("(?s)(kind: custom-rest.*?address: )\\S+", "$1" + stub.address()));
    BenchSite.bring(services, documents);
  }

  /** One order as the gateway makes it, which the others are like. */
  private WorkOrder first() throws BenchException, InterruptedException {
    services
        .get(ObservationIntake.class)
        .accept(
            Samples.defect(
                "drain:0", Clock.systemUTC().instant(), BenchSite.point(1), 0.9, List.of()));
    Store store = services.get(Store.class);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < deadline) {
      List<WorkOrder> made =
          store.read(unit -> unit.port(OrderBook.class).newest(Optional.empty(), 1));
      if (!made.isEmpty()) {
        return made.get(0);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new BenchException("no order came of a finding within 60 s");
  }

  /** Plans them a hundred to a unit, the urgent ones last; how many are urgent. */
  private int fill(WorkOrder first, Terminal terminal) throws BenchException, InterruptedException {
    Store store = services.get(Store.class);
    Outbox outbox = services.get(Outbox.class);
    int urgent = orders * URGENT_OF_HUNDRED / 100;
    Deque<CompletableFuture<?>> ahead = new ArrayDeque<>();
    for (int from = 0; from < orders; from += UNIT) {
      int start = from;
      int end = Math.min(orders, from + UNIT);
      ahead.add(
          store.submit(
              unit -> {
                Instant now = Clock.systemUTC().instant();
                for (int n = start; n < end; n++) {
                  WorkOrder order = like(first, n, n >= orders - urgent ? 1 : 3);
                  unit.port(OrderBook.class).add(order, now);
                  outbox.deliver(unit, order, now);
                }
                return null;
              }));
      if (ahead.size() > UNITS_AHEAD) {
        ahead.poll().join();
      }
      if (from % 10_000 == 0) {
        terminal.progress("%d of %d orders planned".formatted(from, orders));
      }
    }
    ahead.forEach(CompletableFuture::join);
    return urgent;
  }

  private static WorkOrder like(WorkOrder first, int n, int priority) {
    return new WorkOrder(
        "drain-" + n,
        new Cause(first.cause().asset(), first.cause().failureMode(), "drain:" + n),
        first.site(),
        first.connector(),
        first.type(),
        priority,
        first.status(),
        first.title(),
        first.description(),
        first.raisedAt(),
        1,
        List.of(),
        first.fields());
  }

  /** Waits while orders arrive; the most MiB of heap that were in use meanwhile. */
  private long drain(DrainStub stub, Terminal terminal)
      throws BenchException, InterruptedException {
    long most = 0;
    int looked = 0;
    long last = -1;
    long moved = System.nanoTime();
    while (delivered() < orders + 1 && System.nanoTime() - moved < STALLED.toNanos()) {
      TimeUnit.SECONDS.sleep(1);
      if (stub.created() != last) {
        last = stub.created();
        moved = System.nanoTime();
      }
      if (last > orders / 10.0 * (looked + 1)) {
        looked++;
        most = Math.max(most, heap());
      }
      terminal.progress("%d of %d orders delivered".formatted(last, orders));
    }
    return most;
  }

  private long delivered() throws BenchException, InterruptedException {
    return services.get(DeliveryBook.class).health().stream()
        .filter(each -> each.instance().equals(INSTANCE))
        .mapToLong(DeliveryBook.InstanceHealth::delivered)
        .sum();
  }

  /** MiB in use after a collection. */
  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }

  private double database() throws BenchException, InterruptedException {
    return services.get(DataDirectory.class).root().resolve("bellcrank.db").toFile().length()
        / 1024.0;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private Facts load() {
    return Facts.with("orders", orders)
        .put("urgent", orders * URGENT_OF_HUNDRED / 100)
        .put("connector", "custom-rest: find, create, read back")
        .put("double", "answers at once, in this process; away until all are planned")
        .put("pauses", "429 with Retry-After 1 after each fifth of the orders")
        .put("concurrency", BenchSite.CONCURRENCY)
        .put("from", "the double is back")
        .put("to", "every order read back")
        .build();
  }
}
