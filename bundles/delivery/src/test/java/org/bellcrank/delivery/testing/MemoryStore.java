package org.bellcrank.delivery.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.journal.ChainCheck;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.journal.Work;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.Reference;
import org.bellcrank.workorder.WorkOrder;

/** A store without a disk: one unit at a time, a unit that throws leaves nothing. */
public final class MemoryStore implements Store {

  private static final Set<Purpose> BEHIND = Set.of(Purpose.ATTACH, Purpose.CONDITION);

  private final List<Object> more;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private List<Entry> entries = new ArrayList<>();
  private Map<String, Delivery> rows = new LinkedHashMap<>();
  private Map<String, WorkOrder> orders = new LinkedHashMap<>();

  /**
   * An empty one.
   *
   * @param more ports beside its own; what they keep is not taken back when a unit throws
   */
  public MemoryStore(Object... more) {
    this.more = List.of(more);
  }

  @Override
  public <T> T commit(Work<T> work) {
    T result;
    synchronized (this) {
      List<Entry> entriesBefore = new ArrayList<>(entries);
      Map<String, Delivery> rowsBefore = new LinkedHashMap<>(rows);
      Map<String, WorkOrder> ordersBefore = new LinkedHashMap<>(orders);
      boolean done = false;
      try {
        result = work.in(new Unit());
        done = true;
      } finally {
        if (!done) {
          entries = entriesBefore;
          rows = rowsBefore;
          orders = ordersBefore;
        }
      }
    }
    listeners.forEach(Runnable::run);
    return result;
  }

  @Override
  public <T> CompletableFuture<T> submit(Work<T> work) {
    try {
      return CompletableFuture.completedFuture(commit(work));
    } catch (RuntimeException failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  @Override
  public synchronized <T> T read(Work<T> work) {
    return work.in(new Unit());
  }

  @Override
  public Registration onCommit(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Everything that was journalled about a subject. */
  public synchronized List<Entry> about(String subject) {
    return entries.stream().filter(entry -> entry.subject().equals(subject)).toList();
  }

  private final class Unit implements UnitOfWork {

    @Override
    public <P> P port(Class<P> type) {
      List<Object> ports = new ArrayList<>(List.of(new Rows(), new Orders(), new Entries()));
      ports.addAll(more);
      for (Object port : ports) {
        if (type.isInstance(port)) {
          return type.cast(port);
        }
      }
      throw new IllegalArgumentException("no port " + type);
    }

    @Override
    public void append(Instant at, String kind, String subject, Facts facts) {
      entries.add(new Entry(entries.size() + 1L, at, kind, subject, facts, "", ""));
    }
  }

  private final class Rows implements OutboxBook {

    @Override
    public void add(Delivery delivery) {
      if (rows.putIfAbsent(delivery.id(), delivery) != null) {
        throw new IllegalStateException("twice: " + delivery.id());
      }
    }

    @Override
    public void change(Delivery delivery) {
      if (rows.replace(delivery.id(), delivery) == null) {
        throw new IllegalStateException("no row " + delivery.id());
      }
    }

    @Override
    public Optional<Delivery> find(String id) {
      return Optional.ofNullable(rows.get(id));
    }

    @Override
    public List<Delivery> ofOrder(String order) {
      return rows.values().stream().filter(row -> row.order().equals(order)).toList();
    }

    @Override
    public List<Delivery> due(String instance, Instant now, Set<Purpose> kept, int limit) {
      List<Delivery> newest = new ArrayList<>(rows.values());
      Collections.reverse(newest);
      return newest.stream()
          .filter(row -> row.instance().equals(instance))
          .filter(row -> row.state() == DeliveryState.WAITING && !row.nextAt().isAfter(now))
          .filter(row -> !kept.contains(row.purpose()))
          .sorted(
              Comparator.comparing((Delivery row) -> BEHIND.contains(row.purpose()))
                  .thenComparingInt(Delivery::priority))
          .limit(limit)
          .toList();
    }

    @Override
    public List<Delivery> waitingBeyond(String instance, Instant time, int limit) {
      return rows.values().stream()
          .filter(row -> row.instance().equals(instance))
          .filter(row -> row.state() == DeliveryState.WAITING && row.nextAt().isAfter(time))
          .limit(limit)
          .toList();
    }

    @Override
    public List<Delivery> needingPerson(int limit) {
      return rows.values().stream().filter(row -> row.state().needsPerson()).limit(limit).toList();
    }

    @Override
    public Map<DeliveryState, Long> counts(String instance) {
      Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
      rows.values().stream()
          .filter(row -> row.instance().equals(instance))
          .forEach(row -> counts.merge(row.state(), 1L, Long::sum));
      return counts;
    }

    @Override
    public List<String> instances() {
      return rows.values().stream().map(Delivery::instance).distinct().toList();
    }
  }

  private final class Orders implements OrderBook {

    @Override
    public Optional<WorkOrder> openFor(Cause cause) {
      return orders.values().stream()
          .filter(order -> order.cause().equals(cause) && order.stands())
          .findFirst();
    }

    @Override
    public List<WorkOrder> ofCause(Cause cause, int limit) {
      return orders.values().stream()
          .filter(order -> order.cause().equals(cause))
          .limit(limit)
          .toList();
    }

    @Override
    public Optional<WorkOrder> find(String id) {
      return Optional.ofNullable(orders.get(id));
    }

    @Override
    public Optional<WorkOrder> findByReference(Reference reference) {
      return orders.values().stream().filter(o -> o.reference().equals(reference)).findFirst();
    }

    @Override
    public void add(WorkOrder order, Instant at) {
      orders.put(order.id(), order);
    }

    @Override
    public void change(WorkOrder order, Instant at, String reason) {
      orders.put(order.id(), order);
    }

    @Override
    public List<WorkOrder> newest(Optional<String> before, int limit) {
      return List.copyOf(orders.values());
    }

    @Override
    public long count() {
      return orders.size();
    }
  }

  private final class Entries implements Journal {

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
      return entries.stream().filter(e -> e.kind().equals(kind)).limit(limit).toList();
    }

    @Override
    public long lastSequence() {
      return entries.size();
    }

    @Override
    public Map<String, Long> counts() {
      return Map.of();
    }

    @Override
    public ChainCheck verify() {
      return new ChainCheck.Intact(entries.size());
    }
  }
}
