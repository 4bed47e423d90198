package org.bellcrank.asset;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The channel of a driver that gives a point's values.
 *
 * @param driver name of the driver's instance ({@code kura.service.pid}), 1 to 100 characters
 * @param settings the driver's own settings of a channel as texts, such as address and form; the
 *     driver checks them
 * @param type in which type the driver is asked for the value
 * @param every how often it is read, {@link #SHORTEST} to {@link #LONGEST}; empty: the driver tells
 *     it when it changes
 * @param scale what the driver's value is multiplied with, finite
 * @param offset what is added to it then, finite
 * @param unit UCUM unit after scale and offset; empty: the point's
 */
public record DriverChannel(
    String driver,
    Map<String, String> settings,
    Type type,
    Optional<Duration> every,
    double scale,
    double offset,
    Optional<String> unit) {

  /** The shortest period of reading. */
  public static final Duration SHORTEST = Duration.ofMillis(20);

  /** The longest period of reading. */
  public static final Duration LONGEST = Duration.ofHours(24);

  static final String PERIODS = "PT0.02S to PT24H";

  /**
   * Keeps an unmodifiable copy.
   *
   * @throws IllegalArgumentException for a period out of range
   */
  public DriverChannel {
    settings = Map.copyOf(settings);
    if (every.filter(DriverChannel::isNoPeriod).isPresent()) {
      throw new IllegalArgumentException(
          "every: given %s; allowed: %s".formatted(every.get(), PERIODS));
    }
  }

  static boolean isNoPeriod(Duration given) {
    return given.compareTo(SHORTEST) < 0 || given.compareTo(LONGEST) > 0;
  }

  /** In which type a driver gives a value. */
  public enum Type {
    /** True and false; 1 and 0 as a number. */
    BOOLEAN,
    /** A whole number of 32 bits. */
    INTEGER,
    /** A whole number of 64 bits. */
    LONG,
    /** A number of 32 bits. */
    FLOAT,
    /** A number of 64 bits. */
    DOUBLE,
    /** A text that is a number. */
    STRING
  }
}
