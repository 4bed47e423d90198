package org.bellcrank.historian;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each series was read. Most are read together, from one position less the overlap; a
 * series that is further behind, since its node buffers while its line is down, is read from its
 * own newest record on when it goes on. Only such series are kept in the store. For one thread at a
 * time.
 */
final class SeriesMarks {

  /**
   * A series that is to be read by itself.
   *
   * @param from the first mark of it that was not handed on, from 1
   * @param newest the last that it has now
   */
  record Late(String series, long from, long newest) {}

  /** Name in the store of the mark before which a series that is new is not read. */
  private static final String FIRST = "";

  private final Historian historian;
  private final Marks marks;
  private final Map<String, Long> reached = new HashMap<>();
  private final Map<String, Long> kept = new HashMap<>();
  private boolean begun;
  private long begunAt; // 0: no look yet
  private long first;
  private String remark = "";

  SeriesMarks(Historian historian, Marks marks) {
    this.historian = historian;
    this.marks = marks;
  }

  /** For people: why series are not asked for; empty when they are. */
  String remark() {
    return remark;
  }

  /**
   * Series that went on since the look before from a place that is not read with the others.
   *
   * @param cursor the mark from which all series are read together in this look
   */
  List<Late> late(long cursor) throws InterruptedException {
    if (begunAt == 0) {
      begunAt = cursor; // also where series cannot be asked for yet: the others are read from here
    }
    Map<String, Long> newest = newest();
    if (newest.isEmpty()) {
      return List.of();
    }
    boolean start = !begun;
    if (start) {
      begun = true;
      first = marks.series(FIRST);
    }
    List<Late> late = new ArrayList<>();
    newest.forEach(
        (series, mark) -> {
          long before = before(series, mark, start && mark >= begunAt);
          if (mark > before && before + 1 < cursor) {
            late.add(new Late(series, before + 1, mark));
            reached.put(series, before); // until it was read
          } else {
            reached.put(series, Math.max(mark, before));
          }
        });
    return late;
  }

  private Map<String, Long> newest() throws InterruptedException {
    try {
      long present = historian.present();
      Map<String, Long> newest = new HashMap<>();
      historian
          .newestOfSeries()
          .forEach((series, mark) -> newest.put(series, Math.min(mark, present)));
      remark = "";
      return newest;
    } catch (HistorianException e) {
      remark =
          "series that are late are not read, since they cannot be asked for: " + e.getMessage();
      return Map.of();
    }
  }

  /**
   * How far it was read.
   *
   * @param together whether what is not kept can be one that was read with the others, as at the
   *     first look after a start
   */
  private long before(String series, long mark, boolean together) {
    Long known = reached.get(series);
    if (known != null) {
      return known;
    }
    long place = marks.series(series);
    if (place > 0) {
      kept.put(series, place);
      return place;
    }
    return first == 0 || together ? mark : first - 1;
  }

  /** All of a series up to this mark was handed on. */
  void reached(String series, long mark) {
    reached.merge(series, mark, Math::max);
  }

  /**
   * Keeps where the series stand that the next look does not read with the others. To be called
   * before the position moves there: a start in between would take such a series for one that is
   * new. What has a place is kept at its newest, even before that was read with the others, for the
   * position comes to it.
   *
   * @param cursor the mark from which it reads those
   * @param floor the mark before which nothing is read of a series that is new, from 1
   */
  void keep(long cursor, long floor) {
    Map<String, Long> changed = new HashMap<>();
    if (begun && first == 0) {
      first = floor;
      changed.put(FIRST, first);
    }
    reached.forEach(
        (series, mark) -> {
          boolean stands = mark < cursor || kept.containsKey(series);
          if (stands && mark > kept.getOrDefault(series, 0L)) {
            changed.put(series, mark);
          }
        });
    if (!changed.isEmpty()) {
      marks.moveSeries(changed);
      kept.putAll(changed);
      kept.remove(FIRST);
    }
  }
}
