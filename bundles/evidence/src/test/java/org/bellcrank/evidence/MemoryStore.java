package org.bellcrank.evidence;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.RollUps;
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

  private final class Unit implements UnitOfWork, EvidenceBook, RollUps {

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
    public void aside(String sha256) {
      throw new AssertionError("nothing goes here, so nothing is kept aside");
    }

    @Override
    public Optional<EvidenceReference> find(String sha256) {
      return Optional.ofNullable(rows.get(sha256));
    }

    @Override
    public Optional<Removed> removed(String sha256) {
      return Optional.empty();
    }

    @Override
    public List<Kept> oldest(Optional<Kept> after, Instant before, boolean unnamed, int limit) {
      return List.of();
    }

    @Override
    public Optional<Kept> look(String sha256) {
      return Optional.empty();
    }

    @Override
    public Optional<Instant> notedAt(String sha256) {
      return find(sha256).map(kept -> Instant.MAX);
    }

    @Override
    public void remove(String sha256, Instant at, String why) {
      rows.remove(sha256);
    }

    @Override
    public int remove(Instant before, int limit) {
      return 0;
    }

    @Override
    public long totalBytes() {
      return rows.values().stream().mapToLong(EvidenceReference::bytes).sum();
    }
  }
}
