package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bellcrank.journal.Facts;
import org.bellcrank.signal.Forecast;
import org.bellcrank.signal.Series;
import org.bellcrank.signal.Summary;
import org.bellcrank.signal.Trend;

/**
 * One trend of a point as it grows. Its points are means of equal stretches of time; they are kept
 * as roll-ups under the trend's own name, since only values count that were measured in its states.
 * For one thread.
 */
final class TrendWatch {

  /** A trend is over where it is that much less significant than to be told; else it would flap. */
  private static final double OVER = 5;

  /** The journal's word for a trend that was told and is over. */
  static final String ENDED = "trend.ended";

  /** The journal's word for values that fell back: the trend begins anew with them. */
  static final String AFRESH = "trend.afresh";

  /** The journal's word for a level that came back: what was before the fall counts again. */
  static final String RETURNED = "trend.returned";

  /** What fell back for less than such a part of the window may be a rest. */
  private static final int REST = 10;

  private final String point;
  private final TrendPlan plan;
  private final TrendOutlet outlet;
  private final PaneSeries panes;
  private final TreeMap<Instant, RollUp> points = new TreeMap<>();
  private final List<RollUp> unread = new ArrayList<>(); // closed before history could be read
  private boolean read;
  private boolean ending;
  private String unfit = "";
  private TrendTold told;

  TrendWatch(String point, TrendPlan plan, TrendOutlet outlet) {
    this.point = point;
    this.plan = plan;
    this.outlet = outlet;
    panes = new PaneSeries(plan.every(), false, this::closed);
    told = outlet.kept(plan.kept()).map(TrendTold::from).orElse(TrendTold.NOTHING);
  }

  TrendPlan plan() {
    return plan;
  }

  /** Takes a value that was measured in one of the trend's states; false where it is too late. */
  boolean add(long at, double value) {
    return panes.add(at, value);
  }

  /** No older sample is waited for. */
  void advance(long watermark) {
    panes.advance(watermark);
  }

  /** Nothing more comes for now. */
  void idle() {
    panes.close();
  }

  /** The stream ends here; the rest of the stretch follows after it, so nothing is concluded. */
  void end() {
    ending = true;
    panes.close();
  }

  private void closed(long number, Pane pane) {
    RollUp one =
        new RollUp(
            plan.kept(),
            plan.every(),
            WindowRun.instant(panes.start(number)),
            pane.count(),
            pane.least(),
            pane.greatest(),
            pane.mean());
    unread.add(one);
    if (!read && !recall(one.from())) {
      forgetOld(unread);
      return;
    }
    for (RollUp each : unread) {
      points.merge(each.from(), each, RollUp::and);
      outlet.rollUp(each);
    }
    unread.clear();
    points.headMap(begin(one.from().plus(plan.every()))).clear();
    if (!ending) {
      told.fall().ifPresent(fall -> cameBack(fall, one.from().plus(plan.every())));
      look(one.from().plus(plan.every()));
    }
  }

  private void forgetOld(List<RollUp> waiting) {
    if (waiting.size() > plan.window().dividedBy(plan.every())) {
      waiting.remove(0);
    }
  }

  /** Reads what was measured before; false while the store does not answer. */
  private boolean recall(Instant until) {
    Instant end = until.plus(plan.every());
    Instant from = begin(end);
    Optional<List<RollUp>> own = outlet.recorded(plan.kept(), from, end);
    if (own.isEmpty()) {
      return false;
    }
    List<RollUp> kept = new ArrayList<>(own.get());
    if (plan.gate().during().isEmpty()) {
      // what the point recorded before there was this trend; in which states is not known
      Instant before = kept.isEmpty() ? unread.get(0).from() : kept.get(0).from();
      Optional<List<RollUp>> recorded = outlet.recorded(point, from, before);
      if (recorded.isEmpty()) {
        return false;
      }
      kept.addAll(recorded.get());
    }
    kept.forEach(each -> points.merge(stretch(each.from()), each, RollUp::and));
    read = true;
    return true;
  }

  /** The first stretch that may count: of the window, and not of a part that was replaced. */
  private Instant begin(Instant end) {
    Instant window = end.minus(plan.window());
    return told.needed().isAfter(window) ? told.needed() : window;
  }

  private Instant stretch(Instant at) {
    long seconds = plan.every().toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }

  private void look(Instant now) {
    SortedMap<Instant, RollUp> counted = points.tailMap(told.since());
    if (counted.size() < plan.least()) {
      return;
    }
    try {
      Forecast forecast = Growth.forecast(plan, series(counted));
      unfit = "";
      SortedMap<Instant, RollUp> running = running(counted, forecast);
      int rested = counted.size() - running.size();
      if (rested > 1 && running.size() >= plan.least()) { // one is a spike, and borne as such
        Forecast better = Growth.forecast(plan, series(running));
        if (leads(better)) {
          tell(running, better, now);
          return;
        }
      }
      tell(counted, forecast, now);
    } catch (IllegalArgumentException e) {
      if (unfit.isEmpty()) {
        unfit = e.getMessage();
        outlet.trendNote(now, "trend.unfit", point, facts().put("reason", unfit).build());
      }
    }
  }

