package org.bellcrank.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.asset.DriverChannel;
import org.bellcrank.asset.GapReport;
import org.bellcrank.asset.Point;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;

/** Times in which a point was not heard, and what became of them: what the journal says of it. */
final class GapView {

  private static final Set<String> KINDS = Set.of(GapReport.TOLD);
  private static final int ENTRIES = 200;
  private static final int MOST = 50;

  private GapView() {}

  /**
   * Puts the gaps of a point that reach into a time, newest first ({@code gaps}), and how many
   * stand in the journal of its driver without the names of their points ({@code gapsUnnamed}).
   */
  static void put(Facts.Builder page, Journal journal, Point point, Instant from, Instant until) {
    Optional<String> driver = point.source().map(DriverChannel::driver);
    if (driver.isEmpty()) {
      return;
    }
    List<Facts> gaps = new ArrayList<>();
    long unnamed = 0;
    for (Entry entry : journal.about(Set.of(driver.get()), KINDS, from, until, ENTRIES)) {
      if (entry.facts().requireInstant("to").isBefore(from)) {
        continue; // filled now, measured before
      }
      List<Facts> own = own(entry, Set.of(point.id()));
      own.stream()
          .filter(gap -> reaches(gap, from))
          .map(gap -> line(entry, gap))
          .forEach(gaps::add);
      unnamed += own.isEmpty() ? entry.facts().whole("unnamed").orElse(0) : 0;
    }
    page.put("gaps", gaps.subList(0, Math.min(MOST, gaps.size())))
        .put("gapsUnnamed", unnamed == 0 ? null : unnamed);
  }

  /** The gaps of some points that an entry names. */
  static List<Facts> own(Entry entry, Set<String> points) {
    return entry.facts().factsList("points").stream()
        .filter(gap -> points.contains(gap.requireText("point")))
        .toList();
  }

  private static boolean reaches(Facts gap, Instant from) {
    return gap.instant("to").filter(to -> !to.isAfter(from)).isEmpty();
  }

  private static Facts line(Entry entry, Facts gap) {
    return gap.toBuilder()
        .put("source", entry.facts().text("source"))
        .put("noted", entry.at())
        .build();
  }
}
