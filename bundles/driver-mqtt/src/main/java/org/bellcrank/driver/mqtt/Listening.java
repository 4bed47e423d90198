package org.bellcrank.driver.mqtt;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.driver.modbus.channel.ListenedChannel;
import org.bellcrank.driver.modbus.channel.RefusedValueException;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who listens to which topic; each message is told, as is the connection's end. */
final class Listening {

  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  private final String whose;
  private final Clock clock;

  /** By topic. */
  private final Map<String, List<Heard>> heard = new HashMap<>();

  Listening(String whose, Clock clock) {
    this.whose = whose;
    this.clock = clock;
  }

  /** A channel that somebody listens to; without a point where its settings are refused. */
  record Heard(ListenedChannel channel, Optional<Point> point) {

    String topic() {
      return point.map(Point::topic).orElse("");
    }
  }

  /**
   * Somebody listens to a channel, described as in an asset.
   *
   * @throws IllegalArgumentException when the channel names no type of value
   */
  synchronized Heard add(Map<String, Object> channel, ChannelListener listener) {
    ListenedChannel made = new ListenedChannel("MQTT driver " + whose, channel, listener);
    Optional<Point> point;
    try {
      point = Optional.of(ChannelSettings.point(made.settings()));
    } catch (RefusedValueException e) {
      point = Optional.empty(); // reading it tells why
    }
    Heard added = new Heard(made, point);
    heard.computeIfAbsent(added.topic(), unused -> new ArrayList<>()).add(added);
    return added;
  }

  /** A listener hears nothing any more, of no channel. */
  synchronized void remove(ChannelListener listener) {
    heard.values().forEach(all -> all.removeIf(each -> each.channel().isOf(listener)));
    heard.values().removeIf(List::isEmpty);
  }

  /** Whether anybody listens. */
  synchronized boolean isHeard() {
    return !heard.isEmpty();
  }

  private synchronized List<Heard> of(String topic) {
    return List.copyOf(heard.getOrDefault(topic, List.of()));
  }

  private synchronized List<Heard> all() {
    return heard.values().stream().flatMap(List::stream).toList();
  }

  /**
   * Tells those who listen to a topic what is newest of it.
   *
   * @param kept whether it is what the broker had kept from before, which not all want to hear
   */
  void tell(String topic, boolean kept, Topics topics) {
    tell(
        of(topic).stream()
            .filter(each -> !kept || each.point().map(Point::retained).orElse(true))
            .toList(),
        topics);
  }

  /** Tells these what is newest. */
  void tell(List<Heard> listeners, Topics topics) {
    if (!listeners.isEmpty()) {
      Reading reading = reading(listeners);
      reading.fill(topics);
      tell(listeners, reading);
    }
  }

  /** Tells everybody that nothing comes. */
  void tellAll(String why) {
    tell(all(), why);
  }

  /** Tells these that nothing comes. */
  void tell(List<Heard> listeners, String why) {
    Reading reading = reading(listeners);
    reading.fail(why, null);
    tell(listeners, reading);
  }

  private Reading reading(List<Heard> listeners) {
    return new Reading(listeners.stream().map(each -> each.channel().record()).toList(), clock);
  }

  private void tell(List<Heard> listeners, Reading reading) {
    List<ChannelRecord> records = reading.records();
    for (int i = 0; i < listeners.size(); i++) {
      try {
        listeners.get(i).channel().tell(records.get(i));
      } catch (RuntimeException e) {
        // A listener of any maker is called here: the next one is told all the same.
        LOG.error("MQTT driver {}: a listener failed; the others are told", whose, e);
      }
    }
  }
}
