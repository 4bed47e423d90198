package org.bellcrank.replay;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.ObservationIntake;

/** The findings that are not final, and the observations they are of. */
final class ScratchFindings {

  private static final Comparator<FindingBook.Row> DUE =
      Comparator.comparing((FindingBook.Row row) -> row.state().until().orElse(Instant.MAX))
          .thenComparing(FindingBook.Row::sequence);

  private final ScratchStore store;
  private final Map<String, FindingBook.Row> open = new HashMap<>();
  private final TreeSet<FindingBook.Row> held = new TreeSet<>(DUE);
  private final TreeMap<Long, FindingBook.Row> inReview = new TreeMap<>();
  private final Map<String, Kept> observations = new HashMap<>();
  private final Findings findings = new Findings();
  private final Observations book = new Observations();
  private ObservationBook.Stored current;
  private int derived;
  private long sequence;

  /** An observation and how many of its findings are open. */
  private record Kept(ObservationBook.Stored observation, int findings) {}

  ScratchFindings(ScratchStore store) {
    this.store = store;
  }

  void putAll(ScratchFindings other) {
    open.putAll(other.open);
    held.addAll(other.held);
    inReview.putAll(other.inReview);
    observations.putAll(other.observations);
    sequence = other.sequence;
  }

  void offer(ObservationBook.Stored observation) {
    current = observation;
    derived = 0;
  }

  Object as(Class<?> type) {
    return type == FindingBook.class ? findings : book;
  }

  /** The held finding whose deadline comes first. */
  Optional<FindingBook.Row> firstHeld() {
    return held.isEmpty() ? Optional.empty() : Optional.of(held.first());
  }

  /** A finding that is not final. */
  Optional<FindingBook.Row> open(String finding) {
    return Optional.ofNullable(open.get(finding));
  }

  private void put(FindingBook.Row row) {
    open.put(row.finding().id(), row);
    if (row.state().disposition() == Disposition.HELD) {
      held.add(row);
    } else if (row.state().disposition() == Disposition.IN_REVIEW) {
      inReview.put(row.sequence(), row);
    }
  }

  private void drop(FindingBook.Row row) {
    open.remove(row.finding().id());
    held.remove(row);
    inReview.remove(row.sequence());
  }

  private void keep(String observation, int change) {
    Kept before = observations.get(observation);
    int count = (before == null ? 0 : before.findings()) + change;
    if (count == 0) {
      observations.remove(observation);
    } else {
      observations.put(
          observation, new Kept(before == null ? current : before.observation(), count));
    }
    store.changed(
        () -> {
          if (before == null) {
            observations.remove(observation);
          } else {
            observations.put(observation, before);
          }
        });
  }

  private final class Findings implements FindingBook {

    @Override
    public void open(Finding finding, Instant at, State state) {
      if (open.containsKey(finding.id())) {
        throw new IllegalStateException("finding %s is open already".formatted(finding.id()));
      }
      sequence++;
      store.changed(() -> sequence--);
      if (!state.disposition().isFinal()) {
        Row row = new Row(sequence, finding, at, state);
        put(row);
        store.changed(() -> drop(row));
        keep(finding.observation(), 1);
      }
      told(finding.id(), at, Optional.empty(), state);
    }

    @Override
    public String derive(String observation, Instant at) {
      int before = derived++;
      store.changed(() -> derived = before);
      return observation + "#" + (current.observation().findings().size() + before);
    }

    @Override
    public void move(String finding, Instant at, State state) {
      Row before = open.get(finding);
      if (before == null) {
        throw new IllegalStateException(
            "finding %s is final or unknown; it cannot become %s"
                .formatted(finding, state.disposition()));
      }
      drop(before);
      store.changed(() -> put(before));
      if (state.disposition().isFinal()) {
        keep(before.finding().observation(), -1);
      } else {
        Row row = new Row(before.sequence(), before.finding(), at, state);
        put(row);
        store.changed(() -> drop(row));
      }
      told(finding, at, Optional.of(before.state().disposition()), state);
    }

    private void told(String finding, Instant at, Optional<Disposition> from, State state) {
      Told told =
          new Told(
              finding,
              at,
              from,
              state.disposition(),
              state.reason(),
              state.order(),
              state.until(),
              state.why());
      store.tell(watcher -> watcher.decided(told));
    }

    @Override
    public Optional<Row> find(String finding) {
      return Optional.ofNullable(open.get(finding));
    }

    @Override
    public List<Row> newest(long before, int limit) {
      throw new UnsupportedOperationException("deciding asks for no list");
    }

    @Override
    public List<Row> ofOrder(String order, int limit) {
      throw new UnsupportedOperationException("deciding asks for no list");
    }

    @Override
    public List<Row> due(Instant now, int limit) {
      return held.stream()
          .takeWhile(row -> !row.state().until().orElse(Instant.MAX).isAfter(now))
          .limit(limit)
          .toList();
    }

    @Override
    public List<Row> inReview(long before, int limit) {
      return inReview
          .headMap(before == 0 ? Long.MAX_VALUE : before, false)
          .descendingMap()
          .values()
          .stream()
          .limit(limit)
          .toList();
    }

    @Override
    public Map<Disposition, Long> counts() {
      Map<Disposition, Long> counts = new EnumMap<>(Disposition.class);
      open.values().forEach(row -> counts.merge(row.state().disposition(), 1L, Long::sum));
      return counts;
    }
  }

  private final class Observations implements ObservationBook {

    @Override
    public ObservationIntake.Accepted add(Observation observation, Instant at) {
      throw new UnsupportedOperationException("a replay accepts nothing new");
    }

    @Override
    public void names(String observation, EvidenceReference evidence) {
      throw new UnsupportedOperationException("a replay keeps no evidence");
    }

    @Override
    public List<Stored> after(long position, int limit) {
      return current != null && current.position() > position ? List.of(current) : List.of();
    }

    @Override
    public Optional<Stored> find(String id) {
      if (current != null && current.observation().id().equals(id)) {
        return Optional.of(current);
      }
      return Optional.ofNullable(observations.get(id)).map(Kept::observation);
    }

    @Override
    public long lastPosition() {
      return current == null ? 0 : current.position();
    }
  }
}
