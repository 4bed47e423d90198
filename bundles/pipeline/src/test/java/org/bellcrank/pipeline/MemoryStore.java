package org.bellcrank.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.asset.StandingBook;
import org.bellcrank.condition.ConditionBook;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.journal.Work;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.Reference;
import org.bellcrank.workorder.WorkOrder;

/** What deciding stands on, in memory; one unit at a time, a unit that throws leaves nothing. */
final class MemoryStore implements Store {

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private State state = new State();

  /** Everything that is kept. */
  private static final class State {
    final List<ObservationBook.Stored> observations = new ArrayList<>();
    final Map<String, FindingBook.Row> findings = new LinkedHashMap<>();
    final Map<String, WorkOrder> orders = new LinkedHashMap<>();
    final Map<String, Facts> conditions = new LinkedHashMap<>();
    final Map<String, TreeMap<Long, Long>> counts = new LinkedHashMap<>();
    final Map<String, Long> positions = new LinkedHashMap<>();
    final List<Entry> journal = new ArrayList<>();

    State copy() {
      State copy = new State();
      copy.observations.addAll(observations);
      copy.findings.putAll(findings);
      copy.orders.putAll(orders);
      copy.conditions.putAll(conditions);
      counts.forEach((key, hours) -> copy.counts.put(key, new TreeMap<>(hours)));
      copy.positions.putAll(positions);
      copy.journal.addAll(journal);
      return copy;
    }
  }

