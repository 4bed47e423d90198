package org.bellcrank.source.kura;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bellcrank.observation.SourceLife.Points;
import org.bellcrank.observation.SourceLife.Sign;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;

/**
 * What one driver told last of each of its points: a device that is off is one source that gives no
 * values, however many points it has. Safe for any thread.
 */
final class DriverLife {

  private static final String KIND = "driver";
  private static final int TURNS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_WORDS = 300;

  private final String driver;
  private final Clock clock;
  private final Map<String, String> told = new ConcurrentHashMap<>(); // why bad; empty: it is good
  private final LongAdder skipped = new LongAdder();
  private volatile List<Tap> taps = List.of();
  private volatile Optional<Duration> period = Optional.empty(); // shortest in which it is read
  private volatile Instant answered; // good or bad; at first when it was asked first
  private volatile Instant newest;

  DriverLife(String driver, Clock clock) {
    this.driver = driver;
    this.clock = clock;
    answered = clock.instant();
  }

  /** Which points are wanted of it now. */
  void reads(List<Tap> wanted) {
    taps = List.copyOf(wanted);
    period = wanted.stream().flatMap(tap -> tap.every().stream()).min(Duration::compareTo);
    told.keySet().retainAll(wanted.stream().map(Tap::point).collect(Collectors.toSet()));
  }

  void told(Collection<Sample> samples) {
    for (Sample each : samples) {
      boolean bad = each.quality() == Quality.BAD;
      told(each.point(), bad ? each.note().orElse("it gave no value") : "");
    }
  }

  /**
   * What a point told.
   *
   * @param words why it has no value; empty where it has one
   */
  void told(String point, String words) {
    Instant now = clock.instant();
    if (!words.equals(told.get(point))) {
      told.put(point, words);
    }
    newest = words.isEmpty() ? now : newest;
    answered = now;
  }

  void skipped(long turns) {
    skipped.add(turns);
  }

  /**
   * It lives while any of its points has a value, and before any of them told anything; one that is
   * read and does not come back from that does not.
   */
  Sign sign() {
    List<String> words =
        taps.stream().map(Tap::point).map(told::get).filter(Objects::nonNull).toList();
    List<String> bad = words.stream().filter(each -> !each.isEmpty()).toList();
    Points points =
        new Points(
            words.size() - bad.size(),
            bad.size(),
            taps.size() - words.size(),
            Optional.ofNullable(newest),
            skipped.sum());
    boolean values = bad.isEmpty() || points.good() > 0;
    Optional<Instant> hung = values ? hung() : Optional.empty();
    return new Sign(
        cut(driver, LONGEST_NAME),
        KIND,
        values && hung.isEmpty(),
        hung.map(since -> "it is asked and has not answered since " + since)
            .orElseGet(() -> words(points, bad)),
        Optional.of(points));
  }

  /** Since when a driver that is read answers nothing at all. */
  private Optional<Instant> hung() {
    Instant since = answered;
    return period
        .map(every -> since.plus(every.multipliedBy(TURNS)).plus(PATIENCE))
        .filter(clock.instant()::isAfter)
        .map(late -> since);
  }

  private static String words(Points points, List<String> bad) {
    String of = points.all() == 1 ? "1 point" : points.all() + " points";
    if (bad.isEmpty()) {
      return points.silent() == 0
          ? "%s with a value".formatted(of)
          : "%d of %s with a value, of the others nothing was told yet"
              .formatted(points.good(), of);
    }
    return cut(
        "%d of %s without a value: %s".formatted(points.bad(), of, mostly(bad)), LONGEST_WORDS);
  }

  /** What most of them say; of as many the first by the alphabet, so that it stays. */
  private static String mostly(List<String> bad) {
    Map<String, Long> counts =
        bad.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  private static String cut(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }
}
