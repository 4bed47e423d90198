package org.bellcrank.source.mqtt.link;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bellcrank.keys.KeyChoice;

/**
 * What is needed to connect.
 *
 * @param whose in front of what is logged, for example {@code MQTT source}
 * @param topics filters to subscribe to at QoS 1; may be empty
 * @param password asked for at each try; never logged
 * @param keeps whether the broker keeps the session while we are away: on MQTT 5 for 30 days, on
 *     3.1.1 as long as the broker likes
 * @param will asked for at each try
 */
public record LinkSettings(
    String whose,
    MqttVersion version,
    URI broker,
    String clientId,
    List<String> topics,
    String username,
    Supplier<String> password,
    KeyChoice keys,
    boolean keeps,
    Supplier<Optional<Will>> will) {

  /** Keeps an unmodifiable copy. */
  public LinkSettings {
    topics = List.copyOf(topics);
  }

  /** Never the password. */
  @Override
  public String toString() {
    return clientId + "@" + broker + " " + topics;
  }
}