  private void tell(SortedMap<Instant, RollUp> counted, Forecast forecast, Instant now) {
    int fallen = forecast.fallen(series(counted), plan.side());
    if (fallen > 0) {
      fell(counted, fallen, forecast, now);
      return;
    }
    double half = plan.every().toMillis() / 2e3; // means stand for the middle of their stretch
    Optional<Growth> growth = Growth.of(plan, forecast, half);
    growth.ifPresentOrElse(found -> found(found, now), () -> none(forecast, now));
  }

  /** Without the stretches in which the machine stood still. */
  private SortedMap<Instant, RollUp> running(
      SortedMap<Instant, RollUp> counted, Forecast forecast) {
    boolean[] rested = forecast.rested(series(counted), plan.side());
    TreeMap<Instant, RollUp> running = new TreeMap<>();
    int i = 0;
    for (RollUp each : counted.values()) {
      if (!rested[i++]) {
        running.put(each.from(), each);
      }
    }
    return running;
  }

  private static Series series(SortedMap<Instant, RollUp> counted) {
    Instant first = counted.firstKey();
    double[] seconds =
        counted.keySet().stream()
            .mapToDouble(each -> Duration.between(first, each).toSeconds())
            .toArray();
    double[] values = counted.values().stream().mapToDouble(RollUp::mean).toArray();
    return new Series(seconds, values);
  }

  private void found(Growth growth, Instant now) {
    if (growth.confidence() < plan.confidence() || !told.worth(plan, growth)) {
      return;
    }
    outlet.expects(point, plan, growth, told.number(), told.steps(), now);
    told = told.after(plan, growth);
    outlet.keep(plan.kept(), told.facts());
  }

  /** Not significant enough to be told is not yet over. */
  private void none(Forecast forecast, Instant now) {
    if (!told.open() || leads(forecast)) {
      return;
    }
    over(forecast, now);
    told = told.ended();
    outlet.keep(plan.kept(), told.facts());
  }

  private boolean leads(Forecast forecast) {
    return Growth.towards(plan, forecast, Math.min(0.5, OVER * plan.significance()));
  }

  /**
   * The newest values are those of another part, or of a machine that stands still: nothing is told
   * by the line of the ones before. Once they last the trend begins anew with them.
   */
  private void fell(
      SortedMap<Instant, RollUp> counted, int fallen, Forecast forecast, Instant now) {
    Instant since = new ArrayList<>(counted.keySet()).get(counted.size() - fallen);
    Duration rest = plan.window().dividedBy(REST);
    if (fallen < FallBack.STRETCHES || Duration.between(since, now).compareTo(rest) < 0) {
      return;
    }
    SortedMap<Instant, RollUp> before = counted.headMap(since);
    if (!told.open() && !grew(before)) {
      return;
    }
    double from = level(before, fallen);
    double to = level(counted.tailMap(since), fallen);
    if (told.open()) {
      over(forecast, now);
    }
    outlet.trendNote(
        now,
        AFRESH,
        point,
        facts().put("since", since).put("fellFrom", from).put("fellTo", to).build());
    told = told.afresh(since, new FallBack(told.since(), from, to));
    outlet.keep(plan.kept(), told.facts());
  }

  /** Where nothing grew, nothing was repaired: then one series goes on. */
  private boolean grew(SortedMap<Instant, RollUp> before) {
    return before.size() >= Trend.FEWEST
        && Growth.towards(plan, Growth.forecast(plan, series(before)), plan.significance());
  }

  /** The middle of the newest values. */
  private static double level(SortedMap<Instant, RollUp> counted, int newest) {
    return Summary.median(newest(counted, newest));
  }

  private static double[] newest(SortedMap<Instant, RollUp> counted, int newest) {
    return counted.values().stream()
        .skip(Math.max(0, counted.size() - newest))
        .mapToDouble(RollUp::mean)
        .toArray();
  }

  private void cameBack(FallBack fall, Instant now) {
    if (!fall.cameBack(newest(points.tailMap(told.since()), FallBack.LOOKED_AT))) {
      return;
    }
    outlet.trendNote(
        now,
        RETURNED,
        point,
        facts().put("since", fall.earlier()).put("fell", told.since()).build());
    told = told.returned();
    outlet.keep(plan.kept(), told.facts());
  }

  private void over(Forecast forecast, Instant now) {
    outlet.trendNote(
        now,
        ENDED,
        point,
        facts()
            .put("significance", forecast.trend().significance())
            .put("toldDays", told.days())
            .build());
  }

  private Facts.Builder facts() {
    return Facts.with("trend", plan.id()).put("failureMode", plan.failureMode());
  }
}
