package org.bellcrank.itests.chaos.halts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.engine.DeliveryEngine;
import org.bellcrank.delivery.engine.PlannedOutbox;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.pipeline.Pipeline;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.store.jdbc.JdbcStore;

/** The data path of a gateway without a framework: store, intake, evidence, pipeline, delivery. */
final class SmallGateway implements AutoCloseable {

  /** The database and its log, by file name. */
  static final String DATABASE = "bellcrank.db";

  static final String LOG = "bellcrank.db-wal";

  private static final int SYNCHRONOUS = 4;
  private static final long LOOK_EVERY_MILLIS = 3;

  private final JdbcStore files;
  private final BoundaryStore store;
  private final FileEvidenceStore evidence;
  private final DurableIntake intake;
  private final Pipeline pipeline;
  private final DeliveryEngine engine;
  private final List<ConnectorInstance> instances;

  /** Opens the data directory and goes on where the one before stopped. */
  SmallGateway(Layout layout, Map<String, URI> addresses, Path data, Watch watch) {
    Clock clock = Clock.systemUTC();
    files = JdbcStore.open(data);
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

  /**
   * Takes the tellings in their order, most of them without waiting for the one before; returns
   * when all are acknowledged.
   *
   * @param acknowledged is told the id of each one that is safe
   */
  void feed(List<Telling> tellings, Consumer<String> acknowledged) {
    List<CompletableFuture<?>> open = new ArrayList<>();
    for (int i = 0; i < tellings.size(); i++) {
      String id = tellings.get(i).id();
      CompletableFuture<?> taken =
          intake
              .submit(tellings.get(i).observation(evidence))
              .thenAccept(accepted -> acknowledged.accept(id));
      open.add(taken);
      if (i % SYNCHRONOUS == 0) {
        taken.join();
      }
    }
    open.forEach(CompletableFuture::join);
  }

  /** Whether everything accepted is decided and everything decided is delivered. */
  boolean atRest() {
    return store.read(
        unit ->
            unit.port(Positions.class).position("pipeline")
                    == unit.port(ObservationBook.class).lastPosition()
                && unit.port(FindingBook.class).counts().getOrDefault(Disposition.PENDING, 0L) == 0
                && instances.stream().allMatch(each -> empty(unit, each)));
  }

  private static boolean empty(UnitOfWork unit, ConnectorInstance instance) {
    Map<DeliveryState, Long> counts = unit.port(OutboxBook.class).counts(instance.id());
    return counts.get(DeliveryState.WAITING) + counts.get(DeliveryState.HELD) == 0;
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
    return engine.health() + " " + pipeline.deciding();
  }

  @Override
  public void close() {
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
