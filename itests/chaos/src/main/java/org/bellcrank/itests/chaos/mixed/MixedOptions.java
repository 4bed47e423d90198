package org.bellcrank.itests.chaos.mixed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bellcrank.itests.chaos.Words;

/**
 * What the command line asks for.
 *
 * @param time how long faults fall; what has begun comes to rest after it
 * @param seed of faults, moments and observations
 * @param rate observations per second of all senders together, 1 to 1000
 * @param database where the gateway keeps its rows
 * @param byHand whether a person breaks things instead
 * @param report where to write what was found
 */
public record MixedOptions(
    Duration time, long seed, int rate, Database database, boolean byHand, Optional<Path> report) {

  private static final String ALLOWED =
      "--minutes N, --seed S, --rate R, --database sqlite|postgresql, --by-hand, --report FILE";
  private static final int MOST_MINUTES = 10_000;
  private static final int MOST_RATE = 1000;
  private static final int RATE = 70;

  /** Where rows are kept. */
  public enum Database {
    SQLITE,
    POSTGRESQL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether these words are for it: minutes without halts. */
  public static boolean meant(List<String> arguments) {
    return arguments.contains("--minutes") && !arguments.contains("--kills");
  }

  /** For so long, on the database that the seed names. */
  public static MixedOptions of(Duration time, long seed) {
    return new MixedOptions(time, seed, RATE, drawn(seed), false, Optional.empty());
  }

  private static Database drawn(long seed) {
    return seed % 2 == 0 ? Database.SQLITE : Database.POSTGRESQL;
  }

  /**
   * Reads the words of the command line.
   *
   * @throws IllegalArgumentException saying what was given and what is allowed
   */
  public static MixedOptions read(List<String> arguments) {
    Duration time = Duration.ZERO;
    long seed = 1;
    int rate = RATE;
    Optional<Database> database = Optional.empty();
    boolean byHand = false;
    Optional<Path> report = Optional.empty();
    Words words = new Words(arguments, ALLOWED);
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--minutes" -> time = Duration.ofMinutes(words.number(word, 1, MOST_MINUTES));
        case "--seed" -> seed = words.number(word, 0, Integer.MAX_VALUE);
        case "--rate" -> rate = words.number(word, 1, MOST_RATE);
        case "--database" ->
            database =
                Optional.of(
                    Database.valueOf(
                        words.either(word, "sqlite", "postgresql").toUpperCase(Locale.ROOT)));
        case "--by-hand" -> byHand = true;
        case "--report" -> report = Optional.of(words.path(word));
        default -> throw words.unknown(word);
      }
    }
    return new MixedOptions(time, seed, rate, database.orElse(drawn(seed)), byHand, report);
  }
}
