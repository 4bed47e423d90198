package org.bellcrank.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What an export tells of evidence that the gateway removed: it is gone, not missing. */
final class RemovedEvidence {

  private RemovedEvidence() {}

  /** One line; empty where nothing was removed. */
  static Optional<String> in(Path export) throws IOException {
    long pieces = 0;
    long bytes = 0;
    String last = "";
    try (BufferedReader lines = Files.newBufferedReader(export)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("\"evidence.removed\"")) {
          Facts entry = Facts.parse(line);
          if (entry.text("kind").filter("evidence.removed"::equals).isPresent()) {
            Facts facts = Facts.parse(entry.requireText("facts"));
            pieces += facts.whole("pieces").orElse(0);
            bytes += facts.whole("bytes").orElse(0);
            last = entry.requireText("at");
          }
        }
      }
    }
    return pieces == 0
        ? Optional.empty()
        : Optional.of(
            "Removed by retention: %d pieces of evidence, %s, last on %s; the entries name each"
                .formatted(pieces, Room.text(bytes), last));
  }
}
