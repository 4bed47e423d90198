package org.bellcrank.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes roll-ups, states of points and changes of operating states in batches. What cannot be
 * written is tried again with the next batch; beyond {@link #MOST} the oldest roll-ups are given up
 * and counted. Safe for any thread.
 */
final class Ledger {

  /** Roll-ups that wait at most; some 20 MB. */
  static final int MOST = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
  private static final int BATCH = 2_000;

  private final Store store;
  private final Map<String, Facts> states = new ConcurrentHashMap<>(); // newest, by point
  private List<RollUp> rollUps = new ArrayList<>();
  private Map<String, Facts> unkept = new LinkedHashMap<>();
  private List<Note> notes = new ArrayList<>();
  private List<RollUp> underWay = List.of();
  private long lost;
  private CompletableFuture<?> writing = CompletableFuture.completedFuture(null);
  private String complaint = "";

  private record Note(Instant at, String kind, String subject, Facts facts) {}

  /** Reads what was kept. */
  Ledger(Store store) {
    this.store = store;
    states.putAll(store.read(unit -> unit.port(TrendBook.class).states()));
  }

  Optional<Facts> state(String point) {
    return Optional.ofNullable(states.get(point));
  }

  /** What was kept under names that begin so, by name. */
  Map<String, Facts> states(String prefix) {
    Map<String, Facts> some = new HashMap<>();
    states.forEach(
        (name, facts) -> {
          if (name.startsWith(prefix)) {
            some.put(name, facts);
          }
        });
    return some;
  }

  void keep(String point, Facts state) {
    states.put(point, state);
    synchronized (this) {
      unkept.put(point, state);
    }
  }

  synchronized void add(RollUp rollUp) {
    if (rollUps.size() >= MOST) {
      rollUps.remove(0);
      lost++;
    }
    rollUps.add(rollUp);
  }

  /** Something that is to stand in the journal. */
  synchronized void note(Instant at, String kind, String subject, Facts facts) {
    notes.add(new Note(at, kind, subject, facts));
  }

  /**
   * What was recorded of a point or a trend, oldest first, with what waits to be written; empty
   * while the store does not answer. Where a batch is written meanwhile, its intervals may come
   * twice.
   */
  Optional<List<RollUp>> recorded(String of, Instant from, Instant before) {
    List<RollUp> waiting;
    synchronized (this) {
      waiting =
          Stream.concat(underWay.stream(), rollUps.stream())
              .filter(each -> each.point().equals(of))
              .filter(each -> !each.from().isBefore(from) && each.from().isBefore(before))
              .toList();
    }
    try {
      List<RollUp> all =
          new ArrayList<>(
              store.<List<RollUp>>read(
                  unit -> unit.port(TrendBook.class).between(of, from, before, MOST)));
      all.addAll(waiting);
      return Optional.of(all);
    } catch (StoreException e) {
      LOG.warn("What was recorded of '{}' cannot be read yet: {}", of, e.getMessage());
      return Optional.empty();
    }
  }

  synchronized long lost() {
    return lost;
  }

  synchronized String complaint() {
    return complaint;
  }

  /** Writes what there is, unless the batch before is not yet on disk. */
  synchronized CompletableFuture<?> write() {
    if (!writing.isDone() || rollUps.isEmpty() && unkept.isEmpty() && notes.isEmpty()) {
      return writing;
    }
    List<RollUp> some = new ArrayList<>(rollUps.subList(0, Math.min(BATCH, rollUps.size())));
    Map<String, Facts> kept = unkept;
    List<Note> told = notes;
    rollUps.subList(0, some.size()).clear();
    underWay = List.copyOf(some);
    unkept = new LinkedHashMap<>();
    notes = new ArrayList<>();
    writing =
        store
            .submit(
                unit -> {
                  TrendBook book = unit.port(TrendBook.class);
                  some.forEach(book::add);
                  kept.forEach(book::keep);
                  told.forEach(
                      note -> unit.append(note.at(), note.kind(), note.subject(), note.facts()));
                  return null;
                })
            .handle(
                (done, failure) -> {
                  if (failure != null) {
                    again(some, kept, told, failure);
                  } else {
                    wrote();
                  }
                  return null;
                });
    return writing;
  }

  private synchronized void wrote() {
    underWay = List.of();
    complaint = "";
  }

  private synchronized void again(
      List<RollUp> some, Map<String, Facts> kept, List<Note> told, Throwable failure) {
    complaint = "roll-ups wait to be written: " + failure.getMessage();
    underWay = List.of();
    some.addAll(rollUps);
    int over = Math.max(0, some.size() - MOST);
    some.subList(0, over).clear();
    lost += over;
    rollUps = some;
    Map<String, Facts> all = new HashMap<>(kept);
    all.putAll(unkept); // what came since is newer
    unkept = all;
    told.addAll(notes);
    notes = told;
  }
}
