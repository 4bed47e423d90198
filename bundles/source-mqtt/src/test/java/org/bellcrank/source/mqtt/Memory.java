package org.bellcrank.source.mqtt;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.journal.Work;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;

/** An intake, an evidence store and a journal in memory, by the contracts of their ports. */
final class Memory implements ObservationIntake, EvidenceStore, Store {

  final List<Observation> accepted = new CopyOnWriteArrayList<>();
  final List<String> journal = new CopyOnWriteArrayList<>();
  private final Set<String> ids = new HashSet<>();
  volatile boolean diskFull;

  @Override
  public synchronized Accepted accept(Observation observation) {
    if (diskFull) {
      throw new StoreException("the disk is full", null);
    }
    boolean repeated = !ids.add(observation.id());
    if (!repeated) {
      accepted.add(observation);
    }
    return new Accepted(observation.id(), accepted.size(), repeated);
  }

  @Override
  public CompletableFuture<Accepted> submit(Observation observation) {
    try {
      return CompletableFuture.completedFuture(accept(observation));
    } catch (StoreException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public EvidenceReference keep(byte[] content, String mediaType) {
    return new EvidenceReference("ab".repeat(32), mediaType, content.length);
  }

  @Override
  public Optional<byte[]> read(String sha256) {
    return Optional.empty();
  }

  @Override
  public Optional<Path> file(String sha256) {
    return Optional.empty();
  }

  @Override
  public <T> T commit(Work<T> work) {
    List<String> lines = new ArrayList<>();
    T result =
        work.in(
            new UnitOfWork() {
              @Override
              public <P> P port(Class<P> type) {
                throw new IllegalArgumentException(type.getName());
              }

              @Override
              public void append(Instant at, String kind, String subject, Facts facts) {
                lines.add(kind + " " + facts.json());
              }
            });
    journal.addAll(lines);
    return result;
  }

  @Override
  public <T> CompletableFuture<T> submit(Work<T> work) {
    return CompletableFuture.completedFuture(commit(work));
  }

  @Override
  public <T> T read(Work<T> work) {
    return commit(work);
  }

  @Override
  public Registration onCommit(Runnable listener) {
    return () -> {};
  }
}
