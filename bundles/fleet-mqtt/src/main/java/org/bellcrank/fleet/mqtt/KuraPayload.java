package org.bellcrank.fleet.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A message of the Kura cloud protocol.
 *
 * @param metrics by name: Double, Float, Long, Integer, Boolean, String or byte[]
 * @param body empty where there is none
 */
record KuraPayload(Map<String, Object> metrics, byte[] body) {

  static KuraPayload empty() {
    return new KuraPayload(Map.of(), new byte[0]);
  }

  /** The same with one metric more. */
  KuraPayload with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(metrics);
    more.put(name, value);
    return new KuraPayload(more, body);
  }

  KuraPayload withBody(byte[] bytes) {
    return new KuraPayload(metrics, bytes);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(metrics.get(name)).map(String::valueOf);
  }

  /** A whole number; empty where the metric is missing or no number. */
  Optional<Long> whole(String name) {
    return metrics.get(name) instanceof Number number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Never the metrics: they may hold secrets. */
  @Override
  public String toString() {
    return metrics.keySet() + ", body of " + body.length + " bytes";
  }
}
