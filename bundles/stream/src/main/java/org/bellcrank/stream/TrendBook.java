package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bellcrank.journal.Facts;

/** What is kept of streams; a port of the unit of work. */
public interface TrendBook {

  /** Adds to what is kept of an interval; one that is kept already becomes both as one. */
  void add(RollUp rollUp);

  /**
   * What is kept of a point, oldest first.
   *
   * @param from first beginning of an interval
   * @param before no interval begins there or later
   * @param limit at most so many, the newest of them
   */
  List<RollUp> between(String point, Instant from, Instant before, int limit);

  /**
   * What is kept of a point, oldest first, with what begins in the same stretch as one.
   *
   * @param from first beginning of an interval
   * @param before no interval begins there or later
   * @param stretch whole seconds, 1 or more, counted from 1970
   */
  default List<RollUp> within(String point, Instant from, Instant before, Duration stretch) {
    long width = stretch.toSeconds();
    SortedMap<Long, RollUp> made = new TreeMap<>();
    for (RollUp each : between(point, from, before, Integer.MAX_VALUE)) {
      long begin = Math.floorDiv(each.from().getEpochSecond(), width) * width;
      RollUp wide =
          new RollUp(
              point,
              stretch,
              Instant.ofEpochSecond(begin),
              each.count(),
              each.least(),
              each.greatest(),
              each.mean());
      made.merge(begin, wide, RollUp::and);
    }
    return List.copyOf(made.values());
  }

  /** Forgets at most {@code limit} intervals that began before a time; returns how many. */
  int remove(Instant before, int limit);

  /** What streams know of their points beyond a restart, by point. */
  Map<String, Facts> states();

  /** Keeps what a stream knows of its point, in place of what was kept before. */
  void keep(String point, Facts state);
}
