package org.bellcrank.itests.chaos.days;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param days without the CMMS, 1 to 365
 * @param orders that are due in them, 10 to 10000000
 * @param seed of what is seen and of the kills
 * @param kills how often the gateway is killed, 0 to 100
 * @param quota MiB that the data directory may take at first; empty for what four fifths of the
 *     orders need
 * @param report where to write what was found
 * @param folder for data directories; empty for one under target
 */
public record DaysOptions(
    int days,
    int orders,
    long seed,
    int kills,
    Optional<Integer> quota,
    Optional<Path> report,
    Optional<Path> folder) {

  static final String ALLOWED =
      "--days N, --orders N, --seed S, --kills N, --quota MIB, --report FILE, --folder DIR";

  private static final int MOST_ORDERS = 10_000_000;

  /** Whether these words are for days. */
  public static boolean meant(List<String> arguments) {
    return arguments.contains("--days");
  }

  /**
   * Reads the words of the command line.
   *
   * @throws IllegalArgumentException saying what was given and what is allowed
   */
  public static DaysOptions read(List<String> arguments) {
    DaysOptions options =
        new DaysOptions(30, 1_000_000, 1, 4, Optional.empty(), Optional.empty(), Optional.empty());
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String word = words.next();
      options = options.with(word, words);
    }
    return options;
  }

  private DaysOptions with(String word, Iterator<String> words) {
    int many = days;
    int due = orders;
    long drawn = seed;
    int ends = kills;
    Optional<Integer> most = quota;
    Optional<Path> file = report;
    Optional<Path> where = folder;
    switch (word) {
      case "--days" -> many = number(word, words, 1, 365);
      case "--orders" -> due = number(word, words, 10, MOST_ORDERS);
      case "--seed" -> drawn = number(word, words, 0, Integer.MAX_VALUE);
      case "--kills" -> ends = number(word, words, 0, 100);
      case "--quota" -> most = Optional.of(number(word, words, 1, Integer.MAX_VALUE));
      case "--report" -> file = Optional.of(Path.of(value(word, words)).toAbsolutePath());
      case "--folder" -> where = Optional.of(Path.of(value(word, words)).toAbsolutePath());
      default ->
          throw new IllegalArgumentException("given '%s'; allowed: %s".formatted(word, ALLOWED));
    }
    return new DaysOptions(many, due, drawn, ends, most, file, where);
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
