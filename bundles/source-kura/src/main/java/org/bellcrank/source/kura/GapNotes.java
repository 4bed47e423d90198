package org.bellcrank.source.kura;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.bellcrank.asset.GapReport;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the journal what became of gaps, see {@link GapReport#TOLD}: after an outage of thousands
 * of points they come in thousands, so what is told within some seconds is one entry, and each
 * driver has one a minute at most. What cannot be written is tried again. Hears on any thread
 * without waiting; writes on one.
 */
final class GapNotes {

  /** Points that an entry names at most, those with something open before all others. */
  static final int NAMED = 200;

  /** How long others of the same outage are waited for. */
  static final Duration GATHERS = Duration.ofSeconds(5);

  /** Between two entries about a driver. */
  static final Duration EVERY = Duration.ofMinutes(1);

  /** Entries that wait for a store that does not answer. */
  static final int WAITING = 100;

  private static final Logger LOG = LoggerFactory.getLogger(GapNotes.class);
  private static final int LONGEST_WHY = 200;

  private final Store store;
  private final Clock clock;
  private final Map<String, Gathered> gathered = new HashMap<>();

  /** Nanoseconds that only go on; the clock may be set while something waits. */
  private final LongSupplier ticks;

  /** When each driver's next entry may come at the earliest, in those. */
  private final Map<String, Long> earliest = new HashMap<>();

  private final Deque<Note> waiting = new ArrayDeque<>();
  private String trouble = "";

  private record Note(String driver, Facts facts) {}

  private record Told(String point, GapReport gap) {}

  GapNotes(Store store, Clock clock) {
    this(store, clock, System::nanoTime);
  }

  GapNotes(Store store, Clock clock, LongSupplier ticks) {
    this.store = store;
    this.clock = clock;
    this.ticks = ticks;
  }

  /** What became of a gap of a point. */
  synchronized void heard(String driver, String point, GapReport gap) {
    gathered
        .computeIfAbsent(driver, none -> new Gathered(due(driver)))
        .add(new Told(point, gap), clock.instant());
  }

  private long due(String driver) {
    long soon = ticks.getAsLong() + GATHERS.toNanos();
    long later = earliest.getOrDefault(driver, soon);
    return later - soon > 0 ? later : soon;
  }

  /** Writes what is due. */
  void look() {
    take(false);
    write();
  }

  /** Nothing more comes: writes what there is. */
  void close() {
    take(true);
    write();
    if (!waiting.isEmpty()) {
      LOG.error("{} entries about gaps could not be noted and are lost", waiting.size());
    }
  }

  private synchronized void take(boolean last) {
    long now = ticks.getAsLong();
    gathered
        .entrySet()
        .removeIf(
            each -> {
              boolean due = last || now - each.getValue().due >= 0;
              if (due) {
                waiting.add(new Note(each.getKey(), each.getValue().facts()));
                earliest.put(each.getKey(), now + EVERY.toNanos());
              }
              return due;
            });
    while (waiting.size() > WAITING) {
      LOG.error("An entry about gaps of driver {} is lost", waiting.remove().driver());
    }
  }

  private void write() {
    while (!waiting.isEmpty()) {
      Note next = waiting.peek();
      try {
        store.commit(
            unit -> {
              unit.append(clock.instant(), GapReport.TOLD, next.driver(), next.facts());
              return null;
            });
      } catch (StoreException e) {
        if (!trouble.equals(e.getMessage())) {
          trouble = String.valueOf(e.getMessage());
          LOG.error("{} could not be noted, it is tried again: {}", GapReport.TOLD, trouble);
        }
        return;
      }
      waiting.remove();
      trouble = "";
    }
  }

  /** What came since the last entry about a driver. */
  private static final class Gathered {

    private final long due;
    private final List<Told> open = new ArrayList<>();
    private final List<Told> whole = new ArrayList<>();
    private long gaps;
    private long notWhole;
    private long values;
    private Instant from = Instant.MAX;
    private Instant to = Instant.MIN;

    private Gathered(long due) {
      this.due = due;
    }

    private void add(Told told, Instant now) {
      GapReport gap = told.gap();
      boolean isWhole = gap.open().isEmpty();
      gaps++;
      notWhole += isWhole ? 0 : 1;
      values += gap.values();
      from = gap.from().isBefore(from) ? gap.from() : from;
      Instant end = gap.to().orElse(now);
      to = end.isAfter(to) ? end : to;
      List<Told> among = isWhole ? whole : open;
      if (among.size() < NAMED) {
        among.add(told);
      }
    }

    private Facts facts() {
      List<Told> named = new ArrayList<>(open);
      named.addAll(whole.subList(0, Math.min(whole.size(), NAMED - named.size())));
      return Facts.with("source", named.get(0).gap().source())
          .put("gaps", gaps)
          .put("open", notWhole)
          .put("values", values)
          .put("from", from)
          .put("to", to)
          .put("points", named.stream().map(Gathered::line).toList())
          .put("unnamed", gaps > named.size() ? gaps - named.size() : null)
          .build();
    }

    private static Facts line(Told told) {
      GapReport gap = told.gap();
      return Facts.with("point", told.point())
          .put("from", gap.from())
          .put("to", gap.to())
          .put("values", gap.values())
          .put("bad", gap.bad() == 0 ? null : gap.bad())
          .put(
              "open",
              gap.open().isEmpty() ? null : gap.open().stream().map(Gathered::line).toList())
          .build();
    }

    private static Facts line(GapReport.Open each) {
      String why = each.why();
      return Facts.with("from", each.from())
          .put("to", each.to())
          .put("why", why.length() > LONGEST_WHY ? why.substring(0, LONGEST_WHY) + " …" : why)
          .build();
    }
  }
}
