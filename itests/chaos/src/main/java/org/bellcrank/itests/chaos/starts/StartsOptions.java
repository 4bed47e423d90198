package org.bellcrank.itests.chaos.starts;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param starts how often the bundles are started, 1 to 100000
 * @param seed of orders, moments and kills
 * @param report where to write what was found
 */
public record StartsOptions(int starts, long seed, Optional<Path> report) {

  static final String ALLOWED = "--starts N, --seed S, --report FILE";

  private static final int MOST = 100_000;

  /** Whether these words are for this harness. */
  public static boolean meant(List<String> arguments) {
    return arguments.contains("--starts");
  }

  /**
   * Reads the words of the command line.
   *
   * @throws IllegalArgumentException saying what was given and what is allowed
   */
  public static StartsOptions read(List<String> arguments) {
    int starts = 1;
    long seed = 1;
    Optional<Path> report = Optional.empty();
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--starts" -> starts = number(word, words, 1, MOST);
        case "--seed" -> seed = number(word, words, 0, Integer.MAX_VALUE);
        case "--report" -> report = Optional.of(Path.of(value(word, words)).toAbsolutePath());
        default ->
            throw new IllegalArgumentException("given '%s'; allowed: %s".formatted(word, ALLOWED));
      }
    }
    return new StartsOptions(starts, seed, report);
  }

  private static String value(String word, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(word + " needs a value");
    }
    return words.next();
  }

  private static int number(String word, Iterator<String> words, int least, int most) {
    String text = value(word, words);
    if (text.matches("[0-9]{1,10}")) {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return (int) number;
      }
    }
    throw new IllegalArgumentException(
        "%s: given '%s'; allowed %d to %d".formatted(word, text, least, most));
  }
}
