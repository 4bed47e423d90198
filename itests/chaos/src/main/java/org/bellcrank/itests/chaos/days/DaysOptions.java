package org.bellcrank.itests.chaos.days;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bellcrank.itests.chaos.Words;

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
    Words words = new Words(arguments, ALLOWED);
    while (words.hasNext()) {
      String word = words.next();
      options = options.with(word, words);
    }
    return options;
  }

  private DaysOptions with(String word, Words words) {
    int many = days;
    int due = orders;
    long drawn = seed;
    int ends = kills;
    Optional<Integer> most = quota;
    Optional<Path> file = report;
    Optional<Path> where = folder;
    switch (word) {
      case "--days" -> many = words.number(word, 1, 365);
      case "--orders" -> due = words.number(word, 10, MOST_ORDERS);
      case "--seed" -> drawn = words.number(word, 0, Integer.MAX_VALUE);
      case "--kills" -> ends = words.number(word, 0, 100);
      case "--quota" -> most = Optional.of(words.number(word, 1, Integer.MAX_VALUE));
      case "--report" -> file = Optional.of(words.path(word));
      case "--folder" -> where = Optional.of(words.path(word));
      default -> throw words.unknown(word);
    }
    return new DaysOptions(many, due, drawn, ends, most, file, where);
  }
}
