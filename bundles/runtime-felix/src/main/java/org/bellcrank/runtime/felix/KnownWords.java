package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The words of a set of packages, kept in a file: asking the packages takes seconds, since all of
 * them are installed for it. What was kept counts as long as the packages and the launcher are the
 * same files, told by place, size and time.
 */
final class KnownWords {

  private static final Logger LOG = LoggerFactory.getLogger(KnownWords.class);
  private static final String PACKAGES = "packages";
  private static final String SUMMARY = ".summary";
  private static final String HELP = ".help";

  private final Path file;
  private final List<Path> packages;

  /**
   * @param file where they are kept; need not be there
   * @param packages whatever the words come from; all are there
   */
  KnownWords(Path file, List<Path> packages) {
    this.file = file;
    this.packages = List.copyOf(packages);
  }

  /** By name; empty where none are kept, or those of other packages. */
  Optional<SortedMap<String, Word>> read() {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    Properties kept = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      kept.load(reader);
      if (!traits().equals(kept.remove(PACKAGES))) {
        return Optional.empty();
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.info("{} cannot be read; the packages are asked again: {}", file, e.getMessage());
      return Optional.empty();
    }
    SortedMap<String, Word> words = new TreeMap<>();
    for (String key : kept.stringPropertyNames()) {
      if (key.endsWith(SUMMARY)) {
        String name = key.substring(0, key.length() - SUMMARY.length());
        words.put(name, new Word(name, kept.getProperty(key), kept.getProperty(name + HELP, "")));
      }
    }
    return Optional.of(words);
  }

  /** Keeps them for the next call; where that is not possible, the next one asks again. */
  void write(Map<String, Word> words) {
    Properties kept = new Properties();
    for (Word word : words.values()) {
      kept.setProperty(word.name() + SUMMARY, word.summary());
      kept.setProperty(word.name() + HELP, word.help());
    }
    try {
      kept.setProperty(PACKAGES, traits());
      Files.createDirectories(file.getParent());
      // Two calls at the same time: each writes a file of its own and puts it in place at once.
      Path fresh = Files.createTempFile(file.getParent(), "words", ".new");
      try (Writer writer = Files.newBufferedWriter(fresh)) {
        kept.store(writer, "words of the packages named below; may be deleted");
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.info("{} cannot be written; the packages are asked each time: {}", file, e.getMessage());
    }
  }

  private String traits() throws IOException {
    StringBuilder traits = new StringBuilder();
    for (Path each : packages) {
      traits.append(
          "%s %d %d;"
              .formatted(each, Files.size(each), Files.getLastModifiedTime(each).toMillis()));
    }
    return traits.toString();
  }
}
