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
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;

/**
 * Writes roll-ups, states of points and changes of operating states in batches. What cannot be
 * written is tried again with the next batch; beyond {@link #MOST} the oldest roll-ups are given up
 * and counted. Safe for any thread.
 */
final class Ledger {

  /** Roll-ups that wait at most; some 20 MB. */
  static final int MOST = 100_000;

  private static final int BATCH = 2_000;

  private final Store store;
  private final Map<String, Facts> states = new ConcurrentHashMap<>(); // newest, by point
  private List<RollUp> rollUps = new ArrayList<>();
  private Map<String, Facts> unkept = new LinkedHashMap<>();
  private List<Note> notes = new ArrayList<>();
  private long lost;
  private CompletableFuture<?> writing = CompletableFuture.completedFuture(null);
  private String complaint = "";

  private record Note(Instant at, String asset, Facts facts) {}

  /** Reads what was kept. */
  Ledger(Store store) {
    this.store = store;
    states.putAll(store.read(unit -> unit.port(TrendBook.class).states()));
  }

  Optional<Facts> state(String point) {
    return Optional.ofNullable(states.get(point));
  }

  void keep(String point, Facts state) {
    states.put(point, state);
    synchronized (this) {
      unkept.put(point, state);
    }
  }

  synchronized void add(RollUp rollUp) {
    if (rollUps.size() >= MOST) {
      rollUps.remove(rollUps.size() - 1);
      lost++;
    }
    rollUps.add(rollUp);
  }

  /** An asset is in another state. */
  synchronized void note(Instant at, String asset, Facts facts) {
    notes.add(new Note(at, asset, facts));
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
                      note ->
                          unit.append(note.at(), "asset.operating", note.asset(), note.facts()));
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
    complaint = "";
  }

  private synchronized void again(
      List<RollUp> some, Map<String, Facts> kept, List<Note> told, Throwable failure) {
    complaint = "roll-ups wait to be written: " + failure.getMessage();
    some.addAll(rollUps);
    rollUps = some;
    Map<String, Facts> all = new HashMap<>(kept);
    all.putAll(unkept); // what came since is newer
    unkept = all;
    told.addAll(notes);
    notes = told;
  }
}
