package org.bellcrank.console;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.bellcrank.journal.Store;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.DocumentVersions;
import org.bellcrank.site.Site;

/**
 * How pages add lines to the site documents: files of their own in a version that is checked as a
 * whole and kept aside. A person brings it into force, as any other.
 */
final class Aside {

  private final Store store;
  private final ActiveSite documents;
  private final Desks desks;

  Aside(Store store, ActiveSite documents, Desks desks) {
    this.store = store;
    this.documents = documents;
    this.desks = desks;
  }

  /**
   * The texts in force by file name, to be changed and kept.
   *
   * @throws IllegalStateException where no documents are in force
   */
  Map<String, String> inForce() {
    String version = documents.site().map(Site::version).orElse("");
    return store
        .<List<DocumentVersions.Version>>read(unit -> unit.port(DocumentVersions.class).newest(1))
        .stream()
        .filter(newest -> newest.id().equals(version))
        .findFirst()
        .map(newest -> new LinkedHashMap<>(newest.files()))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no version of the site documents is in force to which this could be added"));
  }

  /**
   * Adds lines at the end of a file whose only section is a list.
   *
   * @param first what the file begins with where it is not there yet
   */
  static void append(Map<String, String> files, String file, String first, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    String before = files.getOrDefault(file, first);
    String end = before.endsWith("\n") ? "" : "\n";
    files.put(file, before + end + String.join("\n", lines) + "\n");
  }

  /**
   * Keeps them as a version, which they are given.
   *
   * @throws IllegalArgumentException for what the check refuses, each mistake on a line
   */
  String keep(Map<String, String> files) {
    try {
      return desks.documents().keep(files);
    } catch (InvalidDocumentException e) {
      throw new IllegalArgumentException(
          String.join("\n", e.problems().stream().map(Problem::text).toList()), e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the documents folder cannot be written: " + e.getMessage() + "; nothing was kept", e);
    }
  }
}
