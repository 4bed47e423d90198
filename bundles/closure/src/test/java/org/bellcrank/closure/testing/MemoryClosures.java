package org.bellcrank.closure.testing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bellcrank.closure.ClosureBook;
import org.bellcrank.closure.ForeignState;
import org.bellcrank.journal.Positions;

/** What was read, and how far, without a disk; a unit that fails leaves it as it was written. */
public final class MemoryClosures implements ClosureBook, Positions {

  private final Map<String, ForeignState> states = new ConcurrentHashMap<>();
  private final Map<String, Instant> marks = new ConcurrentHashMap<>();
  private final Map<String, Long> places = new ConcurrentHashMap<>();

  @Override
  public Optional<ForeignState> find(String order) {
    return Optional.ofNullable(states.get(order));
  }

  @Override
  public Optional<ForeignState> findForeign(String instance, String foreignId) {
    return states.values().stream()
        .filter(state -> state.instance().equals(instance))
        .filter(state -> state.foreignId().filter(foreignId::equals).isPresent())
        .findFirst();
  }

  @Override
  public void keep(ForeignState state) {
    states.put(state.order(), state);
  }

  @Override
  public List<ForeignState> unseen(String instance, Instant since, int limit) {
    return states.values().stream()
        .filter(state -> state.instance().equals(instance) && !state.settled())
        .filter(state -> state.seenAt().isBefore(since))
        .sorted(Comparator.comparing(ForeignState::seenAt))
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Instant> mark(String instance) {
    return Optional.ofNullable(marks.get(instance));
  }

  @Override
  public void mark(String instance, Instant to) {
    marks.put(instance, to);
  }

  @Override
  public long position(String reader) {
    return places.getOrDefault(reader, 0L);
  }

  @Override
  public void advance(String reader, long to) {
    places.put(reader, to);
  }
}
