package org.bellcrank.itests.chaos.starts;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bellcrank.itests.chaos.Words;

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
    Words words = new Words(arguments, ALLOWED);
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--starts" -> starts = words.number(word, 1, MOST);
        case "--seed" -> seed = words.number(word, 0, Integer.MAX_VALUE);
        case "--report" -> report = Optional.of(words.path(word));
        default -> throw words.unknown(word);
      }
    }
    return new StartsOptions(starts, seed, report);
  }
}
