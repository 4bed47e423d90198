package org.bellcrank.closure;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.InstanceDirectory;
import org.bellcrank.delivery.OrderReader;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what became of our orders, each instance at its own pace and on a thread of its own, so
 * that a slow CMMS holds up none but its own. Stopping waits at most five seconds.
 */
@Component(service = ClosureDesk.class, immediate = true)
public final class Closures implements ClosureDesk, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Closures.class);
  private static final String FOLLOWER = "closure";
  private static final String UPDATED = "delivery.updated";
  private static final Set<String> DELIVERED = Set.of("delivery.acknowledged", UPDATED);
  private static final int AT_ONCE = 500;
  private static final long LOOK_MILLIS = 200;
  private static final long AFTER_FAILURE_MILLIS = 1000;

  /** How far the CMMS's clock may be behind ours when its first order is looked for. */
  private static final Duration SKEW = Duration.ofHours(1);

  private final Store store;
  private final Clock clock;
  private final LongSupplier ticker;
  private final InstanceDirectory directory;
  private final OrderReader reader;
  private final long lookMillis;
  private final Map<String, Reading> readings = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool(this::thread);
  private final Thread watch;
  private volatile boolean closed;

  /** Begins to read at once, on threads of its own. */
  @Activate
  public Closures(
      @Reference Store store,
      @Reference Clock clock,
      @Reference InstanceDirectory directory,
      @Reference OrderReader reader) {
    this(store, clock, System::nanoTime, directory, reader, LOOK_MILLIS);
  }

  /**
   * As above.
   *
   * @param ticker nanoseconds that only grow, by which it waits
   * @param lookMillis pause between two looks whether it is time to read
   */
  public Closures(
      Store store,
      Clock clock,
      LongSupplier ticker,
      InstanceDirectory directory,
      OrderReader reader,
      long lookMillis) {
    this.lookMillis = lookMillis;
    this.store = store;
    this.clock = clock;
    this.ticker = ticker;
    this.directory = directory;
    this.reader = reader;
    watch = new Thread(this::watch, "closure-watch");
    watch.setDaemon(true);
    watch.start();
  }

  @Deactivate
  @Override
  public void close() {
    closed = true;
    watch.interrupt();
    threads.shutdownNow();
    try {
      watch.join(TimeUnit.SECONDS.toMillis(5));
      threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Optional<ForeignState> of(String order) {
    return store.read(unit -> unit.port(ClosureBook.class).find(order));
  }

  @Override
  public boolean hint(String instance, String foreignId) {
    Optional<ForeignState> known = foreign(instance, foreignId);
    if (known.isEmpty()) {
      learn(); // it may have been delivered just now
      known = foreign(instance, foreignId);
    }
    String order = known.map(ForeignState::order).orElse("");
    if (known.isPresent()) {
      Optional.ofNullable(readings.get(instance)).ifPresent(r -> r.hint(order));
    }
    return known.isPresent();
  }

  @Override
  public boolean hint(String instance) {
    Optional<Reading> reading = Optional.ofNullable(readings.get(instance));
    boolean asks = reader.pace(instance).filter(OrderReader.Pace::changes).isPresent();
    reading.filter(r -> asks).ifPresent(Reading::hint);
    return asks && reading.isPresent();
  }

  private Optional<ForeignState> foreign(String instance, String foreignId) {
    return store.read(unit -> unit.port(ClosureBook.class).findForeign(instance, foreignId));
  }

  @Override
  public List<Health> health() {
    return new TreeMap<>(readings).values().stream().map(Reading::health).toList();
  }

  private void watch() {
    while (!closed) {
      long rest = lookMillis;
      try {
        look();
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.error("What became of orders could not be read; next try in one second.", e);
        }
        rest = AFTER_FAILURE_MILLIS;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(rest);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void look() {
    List<ConnectorInstance> instances = directory.instances();
    readings.keySet().stream()
        .filter(id -> instances.stream().noneMatch(each -> each.id().equals(id)))
        .forEach(this::forget);
    for (ConnectorInstance instance : instances) {
      Optional<OrderReader.Pace> pace = reader.pace(instance.id());
      if (pace.isEmpty()) {
        forget(instance.id());
        continue;
      }
      Reading reading =
          readings.computeIfAbsent(
              instance.id(), id -> new Reading(id, store, clock, ticker, reader));
      if (reading.begins(pace.get())) {
        begin(reading, pace.get());
      }
    }
  }

  /** What runs is kept until it ends, so that no second one runs beside it. */
  private void forget(String id) {
    readings.computeIfPresent(id, (same, reading) -> reading.idle() ? null : reading);
  }

  private void begin(Reading reading, OrderReader.Pace pace) {
    boolean begun = false;
    try {
      learn();
      start(reading, pace);
      begun = true;
    } finally {
      if (!begun) {
        reading.left(); // the store is away: it is tried again at the next look
      }
    }
  }

  private void start(Reading reading, OrderReader.Pace pace) {
    try {
      threads.execute(() -> reading.run(pace));
    } catch (RejectedExecutionException stopping) {
      reading.left();
    }
  }

  /** Takes up the orders that were delivered since the last look. */
  private synchronized void learn() {
    while (learnSome() == AT_ONCE) {
      if (closed) {
        return;
      }
    }
  }

  private int learnSome() {
    long from = store.read(unit -> unit.port(Positions.class).position(FOLLOWER));
    List<Entry> entries =
        store.read(unit -> unit.port(Journal.class).after(from, DELIVERED, AT_ONCE));
    if (!entries.isEmpty()) {
      store.commit(
          unit -> {
            ClosureBook book = unit.port(ClosureBook.class);
            entries.forEach(entry -> take(book, entry));
            unit.port(Positions.class)
                .advance(FOLLOWER, entries.get(entries.size() - 1).sequence());
            return null;
          });
    }
    return entries.size();
  }

  private static void take(ClosureBook book, Entry entry) {
    String instance = entry.facts().requireText("instance");
    if (entry.kind().equals(UPDATED)) {
      // Perhaps it was opened again: what was at its end may go on.
      book.find(entry.subject())
          .filter(ForeignState::settled)
          .ifPresent(state -> book.keep(state.unsettled()));
      return;
    }
    if (book.find(entry.subject()).isEmpty()) {
      book.keep(
          ForeignState.delivered(
              entry.subject(), instance, entry.facts().text("foreignId"), entry.at()));
    }
    if (book.mark(instance).isEmpty()) {
      book.mark(instance, entry.at().minus(SKEW));
    }
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "closure-" + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
