package org.bellcrank.itests.chaos;

import java.nio.file.Path;
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
    Words words = new Words(arguments, ALLOWED);
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--kills" -> kills = words.number(word, 1, 10_000);
        case "--seed" -> seed = words.number(word, 0, Integer.MAX_VALUE);
        case "--rate" -> rate = words.number(word, 1, 1_000);
        case "--report" -> report = Optional.of(words.path(word));
        default -> throw words.unknown(word);
      }
    }
    return new ChaosOptions(kills, seed, rate, report);
  }
}
