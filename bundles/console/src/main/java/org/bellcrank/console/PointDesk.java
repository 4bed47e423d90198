package org.bellcrank.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.site.ActiveSite;

/**
 * How points come into the site documents without an editor: as lines of two files of their own in
 * a version that is checked and kept aside. A person brings it into force, as any other.
 */
final class PointDesk {

  static final int MOST = 500;

  private static final String MAPPED = "# Points that were mapped in the console.\n";
  private static final String POINTS = "mapped-points.yaml";
  private static final String STREAMS = "mapped-streams.yaml";

  private final Aside aside;

  PointDesk(Store store, ActiveSite documents, Desks desks) {
    aside = new Aside(store, documents, desks);
  }

  /**
   * Keeps a version with the points that a person posted.
   *
   * @throws IllegalArgumentException for what is no such point, and for what the check refuses
   */
  Facts declare(Decision decision) {
    decision.who();
    List<Facts> wanted = decision.given().factsList("points");
    if (wanted.isEmpty() || wanted.size() > MOST) {
      throw new IllegalArgumentException(
          "points: given %d; allowed: 1 to %d".formatted(wanted.size(), MOST));
    }
    Map<String, String> files = aside.inForce();
    List<String> points = new ArrayList<>();
    List<String> recorded = new ArrayList<>();
    for (Facts each : wanted) {
      PointLines lines = PointLines.of(each);
      points.addAll(lines.points());
      recorded.addAll(lines.streams());
    }
    Aside.append(files, POINTS, MAPPED + "points:\n", points);
    Aside.append(files, STREAMS, MAPPED + "streams:\n", recorded);
    return Facts.with("version", aside.keep(files))
        .put("points", points)
        .put("streams", recorded)
        .build();
  }
}
