package org.bellcrank.closure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How early and how right warnings were.
 *
 * @param warnings newest first
 * @param failures that could have been told: of a failure mode of which there was a warning in the
 *     time or in the 90 days before, of whatever asset
 * @param missed those of them that came without a warning
 * @param unwatched failures of other modes; nothing is said of them
 * @param whole whether all orders of the time were looked at, not only the newest
 */
public record LeadTimes(
    List<Warning> warnings, int failures, int missed, int unwatched, boolean whole) {

  /** Where the histogram's bars begin: at the last one and from there on. */
  static final List<Duration> BARS =
      List.of(
          Duration.ZERO,
          Duration.ofHours(24),
          Duration.ofHours(72),
          Duration.ofHours(96),
          Duration.ofDays(7),
          Duration.ofDays(14),
          Duration.ofDays(30));

  /** Keeps an unmodifiable copy. */
  public LeadTimes {
    warnings = List.copyOf(warnings);
  }

  /**
   * A bar of the histogram.
   *
   * @param from shortest lead time in it
   * @param until first one that is not; empty for the last bar
   * @param came warnings of what came
   * @param repaired warnings of what was repaired before it came
   */
  public record Bar(Duration from, Optional<Duration> until, int came, int repaired) {}

  /**
   * How times are spread; each is one that occurred.
   *
   * @param count how many there are, 1 or more
   * @param tenth a tenth of them are shorter
   * @param median half of them are shorter
   * @param ninetieth a tenth of them are longer
   */
  public record Spread(int count, Duration tenth, Duration median, Duration ninetieth) {

    static Optional<Spread> of(List<Duration> times) {
      List<Duration> sorted = times.stream().sorted().toList();
      return sorted.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Spread(sorted.size(), at(sorted, 0.1), at(sorted, 0.5), at(sorted, 0.9)));
    }

    private static Duration at(List<Duration> sorted, double share) {
      return sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }
  }

  /** How many warnings ended so. */
  public int count(Warning.End end) {
    return (int) warnings.stream().filter(each -> each.end() == end).count();
  }

  /** Lead times of the warnings that were right; empty where none was. */
  public Optional<Spread> lead() {
    return spread(Warning::lead);
  }

  /** How much later than told it came; empty where nothing came of which a time was told. */
  public Optional<Spread> later() {
    return spread(Warning::later);
  }

  /** The share of the failures that came without a warning, 0..1; empty where none came. */
  public Optional<Double> missedShare() {
    return share(missed, failures);
  }

  /**
   * The share of false alarms among the warnings of which somebody knows whether they were right,
   * 0..1; empty where nobody does.
   */
  public Optional<Double> falseShare() {
    int known =
        Arrays.stream(Warning.End.values())
            .filter(end -> end != Warning.End.UNSAID && end != Warning.End.OPEN)
            .mapToInt(this::count)
            .sum();
    return share(count(Warning.End.FALSE), known);
  }

  /** The lead times of warnings that were right, shortest first; bars of none are there, too. */
  public List<Bar> histogram() {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < BARS.size(); i++) {
      Duration from = BARS.get(i);
      Optional<Duration> until =
          i + 1 < BARS.size() ? Optional.of(BARS.get(i + 1)) : Optional.empty();
      bars.add(
          new Bar(
              from,
              until,
              within(Warning.End.CAME, from, until),
              within(Warning.End.REPAIRED, from, until)));
    }
    return List.copyOf(bars);
  }

  private int within(Warning.End end, Duration from, Optional<Duration> until) {
    return (int)
        warnings.stream()
            .filter(each -> each.end() == end)
            .flatMap(each -> each.lead().stream())
            .filter(lead -> lead.compareTo(from) >= 0)
            .filter(lead -> until.map(last -> lead.compareTo(last) < 0).orElse(true))
            .count();
  }

  private Optional<Spread> spread(Function<Warning, Optional<Duration>> of) {
    return Spread.of(warnings.stream().flatMap(each -> of.apply(each).stream()).toList());
  }

  private static Optional<Double> share(int some, int all) {
    return all == 0 ? Optional.empty() : Optional.of((double) some / all);
  }
}
