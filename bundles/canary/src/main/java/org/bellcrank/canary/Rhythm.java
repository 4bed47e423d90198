package org.bellcrank.canary;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.site.PatternPlan;

/**
 * How much a source or point usually brings, learnt from what it does, and whether it is otherwise
 * now. It counts in windows of five minutes; empty ones are silence and teach nothing about how
 * much is usual. Not safe for several threads.
 */
final class Rhythm {

  static final Duration WINDOW = Duration.ofMinutes(5);

  /**
   * What is learnt of a silence at most, so that an outage does not teach that outages are usual.
   */
  private static final Duration LONGEST_LEARNT = Duration.ofHours(24);

  private static final Duration HALF_LIFE = Duration.ofDays(14);
  private static final Duration SHORTEST_SILENCE = Duration.ofMinutes(5);
  private static final int SILENCE_TIMES = 3;
  private static final int ENOUGH_ARRIVALS = 20;
  private static final Duration LEARNING = Duration.ofHours(1);
  private static final int ENOUGH_WINDOWS = 12;
  private static final int LEAST_BURST = 20;
  private static final int DRIFT_WINDOWS = 100;
  private static final double RECENT = 1 / 12.0;
  private static final double USUAL = 1 / 500.0;
  private static final double DRIFT = 3;
  private static final double DRIFT_ENDS = 2;
  private static final int DRIFT_FOR = 24;

  private final Instant knownSince;
  private final Instant lookedSince;
  private Instant last;
  private Instant lookedAt;
  private long arrivals;
  private double longest;
  private Instant window;
  private long inWindow;
  private long lastWindow;
  private long windows;
  private double usual;
  private double recent;
  private int drifting;
  private boolean burst;
  private boolean drift;

  Rhythm(Instant now) {
    this(now, now);
  }

  private Rhythm(Instant knownSince, Instant now) {
    this.knownSince = knownSince;
    lookedSince = now;
    last = now;
    lookedAt = now;
    window = now;
  }

  /** Whether it was looked at for a whole window, so that what was odd before a restart may end. */
  boolean isSettled() {
    return !lookedAt.isBefore(lookedSince.plus(WINDOW));
  }

  /** What is otherwise than usual. */
  record Odd(String stage, String words) {}

  /** As it was learnt before a stop; while the gateway stood nothing could come. */
  static Rhythm restored(Facts facts, Instant now) {
    Rhythm rhythm = new Rhythm(facts.requireInstant("since"), now);
    rhythm.arrivals = facts.whole("arrivals").orElse(0);
    rhythm.longest = facts.number("longest").orElse(0);
    rhythm.windows = facts.whole("windows").orElse(0);
    rhythm.usual = facts.number("usual").orElse(0);
    rhythm.recent = facts.number("recent").orElse(0);
    return rhythm;
  }

  Facts facts() {
    return Facts.with("since", knownSince)
        .put("arrivals", arrivals)
        .put("longest", longest)
        .put("windows", windows)
        .put("usual", usual)
        .put("recent", recent)
        .build();
  }

  /**
   * Looks how many came since the last look.
   *
   * @param open whether the gateway took what came; where not, silence says nothing
   */
  void look(long came, boolean open, Instant now) {
    double days = Duration.between(lookedAt, now).toSeconds() / (double) HALF_LIFE.toSeconds();
    longest *= Math.pow(0.5, Math.max(0, days));
    lookedAt = now;
    if (came > 0) {
      Duration gap = Duration.between(last, now);
      Duration learnt = gap.compareTo(LONGEST_LEARNT) > 0 ? LONGEST_LEARNT : gap;
      longest = arrivals == 0 ? 0 : Math.max(longest, learnt.toSeconds());
      last = now;
      arrivals += came;
      inWindow += came;
    } else if (!open) {
      last = now;
    }
    if (!now.isBefore(window.plus(WINDOW))) {
      if (inWindow > 0) {
        learn();
      }
      lastWindow = inWindow;
      window = now;
      inWindow = 0;
    }
  }

  private void learn() {
    windows++;
    double learnt = windows > ENOUGH_WINDOWS ? Math.min(inWindow, 2 * usual) : inWindow;
    usual += (learnt - usual) * Math.max(USUAL, 1.0 / windows);
    recent += (inWindow - recent) * Math.max(RECENT, 1.0 / windows);
    double ratio = usual > 0 ? recent / usual : 1;
    boolean far = ratio > DRIFT || ratio < 1 / DRIFT;
    boolean near = ratio < DRIFT_ENDS && ratio > 1 / DRIFT_ENDS;
    drifting = far && windows >= DRIFT_WINDOWS ? drifting + 1 : 0;
    drift = drift ? !near : drifting >= DRIFT_FOR;
  }

  /**
   * What is otherwise than usual now; empty while nothing is.
   *
   * @param silence whether silence that was not configured counts too
   */
  Optional<Odd> odd(PatternPlan plan, PatternPlan.Stream stream, boolean silence, Instant now) {
    return silent(stream, silence, now).or(() -> burst(plan, stream)).or(this::drift);
  }

  private Optional<Odd> silent(PatternPlan.Stream stream, boolean learnt, Instant now) {
    boolean enough =
        arrivals >= ENOUGH_ARRIVALS && !now.isBefore(knownSince.plus(LEARNING)) && learnt;
    Optional<Duration> after =
        stream
            .silentAfter()
            .or(() -> enough ? Optional.of(afterLongest()) : Optional.<Duration>empty());
    Duration quiet = Duration.between(last, now);
    if (after.isEmpty() || quiet.compareTo(after.get()) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Odd(
            "silence",
            stream.silentAfter().isPresent()
                ? "nothing came since %s; the documents expect something every %s"
                    .formatted(last, after.get())
                : "nothing came since %s; its longest pause so far was %s"
                    .formatted(last, Duration.ofSeconds(Math.round(longest)))));
  }

  private Duration afterLongest() {
    Duration times = Duration.ofSeconds(Math.round(longest * SILENCE_TIMES));
    return times.compareTo(SHORTEST_SILENCE) < 0 ? SHORTEST_SILENCE : times;
  }

  /** A burst ends when less than half of what makes one came in a whole window. */
  private Optional<Odd> burst(PatternPlan plan, PatternPlan.Stream stream) {
    boolean enough = windows >= ENOUGH_WINDOWS;
    double most =
        stream
            .most()
            .map(Integer::doubleValue)
            .orElse(enough ? Math.max(LEAST_BURST, plan.burst() * usual) : Double.MAX_VALUE);
    boolean stillMuch = lastWindow >= most / 2 || inWindow >= most / 2;
    burst = inWindow > most || burst && stillMuch;
    if (!burst) {
      return Optional.empty();
    }
    return Optional.of(
        new Odd(
            "burst",
            "more than %.0f came in five minutes; usual are %s"
                .formatted(most, enough ? number(usual) : "not learnt yet")));
  }

  private Optional<Odd> drift() {
    return drift
        ? Optional.of(
            new Odd(
                "drift",
                "%s come in five minutes lately; usual were %s"
                    .formatted(number(recent), number(usual))))
        : Optional.empty();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
  }
}
