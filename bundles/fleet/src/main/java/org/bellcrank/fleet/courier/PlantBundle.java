package org.bellcrank.fleet.courier;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.JournalExport;
import org.bellcrank.journal.Store;
import org.bellcrank.site.DocumentVersions;
import org.bellcrank.site.SiteDocuments;

/** The know-how of a gateway: what of it lies where, and what of it goes into an archive. */
final class PlantBundle {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Store store;
  private final SiteDocuments documents;
  private final DataDirectory data;

  PlantBundle(Store store, SiteDocuments documents, DataDirectory data) {
    this.store = store;
    this.documents = documents;
    this.data = data;
  }

  Optional<DocumentVersions.Version> inForce() {
    return store.read(unit -> unit.port(DocumentVersions.class).latest());
  }

  /** The documents in force as files in a folder of the caller's. */
  Map<String, Path> documents(Path scratch) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    Optional<DocumentVersions.Version> version = inForce();
    if (version.isPresent()) {
      for (String name : new TreeSet<>(version.get().files().keySet())) {
        Path file = scratch.resolve("document-" + name);
        files.put("documents/" + name, Files.writeString(file, version.get().files().get(name)));
      }
    }
    return files;
  }

  /** The journal as one file that {@code verify} reads, and what stands in it last. */
  JournalExport.Head history(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      return JournalExport.write(store, out);
    }
  }

  Path labels() {
    return data.root().resolve("labels");
  }

  Path models() {
    return data.models();
  }

  /** Where files of an import or an update are put that nothing reads by itself. */
  Path received(String what) {
    return data.root().resolve("received").resolve(what);
  }

  /**
   * Brings texts into force and into the documents folder.
   *
   * @throws InvalidDocumentException when they do not fit this gateway; nothing was changed
   */
  Optional<Path> activate(Map<String, String> texts, Instant at)
      throws IOException, InvalidDocumentException {
    return documents.returnTo(new DocumentVersions.Version("", at, texts));
  }

  /** What differs between an archive, after the sheet, and this gateway; empty: nothing. */
  List<String> differences(
      CourierContent content, Map<String, String> texts, Optional<Path> connectors)
      throws IOException {
    List<String> lines = new ArrayList<>();
    Map<String, String> here = inForce().map(DocumentVersions.Version::files).orElse(Map.of());
    TreeSet<String> names = new TreeSet<>(texts.keySet());
    names.addAll(here.keySet());
    for (String name : names) {
      if (!texts.containsKey(name)) {
        lines.add("documents/" + name + ": only here");
      } else if (!here.containsKey(name)) {
        lines.add("documents/" + name + ": only in the file");
      } else if (!here.get(name).equals(texts.get(name))) {
        lines.add("documents/" + name + ": differs");
      }
    }
    folder(content, "models/", models(), lines);
    folder(content, "labels/", labels(), lines);
    if (connectors.isPresent()) {
      folder(content, "connectors/", connectors.get(), lines);
    }
    return lines;
  }

  private static void folder(CourierContent content, String prefix, Path folder, List<String> lines)
      throws IOException {
    Map<String, Path> here = CourierFile.below(folder, prefix);
    for (Map.Entry<String, String> each : content.hashes().entrySet()) {
      if (!each.getKey().startsWith(prefix)) {
        continue;
      }
      Path file = here.remove(each.getKey());
      if (file == null) {
        lines.add(each.getKey() + ": only in the file");
      } else if (!CourierFile.hash(Files.newInputStream(file)).equals(each.getValue())) {
        lines.add(each.getKey() + ": differs");
      }
    }
    here.keySet().forEach(name -> lines.add(name + ": only here"));
  }

  /**
   * Copies the entries of a folder; a file that is there otherwise is kept beside under its name
   * and the time.
   *
   * @return how many were written
   */
  static int copy(CourierContent content, String prefix, Path folder, Instant at)
      throws IOException {
    int written = 0;
    for (Map.Entry<String, String> each : content.hashes().entrySet()) {
      if (!each.getKey().startsWith(prefix)) {
        continue;
      }
      Path target = folder.resolve(each.getKey().substring(prefix.length()));
      if (Files.exists(target)) {
        if (CourierFile.hash(Files.newInputStream(target)).equals(each.getValue())) {
          continue;
        }
        Files.move(
            target,
            target.resolveSibling(".%s.%s".formatted(target.getFileName(), STAMP.format(at))));
      }
      content.copy(each.getKey(), target);
      written++;
    }
    return written;
  }
}
