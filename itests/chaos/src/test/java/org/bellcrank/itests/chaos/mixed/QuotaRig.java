package org.bellcrank.itests.chaos.mixed;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.store.jdbc.Quotas;

/** A store with a quota, and intake and evidence on it that count how often they said no. */
final class QuotaRig implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long PLENTY = 1L << 40;

  final JdbcStore store;
  final EvidenceStore evidence;
  final ObservationIntake intake;
  final AtomicInteger refusedByIntake = new AtomicInteger();
  final AtomicInteger refusedByEvidence = new AtomicInteger();
  private final FileEvidenceStore files;

  QuotaRig(Path folder) {
    store = JdbcStore.open(folder);
    files = new FileEvidenceStore(store.directory(), store, Clock.systemUTC());
    evidence = new CountingEvidence();
    intake = new CountingIntake(new DurableIntake(store, Clock.systemUTC()));
    room();
  }

  /** Nothing new fits any more. */
  void full() {
    Quotas.limit(store, 1000);
    await("full", () -> store.room().full());
  }

  /** Everything fits. */
  void room() {
    Quotas.limit(store, PLENTY);
    await("room", () -> !store.room().full());
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited " + LIMIT + " in vain for: " + what);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** The ids that were accepted, in their order. */
  List<String> accepted() {
    return observations().stream().map(Observation::id).toList();
  }

  List<Observation> observations() {
    return store.read(
        unit ->
            unit.port(ObservationBook.class).after(0, 10_000).stream()
                .map(ObservationBook.Stored::observation)
                .toList());
  }

  List<Entry> entries(String kind) {
    return store.read(unit -> unit.port(Journal.class).newest(kind, 10_000));
  }

  @Override
  public void close() {
    files.close();
    store.close();
  }

  private final class CountingIntake implements ObservationIntake {

    private final ObservationIntake real;

    private CountingIntake(ObservationIntake real) {
      this.real = real;
    }

    @Override
    public Accepted accept(Observation observation) {
      try {
        return real.accept(observation);
      } catch (StoreException e) {
        refusedByIntake.incrementAndGet();
        throw e;
      }
    }

    @Override
    public CompletableFuture<Accepted> submit(Observation observation) {
      return real.submit(observation)
          .exceptionally(
              failure -> {
                refusedByIntake.incrementAndGet();
                throw failure instanceof CompletionException wrapped
                    ? wrapped
                    : new CompletionException(failure);
              });
    }
  }

  private final class CountingEvidence implements EvidenceStore {

    @Override
    public EvidenceReference keep(byte[] content, String mediaType) {
      return keepAll(List.of(new Content(content, mediaType))).get(0);
    }

    @Override
    public List<EvidenceReference> keepAll(List<Content> contents) {
      try {
        return files.keepAll(contents);
      } catch (EvidenceException e) {
        refusedByEvidence.incrementAndGet();
        throw e;
      }
    }

    @Override
    public EvidenceReference keepAside(byte[] content, String mediaType) {
      try {
        return files.keepAside(content, mediaType);
      } catch (EvidenceException e) {
        refusedByEvidence.incrementAndGet();
        throw e;
      }
    }

    @Override
    public Optional<byte[]> read(String sha256) {
      return files.read(sha256);
    }

    @Override
    public Optional<Path> file(String sha256) {
      return files.file(sha256);
    }
  }
}
