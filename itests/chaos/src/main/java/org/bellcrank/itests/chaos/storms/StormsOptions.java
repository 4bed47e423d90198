package org.bellcrank.itests.chaos.storms;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

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
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String word = words.next();
      options = options.with(word, words);
    }
    return options;
  }

  private StormsOptions with(String word, Iterator<String> words) {
    int given = storms;
    long drawn = seed;
    int each = detections;
    int many = threads;
    Optional<Duration> most = time;
    Optional<Path> file = report;
    Optional<Path> where = folder;
    Optional<String> rows = database;
    switch (word) {
      case "--storms" -> given = number(word, words, 1, MOST);
      case "--seed" -> drawn = number(word, words, 0, Integer.MAX_VALUE);
      case "--detections" -> each = number(word, words, 10, MOST);
      case "--threads" -> many = number(word, words, 1, 256);
      case "--minutes" -> most = Optional.of(Duration.ofMinutes(number(word, words, 1, MOST)));
      case "--report" -> file = Optional.of(Path.of(value(word, words)).toAbsolutePath());
      case "--folder" -> where = Optional.of(Path.of(value(word, words)).toAbsolutePath());
      case "--database" -> rows = Optional.of(value(word, words));
      default ->
          throw new IllegalArgumentException("given '%s'; allowed: %s".formatted(word, ALLOWED));
    }
    return new StormsOptions(given, drawn, each, many, most, file, where, rows);
  }

  private static String value(String word, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(word + " needs a value");
    }
    return words.next();
  }

  private static int number(String word, Iterator<String> words, int least, int most) {
    String text = value(word, words);
    long given = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : -1;
    if (given >= least && given <= most) {
      return (int) given;
    }
    throw new IllegalArgumentException(
        "%s: given '%s'; allowed %d to %d".formatted(word, text, least, most));
  }
}
