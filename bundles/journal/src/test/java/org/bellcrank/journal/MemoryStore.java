package org.bellcrank.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A journal in memory; nothing but a journal. */
final class MemoryStore implements Store, UnitOfWork, Journal {

  private final List<Entry> entries = new ArrayList<>();

  @Override
  public <T> T commit(Work<T> work) {
    return work.in(this);
  }

  @Override
  public <T> CompletableFuture<T> submit(Work<T> work) {
    return CompletableFuture.completedFuture(work.in(this));
  }

  @Override
  public <T> T read(Work<T> work) {
    return work.in(this);
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
  public void append(Instant at, String kind, String subject, Facts facts) {
    long sequence = entries.size() + 1L;
    String previous = entries.isEmpty() ? Chain.START : entries.get(entries.size() - 1).hash();
    String hash = Chain.hash(sequence, at, kind, subject, facts.canonical(), previous);
    entries.add(new Entry(sequence, at, kind, subject, facts, previous, hash));
  }

  @Override
  public List<Entry> after(long sequence, int limit) {
    return entries.stream().skip(sequence).limit(limit).toList();
  }

  @Override
  public List<Entry> about(String subject, int limit) {
    return entries.stream().filter(e -> e.subject().equals(subject)).limit(limit).toList();
  }

  @Override
  public List<Entry> newest(String kind, int limit) {
    return entries.stream().filter(e -> e.kind().equals(kind)).limit(limit).toList();
  }

  @Override
  public long lastSequence() {
    return entries.size();
  }

  @Override
  public Map<String, Long> counts() {
    return entries.stream().collect(Collectors.groupingBy(Entry::kind, Collectors.counting()));
  }

  @Override
  public ChainCheck verify() {
    return new ChainCheck.Intact(entries.size());
  }
}
