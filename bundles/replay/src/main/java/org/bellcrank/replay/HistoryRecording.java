package org.bellcrank.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.FactsException;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.ObservationText;

/**
 * The recording of another gateway, as a courier brought it: a folder with the exported journal and
 * the file of {@link RecordingExport}. It is read once from front to back, so its warm-up is always
 * from the beginning; close it in the end.
 */
public final class HistoryRecording implements Recording, AutoCloseable {

  private final Path folder;
  private final BufferedReader journal;
  private final BufferedReader rest;
  private final Map<String, Map<String, String>> texts = new HashMap<>();
  private final long decided;
  private Facts ahead;

  /**
   * Opens a folder.
   *
   * @throws IOException when a file is missing or is none of a recording
   */
  public HistoryRecording(Path folder) throws IOException {
    this.folder = folder;
    journal = reader(folder.resolve(RecordingExport.JOURNAL));
    rest = reader(folder.resolve(RecordingExport.REST));
    Facts head = next(rest).orElse(Facts.empty());
    next(journal);
    if (!head.text("recording").equals(Optional.of("bellcrank"))) {
      close();
      throw new IOException(
          "%s is none of a recording; allowed: what courier import wrote below received"
              .formatted(folder.resolve(RecordingExport.REST)));
    }
    decided = head.whole("decided").orElse(0);
    ahead = next(rest).orElse(null);
    while (ahead != null && ahead.has("documents")) {
      Map<String, String> files = new HashMap<>();
      ahead
          .facts("files")
          .orElse(Facts.empty())
          .values()
          .forEach((name, text) -> files.put(name, String.valueOf(text)));
      texts.put(ahead.requireText("documents"), files);
      ahead = next(rest).orElse(null);
    }
  }

  private static BufferedReader reader(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "%s is missing; allowed: a folder with %s and %s, as courier import writes it"
              .formatted(file, RecordingExport.JOURNAL, RecordingExport.REST));
    }
    return Files.newBufferedReader(file, StandardCharsets.UTF_8);
  }

  private Optional<Facts> next(BufferedReader reader) {
    try {
      String line = reader.readLine();
      return line == null ? Optional.empty() : Optional.of(Facts.parse(line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FactsException e) {
      throw new UncheckedIOException(
          new IOException("%s is damaged: %s".formatted(folder, e.getMessage())));
    }
  }

  @Override
  public List<Entry> entries(long after, int limit) {
    List<Entry> page = new ArrayList<>();
    while (page.size() < limit) {
      Optional<Facts> line = next(journal).filter(facts -> facts.has("sequence"));
      if (line.isEmpty()) {
        break;
      }
      Entry entry = entry(line.get());
      if (entry.sequence() > after) {
        page.add(entry);
      }
    }
    return page;
  }

  private static Entry entry(Facts line) {
    return new Entry(
        line.whole("sequence").orElseThrow(),
        line.requireInstant("at"),
        line.requireText("kind"),
        line.requireText("subject"),
        Facts.parse(line.requireText("facts")),
        line.requireText("previousHash"),
        line.requireText("hash"));
  }

  @Override
  public List<ObservationBook.Stored> observations(long after, int limit) {
    List<ObservationBook.Stored> page = new ArrayList<>();
    while (ahead != null && page.size() < limit) {
      ObservationBook.Stored stored =
          new ObservationBook.Stored(
              ahead.whole("position").orElseThrow(),
              ahead.requireInstant("acceptedAt"),
              ObservationText.from(ahead.facts("observation").orElse(Facts.empty())));
      if (stored.position() > after) {
        page.add(stored);
      }
      ahead = next(rest).orElse(null);
    }
    return page;
  }

  @Override
  public long decided() {
    return decided;
  }

  @Override
  public Start start(Instant from) {
    return Start.BEGINNING;
  }

  @Override
  public Optional<Map<String, String>> documents(String version) {
    return Optional.ofNullable(texts.get(version));
  }

  @Override
  public Optional<String> inForce(long entry) {
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    journal.close();
    rest.close();
  }
}
