package org.bellcrank.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bellcrank.asset.DriverChannel;
import org.bellcrank.asset.GapReport;
import org.bellcrank.asset.Point;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;

/** Outages of drivers and what was filled of them, for a timeline: one line for all its points. */
final class GapEvents {

  private final Map<String, Point> points;
  private final TimelinePage page;

  GapEvents(Map<String, Point> points, TimelinePage page) {
    this.points = points;
    this.page = page;
  }

  void read(Journal journal) {
    Set<String> drivers =
        points.values().stream()
            .flatMap(point -> point.source().map(DriverChannel::driver).stream())
            .collect(Collectors.toSet());
    if (drivers.isEmpty() || !page.wants(AssetTimeline.Kind.GAP)) {
      return;
    }
    Set<String> kinds = Set.of(GapReport.TOLD);
    page.told(journal.about(drivers, kinds, page.since(), page.until(), page.asked()), Entry::at)
        .forEach(this::add);
  }

  private void add(Entry entry) {
    List<Facts> own = GapView.own(entry, points.keySet());
    if (own.isEmpty()) {
      return;
    }
    List<Point> of = own.stream().map(gap -> points.get(gap.requireText("point"))).toList();
    Set<Optional<String>> assets = of.stream().map(Point::asset).collect(Collectors.toSet());
    Facts.Builder facts =
        Facts.with("device", entry.subject())
            .put("source", entry.facts().text("source"))
            .put("points", of.stream().distinct().count())
            .put("values", own.stream().mapToLong(gap -> gap.whole("values").orElse(0)).sum())
            .put(
                "from", own.stream().map(gap -> gap.requireInstant("from")).min(Instant::compareTo))
            .put(
                "to",
                own.stream()
                    .map(gap -> gap.instant("to").orElse(null))
                    .filter(Objects::nonNull)
                    .max(Instant::compareTo))
            .put("open", own.stream().filter(gap -> gap.has("open")).count())
            .put("why", own.stream().flatMap(GapEvents::why).findFirst());
    if (of.stream().distinct().count() == 1) {
      facts.put("point", of.get(0).id()).put("pointName", of.get(0).name());
    }
    page.add(
        entry.at(),
        AssetTimeline.Kind.GAP,
        assets.size() == 1 ? assets.iterator().next() : Optional.empty(),
        facts);
  }

  private static Stream<String> why(Facts gap) {
    return gap.factsList("open").stream().map(open -> open.requireText("why"));
  }
}
