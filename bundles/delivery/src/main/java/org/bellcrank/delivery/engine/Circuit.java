package org.bellcrank.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.Receipt.Unreachable.Scope;

/**
 * Tells from what happens to different rows whether the other side is unwell or one row is, and
 * keeps all of them back in the first case. Waiting is measured in ticks, which no change of the
 * clock moves. Guarded by the gate's lock.
 */
final class Circuit {

  /** Whose trouble a failure is. */
  enum Blame {
    /** Nothing failed. */
    NOBODY,
    /** The other side is unwell; it says nothing against the row. */
    INSTANCE,
    /** Nobody knows yet: the row waits for itself, others are tried. */
    ROW,
    /** Others passed the same step since this row began to fail there: it is the row. */
    ALONE
  }

  /** So many different rows that fail at the same step, none passing it, are the other side. */
  static final int ROWS_THAT_OPEN = 3;

  /** A key that is not accepted may be locked by too many tries: its pauses begin longer. */
  private static final int KEY_DOUBLINGS = 5;

  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);
  private static final int MOST_STRIKES = 1000;
  private static final int MOST_TRIED = 200;

  private record Strike(String step, long passed) {}

  private final Map<String, Strike> strikes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Strike> eldest) {
          return size() > MOST_STRIKES;
        }
      };
  private final Map<String, Long> passed = new HashMap<>();
  private final Set<String> tried = new LinkedHashSet<>();
  private Breaker state = Breaker.CLOSED;
  private Breaker trouble = Breaker.CLOSED;
  private String blamed = "";
  private String probe = "";
  private boolean answered;
  private int failures;
  private long untilTicks;
  private Instant until = Instant.EPOCH;

  Breaker state() {
    return state;
  }

  /** What kept it closed last, also while it is probed. */
  Breaker trouble() {
    return trouble;
  }

  /** When the next probe may go, on the clock as it was; for people. */
  Instant until() {
    return until;
  }

  /** How long until the next probe may go, in ticks; 0 or less when it may. */
  long ticksLeft(long ticks) {
    return state == Breaker.OPEN || state == Breaker.CREDENTIAL ? untilTicks - ticks : 0;
  }

  /** Whether a row may start, so many of its kind being under way. */
  boolean admits(long ticks, int running) {
    return state == Breaker.CLOSED || (running == 0 && ticksLeft(ticks) <= 0);
  }

  void enter(String row) {
    if (state != Breaker.CLOSED) {
      state = Breaker.PROBING;
      probe = row;
      answered = false;
    }
  }

  /** Whether a row that has started may send its next call. */
  boolean lets(String row) {
    return state == Breaker.CLOSED || (state == Breaker.PROBING && probe.equals(row));
  }

  /** A probe that went as far as it could without failing opens the way for all. */
  boolean leave(String row) {
    if (state == Breaker.PROBING && probe.equals(row) && answered) {
      close();
      return true;
    }
    return false;
  }

  private void close() {
    state = Breaker.CLOSED;
    trouble = Breaker.CLOSED;
    tried.clear();
  }

  /** Whether this row was a probe since the way was last free: another is to be the next. */
  boolean wasTried(String row) {
    return tried.contains(row);
  }

  int tried() {
    return tried.size();
  }

  /** The next probe may go at once. */
  void resume(long ticks) {
    untilTicks = ticks;
    failures = 0;
    tried.clear();
  }

  /**
   * A call of a row was answered.
   *
   * @param well false for a refusal, which proves that the other side works but not that this step
   *     can be passed
   * @return whether the way is free again
   */
  boolean answered(String row, String step, boolean well) {
    Strike strike = strikes.get(row);
    if (strike != null && strike.step().equals(step)) {
      strikes.remove(row);
    }
    if (well) {
      passed.merge(step, 1L, Long::sum);
    }
    answered = true;
    if (state == Breaker.PROBING && blamed.equals(step)) {
      failures = 0;
      close();
      return true;
    }
    return false;
  }

  /** A call of a row was not answered, or not with anything that settles it. */
  Blame failed(String row, String step, Receipt receipt, Backoff pauses, long ticks, Instant now) {
    if (state == Breaker.CLOSED && ticks - untilTicks > pauses.longest().toNanos()) {
      failures = 0;
    }
    if (receipt instanceof Receipt.Unreachable away && away.scope() == Scope.INSTANCE) {
      open(row, step, Breaker.OPEN, away.retryAfter(), pauses, ticks, now);
      return Blame.INSTANCE;
    }
    Strike before = strikes.get(row);
    if (before == null || !before.step().equals(step)) {
      strikes.remove(row);
      strikes.put(row, new Strike(step, passed.getOrDefault(step, 0L)));
    } else if (before.passed() < passed.getOrDefault(step, 0L)) {
      return Blame.ALONE;
    }
    if (receipt instanceof Receipt.Unreachable away && away.scope() == Scope.CREDENTIAL) {
      open(row, step, Breaker.CREDENTIAL, away.retryAfter(), pauses, ticks, now);
      return Blame.INSTANCE;
    }
    if (receipt instanceof Receipt.Unreachable away && away.retryAfter().isPresent()) {
      open(row, step, Breaker.OPEN, away.retryAfter(), pauses, ticks, now);
      return Blame.INSTANCE;
    }
    if (state == Breaker.CLOSED && failing(step) < ROWS_THAT_OPEN) {
      return Blame.ROW;
    }
    open(row, step, Breaker.OPEN, Optional.empty(), pauses, ticks, now);
    return Blame.INSTANCE;
  }

  private long failing(String step) {
    Strike last = new Strike(step, passed.getOrDefault(step, 0L));
    return strikes.values().stream().filter(last::equals).count();
  }

  private void open(
      String row,
      String step,
      Breaker next,
      Optional<Duration> asked,
      Backoff pauses,
      long ticks,
      Instant now) {
    // Calls that were under way when it opened say the same again; only a longer wait is news.
    boolean news = state == Breaker.CLOSED || state == Breaker.PROBING;
    if (news) {
      failures++;
    }
    Duration pause =
        asked
            .map(wish -> sensible(wish, pauses.first()))
            .orElseGet(
                () -> pauses.after(failures + (next == Breaker.CREDENTIAL ? KEY_DOUBLINGS : 0)));
    long later = ticks + pause.toNanos();
    if (news || (asked.isPresent() && later - untilTicks > 0)) {
      untilTicks = later;
      until = now.plus(pause);
    }
    state = next;
    trouble = next;
    blamed = step;
    if (tried.size() >= MOST_TRIED) {
      tried.clear();
    }
    tried.add(row);
  }

  /** What was asked for, but never at once and never longer than an hour. */
  private static Duration sensible(Duration asked, Duration first) {
    Duration most = asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    return most.compareTo(first) < 0 ? first : most;
  }
}
