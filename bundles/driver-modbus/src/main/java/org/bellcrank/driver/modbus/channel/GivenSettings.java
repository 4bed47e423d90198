package org.bellcrank.driver.modbus.channel;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of a channel, read one by one. A gateway hands numbers over as texts; what is
 * missing or blank has its default.
 */
public record GivenSettings(Map<String, Object> settings) {

  /** A text without what is blank around it; empty where there is none. */
  public String text(String key) {
    Object given = settings.get(key);
    return given == null ? "" : given.toString().strip();
  }

  /**
   * A whole number of a range, both ends included.
   *
   * @throws RefusedValueException naming the setting, what was given and what is allowed
   */
  public int whole(String key, int low, int high, int otherwise) throws RefusedValueException {
    String given = text(key);
    if (given.isEmpty()) {
      return otherwise;
    }
    if (given.matches("[0-9]{1,9}")) {
      int value = Integer.parseInt(given);
      if (value >= low && value <= high) {
        return value;
      }
    }
    throw new RefusedValueException(key, given, "a whole number of %d to %d".formatted(low, high));
  }

  /**
   * One of some words, in either case.
   *
   * @throws RefusedValueException naming the setting, what was given and what is allowed
   */
  public <E extends Enum<E>> E one(String key, Class<E> type, E otherwise)
      throws RefusedValueException {
    String given = text(key);
    if (given.isEmpty()) {
      return otherwise;
    }
    for (E each : type.getEnumConstants()) {
      if (each.name().equals(given.toUpperCase(Locale.ROOT))) {
        return each;
      }
    }
    throw new RefusedValueException(
        key,
        given,
        Stream.of(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")));
  }
}
