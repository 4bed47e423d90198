package org.bellcrank.source.mqtt.sparkplug;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One metric of a message.
 *
 * @param name empty where only the alias is told
 * @param at milliseconds since 1970; empty where the message's time holds
 * @param type number of its type, 0 where it is not told
 * @param value {@link Double}, {@link Long}, {@link Boolean} or {@link String}; empty for null, and
 *     for what this gateway makes nothing of, such as data sets
 * @param isNull whether the sender says that there is no value
 * @param quality what the property Quality says: 192 good, 0 bad, 500 stale; empty without it
 * @param unit what the property engUnit says
 * @param historical whether the sender says that it is told late, from what it kept while nobody
 *     heard it
 */
public record Metric(
    String name,
    OptionalLong alias,
    OptionalLong at,
    int type,
    Optional<Object> value,
    boolean isNull,
    OptionalInt quality,
    Optional<String> unit,
    boolean historical) {

  /** Type of whole numbers of 64 bits with sign. */
  public static final int INT64 = 4;

  /** Type of numbers of 64 bits with a fraction. */
  public static final int DOUBLE = 10;

  /** Type of truth values. */
  public static final int BOOLEAN = 11;

  /** Type of texts. */
  public static final int STRING = 12;

  /** Refuses nulls. */
  public Metric {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }

  /** A metric by name. */
  public static Metric of(String name, int type, Object value) {
    return new Metric(
        name,
        OptionalLong.empty(),
        OptionalLong.empty(),
        type,
        Optional.of(value),
        false,
        OptionalInt.empty(),
        Optional.empty(),
        false);
  }
}
