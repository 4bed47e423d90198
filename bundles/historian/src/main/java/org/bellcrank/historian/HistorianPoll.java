package org.bellcrank.historian;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final int REMEMBERED = 200_000;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration END = Duration.ofSeconds(2);

  private final Plan plan;
  private final Historian historian;
  private final Marks marks;
  private final Outlet outlet;
  private final Thread thread;
  private final Map<String, Long> seen = new LinkedHashMap<>();
  private long floor = 1;
  private boolean begun;
  private int page;
  private volatile boolean closed;
  private volatile String trouble = "not read yet";
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
    long position = position();
    long cursor = Math.max(floor, position - plan.overlap());
    boolean more = true;
    while (more && !closed) {
      Historian.Batch batch = historian.from(cursor, page);
      hand(batch.values());
      if (batch.last().isPresent() && batch.last().getAsLong() > position) {
        position = batch.last().getAsLong();
        marks.move(position);
      }
      more = batch.full();
      if (more) {
        cursor = next(cursor, batch.last());
      }
    }
    long old = position - plan.overlap();
    seen.values().removeIf(mark -> mark < old);
    page = plan.page();
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

  private long position() throws HistorianException, InterruptedException {
    long position = marks.mark();
    if (position == 0 && !begun) {
      OptionalLong newest = plan.fromNow() ? historian.newest() : OptionalLong.empty();
      if (newest.isPresent()) {
        floor = newest.getAsLong() + 1;
      }
      position = Math.max(1, newest.orElse(1));
      marks.move(position);
    }
    begun = true;
    return position;
  }

  private void hand(List<HistoricalValue> values) throws InterruptedException {
    List<HistoricalValue> fresh = new ArrayList<>();
    for (HistoricalValue value : values) {
      if (!seen.containsKey(value.content())) {
        fresh.add(value);
      }
    }
    refused += outlet.take(fresh);
    records += fresh.size();
    fresh.forEach(value -> seen.put(value.content(), value.mark()));
    if (seen.size() > REMEMBERED) {
      // Read again they are known by their ids.
      seen.clear();
    }
  }

  private synchronized void rest(Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    long left = pause.toMillis();
    while (!closed && left > 0) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
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
    return new SourceLife.Sign(
        plan.name(),
        plan.kind(),
        words.isEmpty(),
        words.isEmpty() ? "%s was read".formatted(historian.place()) : words);
  }

  /** Ends reading, after two seconds at most. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
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
