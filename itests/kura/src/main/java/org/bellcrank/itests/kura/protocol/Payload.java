package org.bellcrank.itests.kura.protocol;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What travels in one message of Kura's cloud protocol.
 *
 * @param timestamp milliseconds since 1970, or null where the sender gave none
 * @param metrics of types Double, Float, Long, Integer, Boolean, String, byte[], by name
 * @param body null where there is none
 */
public record Payload(Long timestamp, Map<String, Object> metrics, byte[] body) {

  public Payload {
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  public static Payload of(Map<String, Object> metrics) {
    return new Payload(System.currentTimeMillis(), metrics, null);
  }

  /** Null where the metric is absent. */
  public Object metric(String name) {
    return metrics.get(name);
  }

  /** Null where the metric is absent. */
  public String text(String name) {
    Object value = metrics.get(name);
    return value == null ? null : value.toString();
  }
}
