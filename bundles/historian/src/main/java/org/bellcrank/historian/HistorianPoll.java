package org.bellcrank.historian;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.SourceLife;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a historian again and again from where it left off. The position moves only after what was
 * read is durable or taken, so a crash reads some records twice and loses none; a record that is
 * read twice is one measurement. One thread of its own.
 */
public final class HistorianPoll implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HistorianPoll.class);
  private static final int PAGE = 2_000;
  private static final int LARGEST_PAGE = 1 << 20;
  private static final int REMEMBERED = 500_000;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration END = Duration.ofSeconds(2);

  private final Plan plan;
  private final Historian historian;
  private final Marks marks;
  private final Outlet outlet;
  private final Thread thread;
  private final Seen seen;
  private final SeriesMarks series;
  private long firstOfSeries = 1;
  private long floor = 1;
  private long position; // 0: not asked for yet
  private long kept;
  private int page;
  private volatile boolean closed;
  private volatile String trouble = "not read yet";
  private volatile String remark = "";
  private volatile long records;
  private volatile long refused;

  /**
   * How it is read.
   *
   * @param name of the instance
   * @param kind such as {@code sql}
   * @param every between two looks, above zero
   * @param overlap how far behind its position each look begins, in marks, from 0: records that
   *     were written late are found there
   * @param fromNow whether an instance without a position begins behind the newest record
   * @param page records asked for at once, from 1
   */
  public record Plan(
      String name, String kind, Duration every, long overlap, boolean fromNow, int page) {

    /** With the usual page. */
    public Plan(String name, String kind, Duration every, long overlap, boolean fromNow) {
      this(name, kind, every, overlap, fromNow, PAGE);
    }
  }

  /** Waits for {@link #start}. */
  public HistorianPoll(Plan plan, Historian historian, Marks marks, Outlet outlet) {
    this(plan, historian, marks, outlet, REMEMBERED);
  }

  /**
   * Waits for {@link #start}.
   *
   * @param remembered how many records of the overlap are known again
   */
  HistorianPoll(Plan plan, Historian historian, Marks marks, Outlet outlet, int remembered) {
    seen = new Seen(remembered);
    series = new SeriesMarks(historian, marks);
    this.plan = plan;
    this.historian = historian;
    this.marks = marks;
    this.outlet = outlet;
    page = plan.page();
    thread = new Thread(this::run, "bellcrank-source-" + plan.kind() + "-" + plan.name());
    thread.setDaemon(true);
  }

  /** Begins to read. */
  public void start() {
    thread.start();
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (!closed) {
        boolean well = looked();
        rest(well ? plan.every() : pause);
        Duration doubled = pause.multipliedBy(2);
        pause = well ? FIRST_PAUSE : doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean looked() throws InterruptedException {
    try {
      look();
      if (!trouble.isEmpty()) {
        LOG.info("{}: {} is read", plan.name(), historian.place());
      }
      trouble = "";
      return true;
    } catch (HistorianException | StoreException e) {
      tell(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // The outermost loop: a library of any maker is called here.
      LOG.debug("{}: {} failed", plan.name(), historian.place(), e);
      tell(e.toString());
    }
    return false;
  }

  private void tell(String words) {
    if (!closed && !words.equals(trouble)) {
      trouble = words;
      LOG.warn(
          "{}: {} cannot be read: {}; it is tried again, nothing is passed over",
          plan.name(),
          historian.place(),
          words);
    }
  }

  /** Reads all that is there; tests call it. */
  void look() throws HistorianException, InterruptedException {
    begin();
    long cursor = Math.max(Math.max(floor, seen.floor()), position - plan.overlap());
    Ahead ahead = new Ahead(historian.present());
    late(cursor, ahead);
    boolean more = true;
    while (more && !closed) {
      Historian.Batch batch = historian.from(cursor, page);
      if (closed) {
        // It waits for whoever comes after us; handed on now, it would come twice.
        return;
      }
      hand(batch.values(), ahead);
      long to = Math.max(position, passed(batch, ahead.present));
      series.keep(to - plan.overlap(), firstOfSeries);
      move(to);
      more = batch.full();
      if (more) {
        cursor = next(cursor, batch.last());
      }
    }
    page = plan.page();
    say(ahead);
  }

  /** Series that went on from behind what is read of all together: first what they have there. */
  private void late(long cursor, Ahead ahead) throws HistorianException, InterruptedException {
    for (SeriesMarks.Late each : series.late(cursor)) {
      long from = each.from();
      long last = each.newest(); // more may have come since that was asked
      boolean more = true;
      while (more && !closed) {
        Historian.Batch batch = historian.from(each.series(), from, page);
        if (closed) {
          return;
        }
        List<HistoricalRecord> own =
            batch.values().stream().filter(value -> value.mark() < cursor).toList();
        hand(own, ahead);
        last = own.isEmpty() ? last : Math.max(last, own.get(own.size() - 1).mark());
        more = batch.full() && batch.last().orElse(cursor) < cursor;
        from = more ? next(from, batch.last()) : from;
      }
      if (closed) {
        return;
      }
      page = plan.page();
      series.reached(each.series(), last);
      seen.forget(position - plan.overlap(), position);
    }
  }

  /** The last mark of a batch that is not ahead of the present; 0 for none. */
  private static long passed(Historian.Batch batch, long present) {
    long last = batch.last().orElse(0);
    return last <= present
        ? last
        : batch.values().stream()
            .mapToLong(HistoricalRecord::mark)
            .filter(mark -> mark <= present)
            .max()
            .orElse(0);
  }

  /** What is dated ahead of the clock in one look: handed on, but not passed. */
  private static final class Ahead {
    private final long present;
    private long records;
    private Instant last = Instant.MIN;

    Ahead(long present) {
      this.present = present;
    }

    boolean holds(HistoricalRecord value) {
      boolean holds = value.mark() > present;
      if (holds) {
        records++;
        last = value.at().isAfter(last) ? value.at() : last;
      }
      return holds;
    }
  }

  private void say(Ahead ahead) {
    List<String> words = new ArrayList<>();
    if (!historian.remark().isEmpty()) {
      words.add(historian.remark());
    }
    if (!series.remark().isEmpty()) {
      words.add(series.remark());
    }
    if (ahead.records > 0) {
      words.add(
          "%d records are dated ahead of this gateway's clock, the last %s; the position does not follow them"
              .formatted(ahead.records, ahead.last));
    }
    if (seen.floor() > Math.max(1, position - plan.overlap())) {
      words.add(
          "more than %d records lie within the overlap, which is shortened from %d to %d marks"
              .formatted(seen.most(), plan.overlap(), position - seen.floor()));
    }
    String now = String.join("; ", words);
    if (!now.isEmpty() && remark.isEmpty()) {
      LOG.warn("{}: {}: {}", plan.name(), historian.place(), now);
    }
    remark = now;
  }

  /** A page that is full of one mark is asked for again, larger: there is no other way past it. */
  private long next(long cursor, OptionalLong last) throws HistorianException {
    if (last.isPresent() && last.getAsLong() > cursor) {
      page = plan.page();
      return last.getAsLong();
    }
    if (page >= LARGEST_PAGE) {
      throw new HistorianException(
          "given more than %d records with the mark %d; allowed: a finer mark"
              .formatted(page, cursor));
    }
    page *= 2;
    return cursor;
  }

  /** Marks that were kept ahead of the clock, as by a clock that was wrong, are not begun at. */
  private void begin() throws HistorianException, InterruptedException {
    if (position > 0) {
      return;
    }
    long present = historian.present();
    kept = marks.mark();
    if (kept > 0) {
      position = Math.min(kept, present);
      firstOfSeries = position;
      return;
    }
    OptionalLong newest = plan.fromNow() ? historian.newest() : OptionalLong.empty();
    if (newest.isPresent()) {
      floor = Math.min(newest.getAsLong(), present) + 1;
    }
    firstOfSeries = floor;
    move(Math.max(1, Math.min(newest.orElse(1), present)));
  }

  private void move(long to) {
    if (to > kept) {
      marks.move(to);
      kept = to;
    }
    position = Math.max(position, to);
    seen.forget(position - plan.overlap(), position);
  }

  private void hand(List<HistoricalRecord> values, Ahead ahead)
      throws HistorianException, InterruptedException {
    List<HistoricalRecord> fresh = new ArrayList<>();
    for (HistoricalRecord value : values) {
      boolean waits = ahead.holds(value) && seen.full();
      if (!waits && !seen.contains(value)) {
        fresh.add(value);
      }
    }
    refused += outlet.take(fresh);
    records += fresh.size();
    fresh.forEach(seen::add);
  }

  private synchronized void rest(Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    long left = pause.toMillis();
    while (!closed && left > 0) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  /** What a person should know though it is read; tests ask for it. */
  String remark() {
    return remark;
  }

  /** Records handed on since the start. */
  public long records() {
    return records;
  }

  /** Records since the start that the intake refused. */
  public long refused() {
    return refused;
  }

  /** How it is now. */
  public SourceLife.Sign sign() {
    String words = trouble;
    String also = remark.isEmpty() ? "" : "; " + remark;
    return new SourceLife.Sign(
        plan.name(),
        plan.kind(),
        words.isEmpty(),
        words.isEmpty() ? "%s was read".formatted(historian.place()) + also : words);
  }

  /** Ends reading, after two seconds at most. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    historian.end();
    thread.interrupt();
    try {
      if (Thread.currentThread() != thread) {
        thread.join(END.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
