package org.bellcrank.itests.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bellcrank.verb.Terminal;

/** The report of a demo, where one is asked for. */
final class ReportFile {

  private final Optional<Path> file;
  private final JourneyReport report;
  private final Terminal terminal;
  private final long begun = System.nanoTime();
  private boolean written;

  /** The demo begins now. */
  ReportFile(Optional<Path> file, JourneyReport report, Terminal terminal) {
    this.file = file;
    this.report = report;
    this.terminal = terminal;
  }

  void write() throws IOException {
    if (file.isEmpty()) {
      return;
    }
    String json = report.json(Duration.ofNanos(System.nanoTime() - begun));
    Files.createDirectories(file.get().toAbsolutePath().getParent());
    Files.writeString(file.get(), json);
    written = true;
    terminal.line("report in " + file.get());
  }

  /** For a demo that is stopped before its end. */
  void writeIfDue() {
    if (written) {
      return;
    }
    try {
      write();
    } catch (IOException e) {
      terminal.error("demo: the report cannot be written: " + e);
    }
  }
}