  @Override
  public <T> T commit(Work<T> work) {
    T result;
    synchronized (this) {
      State before = state.copy();
      boolean done = false;
      try {
        result = work.in(new Unit());
        done = true;
      } finally {
        state = done ? state : before;
      }
    }
    listeners.forEach(Runnable::run);
    return result;
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
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void accept(Observation observation, Instant at) {
    commit(unit -> unit.port(ObservationBook.class).add(observation, at));
  }

  synchronized List<FindingBook.Row> findings() {
    return List.copyOf(state.findings.values());
  }

  synchronized List<WorkOrder> orders() {
    return List.copyOf(state.orders.values());
  }

  synchronized List<Entry> journal() {
    return List.copyOf(state.journal);
  }

  synchronized long position() {
    return state.positions.getOrDefault("pipeline", 0L);
  }

  private final class Unit implements UnitOfWork {

    @Override
    public <P> P port(Class<P> type) {
      for (Object port :
          List.of(new Seen(), new Findings(), new Orders(), new Kept(), new At(), new Standing())) {
        if (type.isInstance(port)) {
          return type.cast(port);
        }
      }
      throw new IllegalArgumentException("no port " + type);
    }

    @Override
    public void append(Instant at, String kind, String subject, Facts facts) {
      state.journal.add(new Entry(state.journal.size() + 1L, at, kind, subject, facts, "", ""));
    }
  }

  /** No register says anything. */
  private static final class Standing implements StandingBook {

    @Override
    public List<org.bellcrank.asset.Standing> standings() {
      return List.of();
    }

    @Override
    public void stand(String instance, List<org.bellcrank.asset.Standing> told) {
      throw new UnsupportedOperationException("no register is read");
    }
  }

  private final class At implements Positions {

    @Override
    public long position(String reader) {
      return state.positions.getOrDefault(reader, 0L);
    }

    @Override
    public void advance(String reader, long to) {
      if (to < position(reader)) {
        throw new IllegalArgumentException("backwards");
      }
      state.positions.put(reader, to);
    }
  }

  private final class Seen implements ObservationBook {

    @Override
    public ObservationIntake.Accepted add(Observation observation, Instant at) {
      long place = state.observations.size() + 1L;
      state.observations.add(new Stored(place, at, observation));
      return null;
    }

    @Override
    public void names(String observation, EvidenceReference evidence) {
      throw new AssertionError("a decision keeps no evidence");
    }

    @Override
    public List<Stored> after(long position, int limit) {
      return state.observations.stream().skip(position).limit(limit).toList();
    }

    @Override
    public Optional<Stored> find(String id) {
      return state.observations.stream()
          .filter(stored -> stored.observation().id().equals(id))
          .findFirst();
    }

    @Override
    public long lastPosition() {
      return state.observations.size();
    }
  }

  private final class Findings implements FindingBook {

    @Override
    public void open(Finding finding, Instant at, State now) {
      Row row = new Row(state.findings.size() + 1L, finding, at, now);
      if (state.findings.putIfAbsent(finding.id(), row) != null) {
        throw new IllegalStateException("open already: " + finding.id());
      }
    }

    @Override
    public String derive(String observation, Instant at) {
      long place =
          state.findings.keySet().stream().filter(id -> id.startsWith(observation + "#")).count();
      return observation + "#" + place;
    }

    @Override
    public void move(String finding, Instant at, State now) {
      Row row = state.findings.get(finding);
      if (row.state().disposition().isFinal()) {
        throw new IllegalStateException("final already: " + finding);
      }
      state.findings.put(finding, new Row(row.sequence(), row.finding(), at, now));
    }

    @Override
    public Optional<Row> find(String finding) {
      return Optional.ofNullable(state.findings.get(finding));
    }

    @Override
    public List<Row> newest(long before, int limit) {
      throw new AssertionError("deciding asks for no list");
    }

    @Override
    public List<Row> ofOrder(String order, int limit) {
      throw new AssertionError("deciding asks for no list");
    }

    @Override
    public List<Row> due(Instant now, int limit) {
      return state.findings.values().stream()
          .filter(row -> row.state().disposition() == Disposition.HELD)
          .filter(row -> !row.state().until().orElseThrow().isAfter(now))
          .limit(limit)
          .toList();
    }

    @Override
    public List<Row> inReview(long before, int limit) {
      return state.findings.values().stream()
          .filter(row -> row.state().disposition() == Disposition.IN_REVIEW)
          .filter(row -> before == 0 || row.sequence() < before)
          .sorted((one, other) -> Long.compare(other.sequence(), one.sequence()))
          .limit(limit)
          .toList();
    }

    @Override
    public Map<Disposition, Long> counts() {
      Map<Disposition, Long> counts = new EnumMap<>(Disposition.class);
      state
          .findings
          .values()
          .forEach(row -> counts.merge(row.state().disposition(), 1L, Long::sum));
      return counts;
    }
  }

  private final class Orders implements OrderBook {

    @Override
    public Optional<WorkOrder> openFor(Cause cause) {
      return state.orders.values().stream()
          .filter(order -> order.cause().equals(cause) && order.stands())
          .findFirst();
    }

    @Override
    public List<WorkOrder> ofCause(Cause cause, int limit) {
      List<WorkOrder> found =
          new ArrayList<>(
              state.orders.values().stream().filter(order -> order.cause().equals(cause)).toList());
      Collections.reverse(found);
      return found.stream().limit(limit).toList();
    }

    @Override
    public Optional<WorkOrder> find(String id) {
      return Optional.ofNullable(state.orders.get(id));
    }

    @Override
    public Optional<WorkOrder> findByReference(Reference reference) {
      throw new AssertionError("deciding knows ids");
    }

    @Override
    public void add(WorkOrder order, Instant at) {
      if (state.orders.putIfAbsent(order.id(), order) != null) {
        throw new IllegalStateException("twice: " + order.id());
      }
    }

    @Override
    public void change(WorkOrder order, Instant at, String reason) {
      if (state.orders.replace(order.id(), order) == null) {
        throw new IllegalStateException("no order " + order.id());
      }
    }

    @Override
    public List<WorkOrder> newest(Optional<String> before, int limit) {
      throw new AssertionError("deciding asks for no list");
    }

    @Override
    public long count() {
      return state.orders.size();
    }
  }

  private final class Kept implements ConditionBook {

    @Override
    public Optional<Facts> state(String key) {
      return Optional.ofNullable(state.conditions.get(key)).map(facts -> Facts.parse(facts.json()));
    }

    @Override
    public void keep(String key, Facts now) {
      state.conditions.put(key, now);
    }

    @Override
    public void forget(String key) {
      state.conditions.remove(key);
    }

    @Override
    public Map<String, Facts> states(String prefix) {
      Map<String, Facts> states = new TreeMap<>(state.conditions);
      states.keySet().removeIf(key -> !key.startsWith(prefix));
      return states;
    }

    @Override
    public void count(String asset, String defectClass, Instant at) {
      state
          .counts
          .computeIfAbsent(asset + "|" + defectClass, key -> new TreeMap<>())
          .merge(at.getEpochSecond() / 3600, 1L, Long::sum);
    }

    @Override
    public long counted(String asset, String defectClass, Instant from, Instant to) {
      return state
          .counts
          .getOrDefault(asset + "|" + defectClass, new TreeMap<>())
          .subMap(from.getEpochSecond() / 3600, true, to.getEpochSecond() / 3600, true)
          .values()
          .stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }
}
