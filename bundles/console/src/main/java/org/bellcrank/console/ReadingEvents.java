package org.bellcrank.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bellcrank.asset.Point;
import org.bellcrank.journal.Facts;
import org.bellcrank.stream.RollUp;
import org.bellcrank.stream.TrendBook;

/**
 * A line for each stretch, with all points that told something in it, for a timeline. A stretch
 * stands on the page that it begins in and is read as a whole, also beyond that page's end.
 */
final class ReadingEvents {

  /** Days of one point that are read for a page at most: a month of {@link #MOST_POINTS}. */
  private static final int MOST_DAYS = 31 * AssetTimeline.MOST_POINTS;

  private final Map<String, Point> points;
  private final Duration stretch;
  private final TimelinePage page;

  /**
   * Of some points.
   *
   * @param span how long a time was asked for, by which stretches are as long
   */
  ReadingEvents(Map<String, Point> points, Duration span, TimelinePage page) {
    this.points = points;
    this.stretch = stretch(span);
    this.page = page;
  }

  void read(TrendBook book) {
    List<Point> told =
        points.values().stream()
            .filter(point -> point.camera().isEmpty())
            .limit(AssetTimeline.MOST_POINTS)
            .toList();
    if (told.isEmpty() || !page.wants(AssetTimeline.Kind.READINGS)) {
      return;
    }
    page.endsAt(begin(page.until().minus(Duration.ofDays(MOST_DAYS / told.size()))));
    Instant first = begin(page.since().minusNanos(1)).plus(stretch);
    Instant end = begin(page.until().minusNanos(1)).plus(stretch);
    Map<Instant, List<RollUp>> by = new TreeMap<>();
    told.stream()
        .flatMap(point -> book.within(point.id(), first, end, stretch).stream())
        .forEach(each -> by.computeIfAbsent(each.from(), none -> new ArrayList<>()).add(each));
    by.forEach(
        (from, all) ->
            page.add(
                from,
                AssetTimeline.Kind.READINGS,
                Optional.empty(),
                Facts.with("seconds", stretch.toSeconds())
                    .put("readings", all.stream().map(this::reading).toList())));
  }

  /** The beginning of the stretch that a time lies in. */
  private Instant begin(Instant at) {
    long width = stretch.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), width) * width);
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
