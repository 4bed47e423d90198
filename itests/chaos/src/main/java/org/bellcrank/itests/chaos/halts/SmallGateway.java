package org.bellcrank.itests.chaos.halts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryDesk;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.engine.DeliveryEngine;
import org.bellcrank.delivery.engine.PlannedOutbox;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.pipeline.Pipeline;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.store.jdbc.StoreSettings;

/** The data path of a gateway without a framework: store, intake, evidence, pipeline, delivery. */
final class SmallGateway implements AutoCloseable {

  /** The database and its log, by file name. */
  static final String DATABASE = "bellcrank.db";

  static final String LOG = "bellcrank.db-wal";

  private static final long LOOK_EVERY_MILLIS = 3;

  private final JdbcStore files;
  private final BoundaryStore store;
  private final FileEvidenceStore evidence;
  private final DurableIntake intake;
  private final Pipeline pipeline;
  private final DeliveryEngine engine;
  private final List<ConnectorInstance> instances;
  private final Optional<Thread> person;

  /**
   * Opens the data directory and goes on where the one before stopped.
   *
   * @param rows where they are kept
   * @param attended whether a person sits at the workbench
   */
  SmallGateway(
      Layout layout,
      Map<String, URI> addresses,
      Path data,
      StoreSettings rows,
      boolean attended,
      Watch watch) {
    Clock clock = Clock.systemUTC();
    files = JdbcStore.open(data, rows);
    Path log = data.resolve(LOG);
    store = new BoundaryStore(files, watch, () -> size(log));
    instances = layout.instances(addresses);
    evidence = new FileEvidenceStore(files.directory(), store, clock);
    intake = new DurableIntake(store, clock);
    pipeline = new Pipeline(store, new Documents(layout.site()), new PlannedOutbox(), clock);
    engine =
        new DeliveryEngine(
            store,
            clock,
            layout,
            () -> instances,
            new BoundaryCaller(new PlainCaller(), watch),
            evidence,
            null);
    person =
        Optional.of(new Person(engine, store, addresses.get(Confirmed.KIND)))
            .filter(any -> attended)
            .map(SmallGateway::seated);
  }

  private static Thread seated(Person person) {
    Thread thread = new Thread(person, "person");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Store store() {
    return files;
  }

  /** For who says what a person would. */
  DeliveryDesk desk() {
    return engine;
  }

  /**
   * Takes the tellings in their order, those that were refused again; returns when all are safe.
   *
   * @param acknowledged is told the id of each one that is safe
   */
  void feed(List<Telling> tellings, Consumer<String> acknowledged) {
    new Telephone(intake, evidence, acknowledged).tell(tellings);
  }

  /**
   * Whether everything accepted is decided and everything decided is delivered, or waits for a
   * person who is not there.
   */
  boolean atRest() {
    try {
      return store.read(
          unit ->
              unit.port(Positions.class).position("pipeline")
                      == unit.port(ObservationBook.class).lastPosition()
                  && unit.port(FindingBook.class).counts().getOrDefault(Disposition.PENDING, 0L)
                      == 0
                  && instances.stream().allMatch(each -> atRest(unit, each)));
    } catch (StoreException e) {
      return false; // the database is away
    }
  }

  private boolean atRest(UnitOfWork unit, ConnectorInstance instance) {
    OutboxBook book = unit.port(OutboxBook.class);
    Map<DeliveryState, Long> counts = book.counts(instance.id());
    if (person.isPresent() && counts.get(DeliveryState.UNSURE) > 0) {
      return false;
    }
    return counts.get(DeliveryState.WAITING) == 0
        && (counts.get(DeliveryState.HELD) == 0
            || counts.get(DeliveryState.HELD) == held(book, instance.id()));
  }

  /** Rows that wait behind an order of which nobody knows whether it is there. */
  private static long held(OutboxBook book, String instance) {
    return book.needingPerson(Integer.MAX_VALUE).stream()
        .filter(row -> row.purpose() == Purpose.CREATE && row.state() == DeliveryState.UNSURE)
        .filter(row -> row.instance().equals(instance))
        .flatMap(row -> book.ofOrder(row.order()).stream())
        .filter(row -> row.state() == DeliveryState.HELD)
        .count();
  }

  /** Waits until it rests; false when it does not within that time. */
  boolean awaitRest(Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (!atRest()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    return true;
  }

  /** Why it does not rest, in words. */
  String state() {
    String workbench =
        engine.workbench(100).stream().map(SmallGateway::told).collect(Collectors.joining("; "));
    return "%s %s workbench: %s".formatted(engine.health(), pipeline.deciding(), workbench);
  }

  private static String told(Delivery row) {
    return "%s %s at %s, attempt %d, %s: %s"
        .formatted(row.id(), row.state(), row.step(), row.attempt(), row.words(), row.variables());
  }

  @Override
  public void close() {
    person.ifPresent(Thread::interrupt);
    engine.close();
    pipeline.stop();
    evidence.close();
    files.close();
  }

  private record Documents(Site inForce) implements ActiveSite {
    @Override
    public Optional<Site> site() {
      return Optional.of(inForce);
    }

    @Override
    public List<String> refusals() {
      return List.of();
    }
  }
}
