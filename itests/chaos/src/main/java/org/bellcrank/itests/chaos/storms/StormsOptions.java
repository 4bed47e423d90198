package org.bellcrank.itests.chaos.storms;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bellcrank.itests.chaos.Words;

/**
 * What the command line asks for.
 *
 * @param storms how many, 1 to 1000000
 * @param seed of all of them; each has a seed of its own drawn from it
 * @param detections of the first cause in each storm, 10 to 1000000
 * @param threads that send, 1 to 256
 * @param time after which it ends early; empty for none
 * @param report where to write what was found
 * @param folder for data directories; empty for one under target
 * @param database address of a PostgreSQL database; empty for SQLite
 */
public record StormsOptions(
    int storms,
    long seed,
    int detections,
    int threads,
    Optional<Duration> time,
    Optional<Path> report,
    Optional<Path> folder,
    Optional<String> database) {

  static final String ALLOWED =
      "--storms N, --seed S, --detections D, --threads T, --minutes M, --report FILE, --folder DIR,"
          + " --database ADDRESS";

  private static final int MOST = 1_000_000;

  /** Whether these words are for storms. */
  public static boolean meant(List<String> arguments) {
    return arguments.contains("--storms");
  }

  /**
   * Reads the words of the command line.
   *
   * @throws IllegalArgumentException saying what was given and what is allowed
   */
  public static StormsOptions read(List<String> arguments) {
    StormsOptions options =
        new StormsOptions(
            1,
            1,
            10_000,
            16,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Words words = new Words(arguments, ALLOWED);
    while (words.hasNext()) {
      String word = words.next();
      options = options.with(word, words);
    }
    return options;
  }

  private StormsOptions with(String word, Words words) {
    int given = storms;
    long drawn = seed;
    int each = detections;
    int many = threads;
    Optional<Duration> most = time;
    Optional<Path> file = report;
    Optional<Path> where = folder;
    Optional<String> rows = database;
    switch (word) {
      case "--storms" -> given = words.number(word, 1, MOST);
      case "--seed" -> drawn = words.number(word, 0, Integer.MAX_VALUE);
      case "--detections" -> each = words.number(word, 10, MOST);
      case "--threads" -> many = words.number(word, 1, 256);
      case "--minutes" -> most = Optional.of(Duration.ofMinutes(words.number(word, 1, MOST)));
      case "--report" -> file = Optional.of(words.path(word));
      case "--folder" -> where = Optional.of(words.path(word));
      case "--database" -> rows = Optional.of(words.text(word));
      default -> throw words.unknown(word);
    }
    return new StormsOptions(given, drawn, each, many, most, file, where, rows);
  }
}
