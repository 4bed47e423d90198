package org.bellcrank.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bellcrank.asset.Asset;
import org.bellcrank.asset.Point;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.stream.RollUp;
import org.bellcrank.stream.TrendBook;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** What happened to an asset and what is below it in a time, newest first. */
final class AssetTimeline {

  /** Points whose readings are shown; a line with hundreds of them tells nobody anything. */
  static final int MOST_POINTS = 40;

  private static final int MOST_ORDERS = 1000;
  private static final int MOST_ENTRIES = 1000;
  private static final Set<String> OF_DEVICES =
      Set.of("device.status", "asset.operating", "trend.ended");

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
    /** A trend that was told is over. */
    TREND
  }

  private final Map<String, Asset> assets;
  private final Map<String, Point> points;
  private final Instant since;
  private final Instant until;
  private final int limit;
  private final Set<Kind> kinds;
  private final List<Event> events = new ArrayList<>();

  /** Something that happened. */
  private record Event(Instant at, Kind kind, Facts facts) {}

  /** What was found, and whether there is more before it. */
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
    this.since = since;
    this.until = until;
    this.limit = limit;
    this.kinds = kinds;
  }

  Found read(UnitOfWork unit) {
    findings(unit);
    if (kinds.contains(Kind.ORDER) || kinds.contains(Kind.LIFE)) {
      assets.keySet().forEach(asset -> orders(unit, asset));
    }
    devices(unit);
    if (kinds.contains(Kind.READINGS)) {
      readings(unit.port(TrendBook.class));
    }
    List<Event> sorted =
        events.stream()
            .filter(each -> kinds.contains(each.kind()))
            .filter(each -> !each.at().isBefore(since) && each.at().isBefore(until))
            .sorted(Comparator.comparing(Event::at).reversed())
            .toList();
    if (sorted.size() <= limit) {
      return new Found(sorted.stream().map(Event::facts).toList(), Optional.empty());
    }
    Instant last = sorted.get(limit - 1).at(); // what happened at once stays on one page
    return new Found(
        sorted.stream().takeWhile(each -> !each.at().isBefore(last)).map(Event::facts).toList(),
        Optional.of(last));
  }

  private void add(Instant at, Kind kind, Optional<String> asset, Facts.Builder facts) {
    events.add(
        new Event(
            at,
            kind,
            facts
                .put("at", at)
                .put("kind", kind)
                .put("asset", asset)
                .put("assetName", asset.map(assets::get).map(Asset::name))
                .build()));
  }

  private void findings(UnitOfWork unit) {
    if (!kinds.contains(Kind.FINDING) && !kinds.contains(Kind.DECISION)) {
      return;
    }
    List<FindingBook.Row> rows =
        unit.port(FindingBook.class).seen(points.keySet(), since, until, limit + 1);
    Map<String, FindingBook.Row> byId = new LinkedHashMap<>();
    for (FindingBook.Row row : rows) {
      byId.put(row.finding().id(), row);
      Point point = points.get(row.finding().point());
      add(
          row.finding().captured().at(),
          Kind.FINDING,
          point.asset(),
          FindingView.line(row).toBuilder()
              .put("finding", row.finding().id())
              .put("found", row.finding().kind())
              .put("pointName", point.name())
              .put("unit", point.unit()));
    }
    if (kinds.contains(Kind.DECISION)) {
      unit
          .port(Journal.class)
          .about(byId.keySet(), Set.of("finding.disposed"), since, until, limit + 1)
          .stream()
          .filter(entry -> entry.facts().text("from").isPresent())
          .forEach(entry -> decided(entry, byId.get(entry.subject())));
    }
  }

  private void decided(Entry entry, FindingBook.Row row) {
    add(
        entry.at(),
        Kind.DECISION,
        points.get(row.finding().point()).asset(),
        Facts.with("finding", entry.subject())
            .put("class", row.finding().defectClass())
            .put("from", entry.facts().text("from"))
            .put("to", entry.facts().text("to"))
            .put("reason", entry.facts().text("reason"))
            .put("order", entry.facts().text("order")));
  }

  private void orders(UnitOfWork unit, String asset) {
    for (WorkOrder order : unit.port(OrderBook.class).ofAsset(asset, MOST_ORDERS)) {
      boolean over =
          order
              .fields()
              .text("order.endedAt")
              .map(Instant::parse)
              .filter(ended -> ended.isBefore(since) && !order.status().isOpen())
              .isPresent();
      if (!over && order.raisedAt().isBefore(until)) {
        add(order.raisedAt(), Kind.ORDER, Optional.of(asset), line(order));
        life(order, unit.port(Journal.class).about(order.id(), MOST_ENTRIES));
      }
    }
  }

  private static Facts.Builder line(WorkOrder order) {
    return Facts.with("order", order.id())
        .put("title", order.title())
        .put("type", order.type())
        .put("priority", order.priority())
        .put("status", order.status())
        .put("connector", order.connector());
  }

  /** Its moves; that a finding joined it is told by the finding. */
  private void life(WorkOrder order, List<Entry> entries) {
    Optional<String> asset = Optional.of(order.cause().asset());
    String status = "";
    for (Entry entry : entries) {
      String now = entry.facts().text("status").orElse(status);
      boolean moved = entry.kind().equals("order.changed") && !now.equals(status);
      boolean gone = entry.kind().equals("closure.gone");
      if (moved || gone) {
        add(
            entry.at(),
            Kind.LIFE,
            asset,
            Facts.with("order", order.id())
                .put("title", order.title())
                .put("from", status)
                .put("to", gone ? "GONE" : now)
                .put(
                    "reason",
                    gone
                        ? Optional.of("it is not in its CMMS any more")
                        : entry.facts().text("reason")));
      }
      status = entry.kind().startsWith("order.") ? now : status;
    }
  }

  private void devices(UnitOfWork unit) {
    Set<String> subjects =
        Stream.of(
                assets.keySet().stream(),
                points.keySet().stream(),
                points.values().stream().flatMap(point -> point.camera().stream()))
            .flatMap(each -> each)
            .collect(Collectors.toSet());
    unit.port(Journal.class)
        .about(subjects, OF_DEVICES, since, until, limit + 1)
        .forEach(this::device);
  }

  private void device(Entry entry) {
    Optional<Point> point = Optional.ofNullable(points.get(entry.subject()));
    Optional<String> asset =
        point
            .flatMap(Point::asset)
            .or(() -> Optional.of(entry.subject()).filter(assets::containsKey));
    Facts.Builder facts =
        Facts.with("device", entry.subject())
            .put("point", point.map(Point::id))
            .put("pointName", point.map(Point::name));
    switch (entry.kind()) {
      case "device.status" ->
          add(
              entry.at(),
              Kind.DEVICE,
              asset,
              facts
                  .put("status", entry.facts().text("status"))
                  .put("detail", entry.facts().text("detail")));
      case "asset.operating" ->
          add(
              entry.at(),
              Kind.OPERATING,
              asset,
              facts
                  .put("state", entry.facts().text("state"))
                  .put("why", entry.facts().text("why")));
      default ->
          add(
              entry.at(),
              Kind.TREND,
              asset,
              facts
                  .put("trend", entry.facts().text("trend"))
                  .put("failureMode", entry.facts().text("failureMode")));
    }
  }

  /** A line for each stretch, with all points that told something in it. */
  private void readings(TrendBook book) {
    Duration stretch = stretch(Duration.between(since, until));
    Map<Instant, List<RollUp>> by = new TreeMap<>();
    points.values().stream()
        .filter(point -> point.camera().isEmpty())
        .limit(MOST_POINTS)
        .flatMap(point -> book.within(point.id(), since, until, stretch).stream())
        .forEach(each -> by.computeIfAbsent(each.from(), none -> new ArrayList<>()).add(each));
    by.forEach(
        (from, all) ->
            add(
                from.isBefore(since) ? since : from,
                Kind.READINGS,
                Optional.empty(),
                Facts.with("seconds", stretch.toSeconds())
                    .put("readings", all.stream().map(this::reading).toList())));
  }

  private Facts reading(RollUp each) {
    Point point = points.get(each.point());
    return Facts.with("point", each.point())
        .put("name", point.name())
        .put("unit", point.unit())
        .put("count", each.count())
        .put("least", each.least())
        .put("mean", each.mean())
        .put("greatest", each.greatest())
        .build();
  }

  /** So that there are some dozen of them. */
  private static Duration stretch(Duration span) {
    if (span.compareTo(Duration.ofHours(6)) <= 0) {
      return Duration.ofMinutes(10);
    }
    if (span.compareTo(Duration.ofDays(2)) <= 0) {
      return Duration.ofHours(1);
    }
    return Duration.ofDays(span.compareTo(Duration.ofDays(31)) <= 0 ? 1 : 7);
  }
}
