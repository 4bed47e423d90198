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
 * @param retained whether it was sent before and kept for who asks later, so that {@code received}
 *     is not when it was said
 * @param contentType as its sender named it, in small letters and without parameters, for example
 *     {@code application/xml}; empty where none was named
 */
public record Payload(
    String topic,
    byte[] bytes,
    String source,
    Instant received,
    boolean retained,
    String contentType) {

  /** A message that was sent now. */
  public Payload(String topic, byte[] bytes, String source, Instant received) {
    this(topic, bytes, source, received, false);
  }

  /** A message whose sender named no content type. */
  public Payload(String topic, byte[] bytes, String source, Instant received, boolean retained) {
    this(topic, bytes, source, received, retained, "");
  }

  /** Refuses nulls. */
  public Payload {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(bytes, "bytes");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(received, "received");
    Objects.requireNonNull(contentType, "contentType");
  }
}
