package org.bellcrank.replay;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.site.DocumentVersions;

/**
 * Writes what a replay needs besides the journal, as JSON lines: a head {@code
 * {"recording":"bellcrank","format":1,"decided":N}}, the versions of the site documents, then the
 * accepted observations. Evidence is named by its hash and not part of it.
 */
public final class RecordingExport {

  /** The name under which {@link HistoryRecording} looks for the journal. */
  public static final String JOURNAL = "journal.jsonl";

  /** The name under which {@link HistoryRecording} looks for the rest. */
  public static final String REST = "recording.jsonl";

  private static final int PAGE = 500;
  private static final int VERSIONS = 1000;

  private RecordingExport() {}

  /**
   * Writes a file, page by page, so that the store is never held up for long.
   *
   * @return how many observations it holds
   * @throws IOException when it cannot be written
   */
  public static long write(Store store, Path file) throws IOException {
    long decided = store.read(unit -> unit.port(Positions.class).position("pipeline"));
    List<DocumentVersions.Version> versions =
        store.read(unit -> unit.port(DocumentVersions.class).newest(VERSIONS));
    long written = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      line(
          out,
          Facts.with("recording", "bellcrank").put("format", 1).put("decided", decided).build());
      for (DocumentVersions.Version version : versions) {
        line(
            out,
            Facts.with("documents", version.id())
                .put("files", Facts.of(new TreeMap<>(version.files())))
                .build());
      }
      long at = 0;
      while (at < decided) {
        long after = at;
        List<ObservationBook.Stored> page =
            store.read(unit -> unit.port(ObservationBook.class).after(after, PAGE));
        if (page.isEmpty()) {
          break;
        }
        for (ObservationBook.Stored each : page) {
          line(out, facts(each));
          written++;
          at = each.position();
        }
      }
    }
    return written;
  }

  private static Facts facts(ObservationBook.Stored stored) {
    return Facts.with("position", stored.position())
        .put("acceptedAt", stored.acceptedAt())
        .put("observation", stored.observation().facts())
        .build();
  }

  private static void line(Writer out, Facts facts) throws IOException {
    out.write(facts.json());
    out.write('\n');
  }
}
