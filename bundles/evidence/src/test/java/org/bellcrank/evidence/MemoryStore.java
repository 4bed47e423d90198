package org.bellcrank.evidence;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.journal.Work;

/** Rows of evidence in memory; one unit at a time, a unit that throws leaves nothing. */
final class MemoryStore implements Store {

  final Map<String, EvidenceReference> rows = new HashMap<>();
  Optional<StoreException> refusal = Optional.empty();
  int commits;

  @Override
  public synchronized <T> T commit(Work<T> work) {
    refusal.ifPresent(
        refused -> {
          throw refused;
        });
    Map<String, EvidenceReference> before = new HashMap<>(rows);
    boolean done = false;
    try {
      T result = work.in(new Unit());
      commits++;
      done = true;
      return result;
    } finally {
      if (!done) {
        rows.clear();
        rows.putAll(before);
      }
    }
  }

  @Override
  public <T> CompletableFuture<T> submit(Work<T> work) {
    return CompletableFuture.completedFuture(commit(work));
  }

  @Override
  public synchronized <T> T read(Work<T> work) {
    return work.in(new Unit());
  }

  @Override
  public Registration onCommit(Runnable listener) {
    return () -> {};
  }

  private final class Unit implements UnitOfWork, EvidenceBook {

    @Override
    public <P> P port(Class<P> type) {
      return type.cast(this);
    }

    @Override
    public void append(Instant at, String kind, String subject, Facts facts) {
      throw new AssertionError("evidence writes no journal");
    }

    @Override
    public void add(EvidenceReference reference, Instant at) {
      rows.putIfAbsent(reference.sha256(), reference);
    }

    @Override
    public Optional<EvidenceReference> find(String sha256) {
      return Optional.ofNullable(rows.get(sha256));
    }

    @Override
    public long totalBytes() {
      return rows.values().stream().mapToLong(EvidenceReference::bytes).sum();
    }
  }
}
