package org.bellcrank.console;

import java.util.Map;
import org.bellcrank.asset.Point;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.FindingBook;

/** Findings when they were seen, and what was decided about them when it was, for a timeline. */
final class FindingEvents {

  private FindingEvents() {}

  static void read(FindingBook book, Map<String, Point> points, TimelinePage page) {
    if (page.wants(AssetTimeline.Kind.FINDING)) {
      page.told(
              book.seen(points.keySet(), page.since(), page.until(), page.asked()),
              row -> row.finding().captured().at())
          .forEach(row -> seen(row, points.get(row.finding().point()), page));
    }
    if (page.wants(AssetTimeline.Kind.DECISION)) {
      page
          .told(
              book.moves(points.keySet(), page.since(), page.until(), page.asked()),
              FindingBook.Move::at)
          .stream()
          .filter(move -> move.facts().text("from").isPresent())
          .forEach(move -> decided(move, points.get(move.row().finding().point()), page));
    }
  }

  private static void seen(FindingBook.Row row, Point point, TimelinePage page) {
    page.add(
        row.finding().captured().at(),
        AssetTimeline.Kind.FINDING,
        point.asset(),
        FindingView.line(row).toBuilder()
            .put("finding", row.finding().id())
            .put("found", row.finding().kind())
            .put("pointName", point.name())
            .put("unit", point.unit()));
  }

  private static void decided(FindingBook.Move move, Point point, TimelinePage page) {
    page.add(
        move.at(),
        AssetTimeline.Kind.DECISION,
        point.asset(),
        Facts.with("finding", move.row().finding().id())
            .put("class", move.row().finding().defectClass())
            .put("from", move.facts().text("from"))
            .put("to", move.facts().text("to"))
            .put("reason", move.facts().text("reason"))
            .put("order", move.facts().text("order")));
  }
}
