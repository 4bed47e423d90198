package org.bellcrank.payload;

import java.time.Instant;
import java.util.Objects;

/**
 * A message as it came.
 *
 * @param topic where it came: an MQTT topic, or what a source has in its place, levels between
 *     slashes
 * @param bytes as sent; not changed
 * @param source who sent it, as observations name it; 1 to 128 characters
 * @param received when, by the gateway's clock
 */
public record Payload(String topic, byte[] bytes, String source, Instant received) {

  /** Refuses nulls. */
  public Payload {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(bytes, "bytes");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(received, "received");
  }
}
