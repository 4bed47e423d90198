package org.bellcrank.delivery.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.DeliveryDesk;
import org.bellcrank.delivery.InstanceDirectory;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.PictureShrinker;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Store;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the outbox: one queue per connector instance, most urgent first, as many at a time as the
 * instance bears. Stopping waits at most five seconds; what is under way then is resolved by
 * reading after the next start.
 */
@Component(
    service = {DeliveryBook.class, DeliveryDesk.class},
    immediate = true)
public final class DeliveryEngine implements DeliveryBook, DeliveryDesk, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryEngine.class);
  private static final long LONGEST_REST_MILLIS = 200;
  private static final long SHORTEST_REST_MILLIS = 5;
  private static final long REST_AFTER_FAILURE_MILLIS = 1000;
  private static final int PROBES_TO_CHOOSE_FROM = 20;

  private final Store store;
  private final Clock clock;
  private final Connectors connectors;
  private final InstanceDirectory directory;
  private final Carrier carrier;
  private final Ledger ledger;
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();
  private final Set<String> busyOrders = ConcurrentHashMap.newKeySet();
  private final Bell bell = new Bell();
  private final ExecutorService workers;
  private final Thread dispatcher;
  private final Store.Registration registration;
  private volatile boolean closed;

  /**
   * Starts to deliver at once, on threads of its own.
   *
   * @param shrinker null when nobody makes pictures smaller: those that are too big are refused
   */
  @Activate
  public DeliveryEngine(
      @Reference Store store,
      @Reference Clock clock,
      @Reference Connectors connectors,
      @Reference InstanceDirectory directory,
      @Reference StepCaller caller,
      @Reference EvidenceStore evidence,
      @Reference(cardinality = ReferenceCardinality.OPTIONAL) PictureShrinker shrinker) {
    this.store = store;
    this.clock = clock;
    this.connectors = connectors;
    this.directory = directory;
    carrier = new Carrier(store, caller, evidence, Optional.ofNullable(shrinker), clock);
    ledger = new Ledger(store, clock);
    AtomicInteger number = new AtomicInteger();
    workers =
        Executors.newCachedThreadPool(work -> daemon(work, "delivery-" + number.incrementAndGet()));
    dispatcher = daemon(this::dispatch, "delivery-dispatch");
    registration = store.onCommit(bell::ring);
    dispatcher.start();
  }

  @Deactivate
  @Override
  public void close() {
    closed = true;
    registration.close();
    dispatcher.interrupt();
    workers.shutdownNow();
    try {
      dispatcher.join(TimeUnit.SECONDS.toMillis(5));
      workers.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Optional<OrderDelivery> of(String order) {
    return ledger.of(order);
  }

  @Override
  public List<Delivery> workbench(int limit) {
    return ledger.workbench(limit);
  }

  @Override
  public List<InstanceHealth> health() {
    return ledger.health(directory.instances(), gates);
  }

  @Override
  public void retry(String delivery, String who) {
    ledger.retry(delivery, who);
  }

  @Override
  public void adopt(String delivery, String foreignId, String who) {
    ledger.adopt(delivery, foreignId, who, this::connectorOf);
  }

  @Override
  public void resume(String instance) {
    Optional.ofNullable(gates.get(instance)).ifPresent(Gate::resume);
    bell.ring();
  }

  private Optional<Connector> connectorOf(String instance) {
    return directory.instances().stream()
        .filter(i -> i.id().equals(instance))
        .findFirst()
        .flatMap(i -> connectors.find(i.kind()));
  }

  private void dispatch() {
    while (!closed) {
      long rest = LONGEST_REST_MILLIS;
      try {
        for (ConnectorInstance instance : directory.instances()) {
          serve(instance);
        }
      } catch (RuntimeException e) {
        LOG.error("The delivery queue could not be read; next try in one second.", e);
        rest = REST_AFTER_FAILURE_MILLIS;
      }
      try {
        bell.await(SHORTEST_REST_MILLIS, rest);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void serve(ConnectorInstance instance) {
    Gate gate = gates.computeIfAbsent(instance.id(), id -> new Gate());
    Optional<Connector> connector = connectors.find(instance.kind());
    if (connector.isEmpty()) {
      gate.noConnector(
          "The connector %s is not loaded; its orders wait.".formatted(instance.kind()));
      return;
    }
    Backoff pauses =
        new Backoff(
            connector.get().limits().firstPause(),
            connector.get().limits().longestPause(),
            () -> ThreadLocalRandom.current().nextDouble());
    gate.configure(instance, connector.get().limits(), pauses);
    Instant now = clock.instant();
    int free = gate.free(now);
    if (free <= 0) {
      return;
    }
    List<Delivery> due = due(instance, gate, now, free + busyOrders.size());
    for (Delivery row : due) {
      if (gate.free(now) > 0 && busyOrders.add(row.order())) {
        gate.enter();
        start(row, instance, connector.get(), gate, new Walk(connector.get(), pauses));
      }
    }
  }

  /** Most urgent first; but a probe is made with what was turned away least, not the same again. */
  private List<Delivery> due(ConnectorInstance instance, Gate gate, Instant now, int wanted) {
    boolean flows = gate.breaker() == DeliveryBook.Breaker.CLOSED;
    int limit = flows ? wanted : wanted + PROBES_TO_CHOOSE_FROM;
    List<Delivery> due =
        store.read(unit -> unit.port(OutboxBook.class).due(instance.id(), now, limit));
    return flows ? due : due.stream().sorted(Comparator.comparingInt(Delivery::attempt)).toList();
  }

  private void start(
      Delivery row, ConnectorInstance instance, Connector connector, Gate gate, Walk walk) {
    workers.execute(
        () -> {
          try {
            carrier.carry(row, instance, connector, gate, walk);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            if (!closed) {
              failed(row, connector, gate, walk, e);
            }
          } finally {
            gate.leave();
            busyOrders.remove(row.order());
            bell.ring();
          }
        });
  }

  private void failed(
      Delivery row, Connector connector, Gate gate, Walk walk, RuntimeException why) {
    LOG.error("Delivery {} could not go on; it is tried again.", row.id(), why);
    try {
      carrier.setAside(row.id(), connector, walk.pauses(), why);
    } catch (RuntimeException unkept) {
      LOG.error("The delivery queue could not be written; next try in one second.", unkept);
      gate.note(
          new Receipt.Unreachable(
              String.valueOf(unkept.getMessage()),
              Optional.of(Duration.ofSeconds(1)),
              Receipt.Unreachable.Scope.INSTANCE),
          clock.instant(),
          Duration.ZERO);
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
