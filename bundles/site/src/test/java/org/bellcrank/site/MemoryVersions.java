package org.bellcrank.site;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.journal.Work;

/** A store that knows versions of documents and a journal, in memory. */
final class MemoryVersions implements Store, UnitOfWork, DocumentVersions {

  final List<String> kinds = new CopyOnWriteArrayList<>();
  final List<Facts> facts = new CopyOnWriteArrayList<>();
  final List<Version> versions = new CopyOnWriteArrayList<>();
  volatile boolean full;

  @Override
  public synchronized <T> T commit(Work<T> work) {
    if (full) {
      throw new StoreException("the disk is full", null);
    }
    return work.in(this);
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

  @Override
  public <P> P port(Class<P> type) {
    return type.cast(this);
  }

  @Override
  public void append(Instant at, String kind, String subject, Facts said) {
    facts.add(said);
    kinds.add(kind);
  }

  @Override
  public void activate(Version version) {
    versions.add(version);
    append(version.at(), "documents.activated", version.id(), Facts.empty());
  }

  @Override
  public Optional<Version> latest() {
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
  }

  @Override
  public List<Version> newest(int limit) {
    List<Version> newest = new ArrayList<>(versions);
    java.util.Collections.reverse(newest);
    return newest.subList(0, Math.min(limit, newest.size()));
  }
}
