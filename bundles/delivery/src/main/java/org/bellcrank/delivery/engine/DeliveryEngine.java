package org.bellcrank.delivery.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.bellcrank.delivery.AssetReader;
import org.bellcrank.delivery.ConnectionTest;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.DeliveryDesk;
import org.bellcrank.delivery.InstanceDirectory;
import org.bellcrank.delivery.OrderReader;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.PictureLinks;
import org.bellcrank.delivery.PictureShrinker;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.Rehearsal;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Store;
import org.bellcrank.workorder.WorkOrder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the outbox: one queue per connector instance, most urgent first, as many at a time as the
 * instance bears. Stopping waits at most five seconds; what is under way then is resolved by
 * reading after the next start.
 */
@Component(
    service = {
      DeliveryBook.class,
      DeliveryDesk.class,
      Rehearsal.class,
      OrderReader.class,
      AssetReader.class,
      ConnectionTest.class
    },
    immediate = true)
public final class DeliveryEngine
    implements DeliveryBook,
        DeliveryDesk,
        Rehearsal,
        OrderReader,
        AssetReader,
        ConnectionTest,
        AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryEngine.class);
  private static final long LONGEST_REST_MILLIS = 200;
  private static final long SHORTEST_REST_MILLIS = 5;
  private static final long REST_AFTER_FAILURE_MILLIS = 1000;
  private static final Duration NO_JUMP = Duration.ofSeconds(5);

  private final Store store;
  private final Clock clock;
  private final Connectors connectors;
  private final InstanceDirectory directory;
  private final Ledger ledger;
  private final Desk desk;
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();
  private final Random random;
  private final LongSupplier ticker;
  private final Bell bell = new Bell();
  private final Workers workers;
  private final Rehearsals rehearsals;
  private final Questions questions;
  private final AssetQuestions assetQuestions;
  private final Trials trials;
  private final ConditionRows conditions;
  private final Thread dispatcher;
  private final Store.Registration registration;
  private boolean wasSetBack;
  private volatile boolean closed;
  private volatile PictureLinks links;

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
    this(store, clock, connectors, directory, caller, evidence, shrinker, new Random());
  }

  /** What makes links to pictures, for systems that keep no files. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setPictureLinks(PictureLinks there) {
    links = there;
  }

  /** They went; pictures of such systems are put to a person. */
  public void unsetPictureLinks(PictureLinks gone) {
    links = links == gone ? null : links;
  }

  /**
   * As above.
   *
   * @param random of the jitter in pauses
   */
  DeliveryEngine(
      Store store,
      Clock clock,
      Connectors connectors,
      InstanceDirectory directory,
      StepCaller caller,
      EvidenceStore evidence,
      PictureShrinker shrinker,
      Random random) {
    this(store, clock, System::nanoTime, connectors, directory, caller, evidence, shrinker, random);
  }

  /**
   * As above.
   *
   * @param ticker nanoseconds that only grow, by which circuits and limits wait
   */
  public DeliveryEngine(
      Store store,
      Clock clock,
      LongSupplier ticker,
      Connectors connectors,
      InstanceDirectory directory,
      StepCaller caller,
      EvidenceStore evidence,
      PictureShrinker shrinker,
      Random random) {
    this.ticker = ticker;
    this.random = random;
    this.store = store;
    this.clock = clock;
    this.connectors = connectors;
    this.directory = directory;
    ledger = new Ledger(store);
    desk = new Desk(store, clock, directory, connectors, new Reading(caller, evidence, clock));
    Carrier carrier =
        new Carrier(
            store,
            caller,
            evidence,
            Optional.ofNullable(shrinker),
            () -> Optional.ofNullable(links),
            clock);
    workers = new Workers(carrier, clock, ticker, bell::ring);
    rehearsals = new Rehearsals(store, caller, evidence, clock);
    Asking asking = new Asking(caller, directory, connectors, gates, clock);
    questions = new Questions(asking);
    assetQuestions = new AssetQuestions(asking);
    trials = new Trials(store, caller, directory, connectors, gates, clock);
    conditions = new ConditionRows(store, clock);
    dispatcher = new Thread(this::dispatch, "delivery-dispatch");
    dispatcher.setDaemon(true);
    registration = store.onCommit(bell::ring);
    dispatcher.start();
  }

  @Deactivate
  @Override
  public void close() {
    closed = true;
    registration.close();
    dispatcher.interrupt();
    workers.stop();
    try {
      dispatcher.join(TimeUnit.SECONDS.toMillis(5));
      workers.await();
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
    return ledger.health(directory.instances(), gates, connectors);
  }

  @Override
  public List<Case> cases(int limit) {
    return desk.cases(limit);
  }

  @Override
  public void retry(String delivery, String who) {
    desk.retry(delivery, who);
  }

  @Override
  public int retryAlike(String delivery, String who) {
    return desk.retryAlike(delivery, who);
  }

  @Override
  public Adopted adopt(String delivery, String foreignId, String who, boolean unread) {
    return desk.adopt(delivery, foreignId, who, unread);
  }

  @Override
  public void resume(String instance) {
    Optional.ofNullable(gates.get(instance)).ifPresent(Gate::resume);
    desk.hurry(instance);
    bell.ring();
  }

  @Override
  public CompletableFuture<Walked> walk(String test, WorkOrder order, boolean writes) {
    CompletableFuture<Walked> walked = rehearsals.add(test, order, writes);
    bell.ring();
    return walked;
  }

  @Override
  public Optional<Pace> pace(String instance) {
    return questions.pace(instance);
  }

  @Override
  public OrderReader.Answer changed(String instance, Instant since, Optional<Cursor> from)
      throws InterruptedException {
    return questions.changed(instance, since, from);
  }

  @Override
  public OrderReader.Answer one(Delivery created, WorkOrder order) throws InterruptedException {
    return questions.one(created, order);
  }

  @Override
  public Optional<Duration> registerEvery(String instance) {
    return assetQuestions.every(instance);
  }

  @Override
  public boolean registerless(String instance) {
    return assetQuestions.none(instance);
  }

  @Override
  public AssetReader.Answer register(String instance, Optional<Cursor> from)
      throws InterruptedException {
    return assetQuestions.page(instance, from);
  }

  @Override
  public Tested test(String instance, String who) throws InterruptedException {
    return trials.test(instance, who);
  }

  private void dispatch() {
    Instant latest = clock.instant();
    while (!closed) {
      long rest = LONGEST_REST_MILLIS;
      try {
        latest = clockAfter(latest);
        rehearsals.serve(directory.instances(), connectors, workers);
        for (ConnectorInstance instance : directory.instances()) {
          rest = Math.min(rest, serve(instance));
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

  /**
   * Rows wait by the clock of the wall: when it is set back, what waits is tried at once, and once
   * more at the next look what was written meanwhile by the clock as it was.
   */
  private Instant clockAfter(Instant latest) {
    Instant now = clock.instant();
    boolean back = now.isBefore(latest.minus(NO_JUMP));
    if (back) {
      LOG.warn("The clock was set back from {} to {}; what waited is tried now", latest, now);
    }
    if (back || wasSetBack) {
      directory.instances().forEach(instance -> desk.hurry(instance.id()));
    }
    wasSetBack = back;
    return now;
  }

  /** Starts what may start; tells after how many milliseconds it is worth to look again. */
  private long serve(ConnectorInstance instance) {
    if (!gates.containsKey(instance.id())) {
      desk.hurryAll(instance.id());
      gates.put(instance.id(), new Gate(ticker, clock));
    }
    Gate gate = gates.get(instance.id());
    Optional<Connector> connector = connectors.find(instance.kind());
    if (connector.isEmpty()) {
      gate.noConnector(
          "The connector %s is not loaded; its orders wait.".formatted(instance.kind()));
      return LONGEST_REST_MILLIS;
    }
    conditions.follow(instance, connector.get());
    Backoff pauses =
        new Backoff(
            connector.get().limits().firstPause(),
            connector.get().limits().longestPause(),
            random::nextDouble);
    gate.configure(instance, connector.get().limits(), pauses);
    gate.maintenanceNews()
        .ifPresent(words -> LOG.info("Connector instance {}: {}", instance.id(), words));
    int free = gate.free();
    if (free > 0) {
      int most = free + workers.passedOver() + gate.passedOver();
      Set<Purpose> kept = gate.kept();
      List<Delivery> due =
          store.read(
              unit -> unit.port(OutboxBook.class).due(instance.id(), clock.instant(), kept, most));
      for (Delivery row : gate.inTurn(due)) {
        if (workers.mayStart(row) && gate.enter(row)) {
          workers.start(row, instance, connector.get(), gate, pauses);
        }
      }
    }
    long millis = gate.rest().toMillis();
    return millis > 0 ? millis : LONGEST_REST_MILLIS;
  }
}
