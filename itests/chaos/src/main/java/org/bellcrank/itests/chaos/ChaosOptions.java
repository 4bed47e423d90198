package org.bellcrank.itests.chaos;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param kills how often the gateway is killed, 1 to 10000
 * @param seed of every draw: moments, observations and faults
 * @param rate observations per second of all senders together while the gateway is up, 1 to 1000
 * @param report where to write what was found
 */
record ChaosOptions(int kills, long seed, int rate, Optional<Path> report) {

  static final String ALLOWED = "--kills N, --seed S, --rate R, --report FILE";

  private static final int KILLS = 200;
  private static final int RATE = 40;

  static ChaosOptions of(int kills, long seed) {
    return new ChaosOptions(kills, seed, RATE, Optional.empty());
  }

  /**
   * Reads the words of the command line.
   *
   * @throws IllegalArgumentException saying what was given and what is allowed
   */
  static ChaosOptions read(List<String> arguments) {
    int kills = KILLS;
    long seed = 1;
    int rate = RATE;
    Optional<Path> report = Optional.empty();
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--kills" -> kills = (int) number(word, words, 1, 10_000);
        case "--seed" -> seed = number(word, words, 0, Integer.MAX_VALUE);
        case "--rate" -> rate = (int) number(word, words, 1, 1_000);
        case "--report" -> report = Optional.of(Path.of(value(word, words)));
        default ->
            throw new IllegalArgumentException("given '%s'; allowed: %s".formatted(word, ALLOWED));
      }
    }
    return new ChaosOptions(kills, seed, rate, report);
  }

  private static String value(String word, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(word + " needs a value");
    }
    return words.next();
  }

  private static long number(String word, Iterator<String> words, long least, long most) {
    String text = value(word, words);
    if (text.matches("[0-9]{1,10}")) {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        "%s: given '%s'; allowed %d to %d".formatted(word, text, least, most));
  }
}
