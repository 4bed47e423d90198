package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.bellcrank.journal.Facts;
import org.bellcrank.signal.LifeUsed;

/**
 * One part as it wears: what is used is added up from value to value, since wear does not follow
 * from means of load and speed. A value stands until the next one, for so long as it may; beyond
 * that nobody knows, and that time is told and not counted. For one thread.
 */
final class LifeWatch {

  private static final double GREATEST = 1e12;
  private static final double FASTEST = 1e6;
  private static final double DAY = Duration.ofDays(1).toSeconds();

  private final LifePlan plan;
  private final Outlet outlet;
  private final double[] values = {Double.NaN, Double.NaN}; // as their points tell them
  private final Instant[] heard = {Instant.EPOCH, Instant.EPOCH};
  private LifeUsed used = LifeUsed.NONE;
  private double unknown; // seconds
  private Instant last; // up to which it is added up; null before the first value

  LifeWatch(LifePlan plan, Outlet outlet) {
    this.plan = plan;
    this.outlet = outlet;
    outlet
        .kept(plan.kept())
        .filter(facts -> facts.text("since").orElse("").equals(since()))
        .ifPresent(this::recall);
  }

  LifePlan plan() {
    return plan;
  }

  /**
   * Takes a value of one of the points. Where the other's came first, as it does in batches, it
   * counts from there on; what is added up stays.
   */
  void heard(String point, Instant at, double value) {
    if (plan.since().isPresent() && at.isBefore(plan.since().get())) {
      return;
    }
    if (last == null) {
      last = at;
    } else if (at.isAfter(last)) {
      advance(at);
    }
    for (int i = 0; i < values.length; i++) {
      if (plan.points().get(i).equals(point) && !at.isBefore(heard[i])) {
        values[i] = value;
        heard[i] = at;
      }
    }
  }

  /** Up to the last end of a stretch that is to be told, then the rest. */
  private void advance(Instant to) {
    Instant end = floor(to);
    if (end.isAfter(last)) {
      add(end);
      outlet.result(plan.to(), end, used.share());
      outlet.keep(plan.kept(), facts());
    }
    add(to);
  }

  private void add(Instant to) {
    double seconds = seconds(last, to);
    double known = Math.min(seconds, Math.max(0, seconds(last, stands())));
    if (known > 0) {
      double stress = Math.max(0, plan.stress().of(values[0]));
      double speed = Math.abs(plan.speed().of(values[1]));
      used =
          used.and(plan.wear().used(Math.min(stress, GREATEST), Math.min(speed, FASTEST), known));
    }
    unknown(to, seconds - known);
    last = to;
  }

  /** How long both values may be believed. */
  private Instant stands() {
    if (Double.isNaN(values[0]) || Double.isNaN(values[1])) {
      return Instant.EPOCH;
    }
    Instant older = heard[0].isBefore(heard[1]) ? heard[0] : heard[1];
    return older.plus(plan.hold());
  }

  /** Each further day of which nobody knows stands in the journal. */
  private void unknown(Instant at, double seconds) {
    double days = Math.floor(unknown / DAY);
    unknown += seconds;
    if (Math.floor(unknown / DAY) > days) {
      Facts facts =
          Facts.with("life", plan.id())
              .put("days", Math.floor(unknown / DAY))
              .put("share", used.share())
              .put("points", String.join(", ", plan.points()))
              .build();
      outlet.trendNote(at, "life.unknown", plan.to(), facts);
    }
  }

  private Instant floor(Instant at) {
    long seconds = plan.every().toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1e3;
  }

  private String since() {
    return plan.since().map(Instant::toString).orElse("");
  }

  private Facts facts() {
    return Facts.with("since", since())
        .put("share", used.share())
        .put("unknown", unknown)
        .put("last", last)
        .put("points", plan.points())
        .put("values", Arrays.stream(values).mapToObj(Double::toString).toList())
        .put("heard", Arrays.stream(heard).map(Instant::toString).toList())
        .build();
  }

  /** Of other points only what is used is of use. */
  private void recall(Facts facts) {
    used = new LifeUsed(facts.number("share").orElse(0));
    unknown = facts.number("unknown").orElse(0);
    last = facts.instant("last").orElse(null);
    if (facts.textList("points").equals(plan.points())) {
      for (int i = 0; i < values.length; i++) {
        values[i] = Double.parseDouble(facts.textList("values").get(i));
        heard[i] = Instant.parse(facts.textList("heard").get(i));
      }
    }
  }
}
