package org.bellcrank.journal.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.bellcrank.journal.Chain;
import org.bellcrank.journal.ChainCheck;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.journal.Work;

/**
 * A store without a disk: a journal with its chain, and the ports that a test adds. Units run one
 * at a time; what one appends that fails is taken back, what it did to a test's port is not. Safe
 * for any thread.
 */
public final class MemoryStore implements Store, Journal {

  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final Map<Class<?>, Object> ports = new HashMap<>();
  private volatile boolean full;
  private final AtomicInteger refusals = new AtomicInteger();

  /** A store with a journal alone. */
  public MemoryStore() {
    ports.put(Journal.class, this);
  }

  /** The same store with one more port. */
  public <P> MemoryStore with(Class<P> type, P port) {
    ports.put(type, port);
    return this;
  }

  /** Whether every unit that writes is refused from now on, as on a full disk. */
  public void full(boolean refuses) {
    full = refuses;
  }

  /** How often it refused so far. */
  public int refusals() {
    return refusals.get();
  }

  /** The whole journal. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public synchronized <T> T commit(Work<T> work) {
    if (full) {
      refusals.incrementAndGet();
      throw new StoreException("the disk is full", null);
    }
    int before = entries.size();
    try {
      return work.in(new Unit());
    } catch (RuntimeException | Error e) {
      entries.subList(before, entries.size()).clear();
      throw e;
    }
  }

  @Override
  public <T> CompletableFuture<T> submit(Work<T> work) {
    try {
      return CompletableFuture.completedFuture(commit(work));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public synchronized <T> T read(Work<T> work) {
    return work.in(new Unit());
  }

  @Override
  public Registration onCommit(Runnable listener) {
    return () -> {};
  }

  @Override
  public List<Entry> after(long sequence, int limit) {
    return entries.stream().skip(sequence).limit(limit).toList();
  }

  @Override
  public List<Entry> after(long sequence, Set<String> kinds, int limit) {
    return entries.stream()
        .skip(sequence)
        .filter(entry -> kinds.contains(entry.kind()))
        .limit(limit)
        .toList();
  }

  @Override
  public List<Entry> about(String subject, int limit) {
    return entries.stream().filter(e -> e.subject().equals(subject)).limit(limit).toList();
  }

  @Override
  public List<Entry> newest(String kind, int limit) {
    List<Entry> newest = new ArrayList<>(entries);
    java.util.Collections.reverse(newest);
    return newest.stream().filter(e -> e.kind().equals(kind)).limit(limit).toList();
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

  private final class Unit implements UnitOfWork {

    @Override
    public <P> P port(Class<P> type) {
      Object port = ports.get(type);
      if (port == null) {
        throw new IllegalArgumentException(
            "given port %s; the test added %s".formatted(type.getName(), ports.keySet()));
      }
      return type.cast(port);
    }

    @Override
    public void append(Instant at, String kind, String subject, Facts facts) {
      long sequence = entries.size() + 1L;
      String previous = entries.isEmpty() ? Chain.START : entries.get(entries.size() - 1).hash();
      String hash = Chain.hash(sequence, at, kind, subject, facts.canonical(), previous);
      entries.add(new Entry(sequence, at, kind, subject, facts, previous, hash));
    }
  }
}
