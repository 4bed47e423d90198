package org.bellcrank.historian;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Where records are read; asked by one thread, which it may hold up to its own time-out. */
public interface Historian {

  /** For people: what it is and where, without a credential. */
  String place();

  /**
   * Records whose mark is {@code from} or later, in the order of their marks.
   *
   * @param most how many at most, from 1
   * @throws HistorianException when it cannot be read now
   */
  Batch from(long from, int most) throws HistorianException, InterruptedException;

  /**
   * The mark of the newest record; empty when there is none.
   *
   * @throws HistorianException when it cannot be read now
   */
  OptionalLong newest() throws HistorianException, InterruptedException;

  /**
   * The newest record's mark of each series, where there are series whose records may come later
   * than those of others, each in the order of its marks; empty where all is read together.
   *
   * @throws HistorianException when it cannot be read now; what is read together is read all the
   *     same
   */
  default Map<String, Long> newestOfSeries() throws HistorianException, InterruptedException {
    return Map.of();
  }

  /**
   * As {@link #from(long, int)}, of one series.
   *
   * @param series one that {@link #newestOfSeries} named last
   * @throws HistorianException when it cannot be read now
   */
  default Batch from(String series, long from, int most)
      throws HistorianException, InterruptedException {
    throw new HistorianException("it has no series");
  }

  /**
   * The mark of this gateway's present: a position never passes it, since what is dated ahead would
   * take the position along, and what comes after would never be read. {@link Long#MAX_VALUE} where
   * marks are no times.
   */
  default long present() {
    return Long.MAX_VALUE;
  }

  /** For people: what of it cannot be read though the rest can; empty when all can. */
  default String remark() {
    return "";
  }

  /** Breaks off what is asked just now, from another thread; nothing is asked afterwards. */
  default void end() {}

  /**
   * What was read.
   *
   * @param values in the order of their marks
   * @param full whether there may be more than were asked for
   * @param last the last mark that was read, among {@code values} or of a record that says nothing;
   *     empty when nothing was read
   */
  record Batch(List<HistoricalRecord> values, boolean full, OptionalLong last) {

    /** Keeps an unmodifiable copy. */
    public Batch {
      values = List.copyOf(values);
    }

    /** Records that all say something. */
    public static Batch of(List<? extends HistoricalRecord> values, boolean full) {
      return of(
          values,
          full,
          values.isEmpty()
              ? OptionalLong.empty()
              : OptionalLong.of(values.get(values.size() - 1).mark()));
    }

    /** What was read, of one kind. */
    public static Batch of(
        List<? extends HistoricalRecord> values, boolean full, OptionalLong last) {
      return new Batch(List.copyOf(values), full, last);
    }
  }
}
