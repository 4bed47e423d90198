package org.bellcrank.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.DocumentVersions;
import org.bellcrank.site.Site;

/**
 * How points come into the site documents without an editor: as lines of two files of their own in
 * a version that is checked and kept aside. A person brings it into force, as any other.
 */
final class PointDesk {

  static final int MOST = 500;

  private static final String POINTS = "mapped-points.yaml";
  private static final String STREAMS = "mapped-streams.yaml";

  private final Store store;
  private final ActiveSite documents;
  private final Desks desks;

  PointDesk(Store store, ActiveSite documents, Desks desks) {
    this.store = store;
    this.documents = documents;
    this.desks = desks;
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
    Map<String, String> files = new LinkedHashMap<>(inForce());
    List<String> points = new ArrayList<>();
    List<String> recorded = new ArrayList<>();
    for (Facts each : wanted) {
      PointLines lines = PointLines.of(each);
      points.addAll(lines.points());
      recorded.addAll(lines.streams());
    }
    append(files, POINTS, "points:", points);
    append(files, STREAMS, "streams:", recorded);
    try {
      return Facts.with("version", desks.documents().keep(files))
          .put("points", points)
          .put("streams", recorded)
          .build();
    } catch (InvalidDocumentException e) {
      throw new IllegalArgumentException(
          String.join("\n", e.problems().stream().map(Problem::text).toList()), e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the documents folder cannot be written: " + e.getMessage() + "; nothing was kept", e);
    }
  }

  private Map<String, String> inForce() {
    String version = documents.site().map(Site::version).orElse("");
    return store
        .<List<DocumentVersions.Version>>read(unit -> unit.port(DocumentVersions.class).newest(1))
        .stream()
        .filter(newest -> newest.id().equals(version))
        .findFirst()
        .map(DocumentVersions.Version::files)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no version of the site documents is in force to which points could be added"));
  }

  private static void append(
      Map<String, String> files, String file, String section, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    String before =
        files.getOrDefault(file, "# Points that were mapped in the console.\n" + section + "\n");
    String end = before.endsWith("\n") ? "" : "\n";
    files.put(file, before + end + String.join("\n", lines) + "\n");
  }
}
