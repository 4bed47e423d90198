package org.bellcrank.register;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
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
import org.bellcrank.asset.Standing;
import org.bellcrank.asset.StandingBook;
import org.bellcrank.delivery.AssetReader;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.journal.Store;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the registers of all CMMS at their pace, each on a thread of its own, and holds them
 * against the site documents again when those change. Stopping waits at most five seconds.
 */
@Component(service = RegisterDesk.class, immediate = true)
public final class Registers implements RegisterDesk, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Registers.class);
  private static final long LOOK_MILLIS = 1000;

  private final Store store;
  private final Clock clock;
  private final LongSupplier ticker;
  private final ActiveSite documents;
  private final AssetReader reader;
  private final long lookMillis;
  private final Map<String, RegisterReading> readings = new ConcurrentHashMap<>();
  private final Set<String> ended = new HashSet<>(); // by the watch alone
  private final AtomicInteger number = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool(this::thread);
  private final Thread watch;
  private volatile boolean closed;
  private boolean told;

  /** Begins to read at once, on threads of its own. */
  @Activate
  public Registers(
      @Reference Store store,
      @Reference Clock clock,
      @Reference ActiveSite documents,
      @Reference AssetReader reader) {
    this(store, clock, System::nanoTime, documents, reader, LOOK_MILLIS);
  }

  /**
   * As above.
   *
   * @param ticker nanoseconds that only grow, by which it waits after a failure
   * @param lookMillis pause between two looks whether it is time to read
   */
  public Registers(
      Store store,
      Clock clock,
      LongSupplier ticker,
      ActiveSite documents,
      AssetReader reader,
      long lookMillis) {
    this.store = store;
    this.clock = clock;
    this.ticker = ticker;
    this.documents = documents;
    this.reader = reader;
    this.lookMillis = lookMillis;
    watch = new Thread(this::watch, "register-watch");
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
  public List<Health> health() {
    return new TreeMap<>(readings).values().stream().map(RegisterReading::health).toList();
  }

  @Override
  public boolean readNow(String instance) {
    Optional<RegisterReading> reading =
        reader.registerEvery(instance).map(every -> reading(instance));
    reading.ifPresent(RegisterReading::now);
    return reading.isPresent();
  }

  @Override
  public Optional<RegisterEntry> find(String instance, String foreignId) {
    return store.read(unit -> unit.port(RegisterBook.class).find(instance, foreignId));
  }

  @Override
  public List<RegisterEntry> entries(String instance, String after, int limit) {
    return store.read(unit -> unit.port(RegisterBook.class).after(instance, after, limit));
  }

  @Override
  public List<Discrepancy> discrepancies(String instance) {
    return store.read(unit -> unit.port(RegisterBook.class).discrepancies(instance));
  }

  @Override
  public List<Standing> standings() {
    return store.read(unit -> unit.port(StandingBook.class).standings());
  }

  private void watch() {
    while (!closed) {
      try {
        documents.site().ifPresent(this::look);
        told = false;
      } catch (RuntimeException e) {
        if (!closed && !told) {
          LOG.error("Registers could not be looked after; it is tried again.", e);
          told = true;
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(lookMillis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void look(Site site) {
    List<ConnectorInstance> instances = site.connectors();
    readings.keySet().stream()
        .filter(id -> instances.stream().noneMatch(each -> each.id().equals(id)))
        .forEach(this::forget);
    for (ConnectorInstance instance : instances) {
      Optional<Duration> every = reader.registerEvery(instance.id());
      if (every.isEmpty()) {
        forget(instance.id());
        if (reader.registerless(instance.id())) {
          end(instance, site);
        }
      } else {
        ended.remove(instance.id());
        RegisterReading reading = reading(instance.id());
        if (reading.begins(every.get(), site)) {
          start(reading, every.get(), instance, site);
        }
      }
    }
  }

  /** What runs is kept until it ends, so that no second one runs beside it. */
  private void forget(String id) {
    readings.computeIfPresent(id, (same, reading) -> reading.idle() ? null : reading);
  }

  /** The connector cannot read a register any more: what it said has no effect any more. */
  private void end(ConnectorInstance instance, Site site) {
    if (!readings.containsKey(instance.id()) && !ended.contains(instance.id())) {
      new Holding(store, clock, instance, site).end();
      ended.add(instance.id());
    }
  }

  private void start(
      RegisterReading reading, Duration every, ConnectorInstance instance, Site site) {
    try {
      threads.execute(() -> reading.run(every, instance, site));
    } catch (RejectedExecutionException stopping) {
      reading.left();
    }
  }

  private RegisterReading reading(String instance) {
    return readings.computeIfAbsent(
        instance, id -> new RegisterReading(id, store, clock, ticker, reader));
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "register-" + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
