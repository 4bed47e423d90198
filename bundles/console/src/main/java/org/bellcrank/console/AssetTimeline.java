package org.bellcrank.console;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.asset.Asset;
import org.bellcrank.asset.Point;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.stream.TrendBook;
import org.bellcrank.workorder.OrderBook;

/** What happened to an asset and what is below it in a time, newest first. */
final class AssetTimeline {

  /** Points whose readings are shown; a line with hundreds of them tells nobody anything. */
  static final int MOST_POINTS = 40;

  /** What there is to see. */
  enum Kind {
    /** What points told, over a stretch. */
    READINGS,
    /** A crossing, a detection, a prediction. */
    FINDING,
    /** A finding went on to another disposition. */
    DECISION,
    /** An order was raised. */
    ORDER,
    /** An order went on in its life, or ended. */
    LIFE,
    /** A sensor or device cannot be believed, or can be again. */
    DEVICE,
    /** What the machine does. */
    OPERATING,
    /** A trend that was told is over, one begins anew with values that fell, or goes on. */
    TREND,
    /** Points were not heard, and what became of that time. */
    GAP
  }

  private final Map<String, Asset> assets;
  private final Map<String, Point> points;
  private final Duration span;
  private final TimelinePage page;

  /**
   * What was found.
   *
   * @param next where the next page ends, if there is more before this one; a page may be empty and
   *     have one
   */
  record Found(List<Facts> events, Optional<Instant> next) {}

  /**
   * A timeline.
   *
   * @param assets the asset and all below it
   * @param points all points of these
   * @param until nothing from then on
   */
  AssetTimeline(
      List<Asset> assets,
      List<Point> points,
      Instant since,
      Instant until,
      int limit,
      Set<Kind> kinds) {
    this.assets = new LinkedHashMap<>();
    assets.forEach(each -> this.assets.put(each.id(), each));
    this.points = new LinkedHashMap<>();
    points.forEach(each -> this.points.put(each.id(), each));
    this.span = Duration.between(since, until);
    this.page = new TimelinePage(this.assets, kinds, since, until, limit);
  }

  /** Reads it; once. */
  Found read(UnitOfWork unit) {
    FindingEvents.read(unit.port(FindingBook.class), points, page);
    OrderEvents.read(unit.port(OrderBook.class), assets.keySet(), page);
    new DeviceEvents(assets, points, page).read(unit.port(Journal.class));
    new GapEvents(points, page).read(unit.port(Journal.class));
    // last: by then it is known how far back the page goes
    new ReadingEvents(points, span, page).read(unit.port(TrendBook.class));
    return page.found();
  }
}
