package org.bellcrank.source.mqtt.sparkplug;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What one message says.
 *
 * @param at milliseconds since 1970
 * @param seq its number, 0 to 255; empty in a death of a node
 */
public record SparkplugMessage(OptionalLong at, OptionalInt seq, List<Metric> metrics) {

  /** Metric with the number of a birth and its death. */
  public static final String BIRTH_NUMBER = "bdSeq";

  /** Metric that asks a node for a new birth. */
  public static final String REBIRTH = "Node Control/Rebirth";

  /** Keeps an unmodifiable copy. */
  public SparkplugMessage {
    metrics = List.copyOf(metrics);
  }

  /** The metric of a name. */
  public Optional<Metric> metric(String name) {
    return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
  }

  /** The number of the birth that this is, or whose death; empty where it is not told. */
  public OptionalLong birthNumber() {
    Object value = metric(BIRTH_NUMBER).flatMap(Metric::value).orElse(null);
    return value instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
  }
}
