package org.bellcrank.source.mqtt.sparkplug;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bellcrank.observation.DeviceStatus.Status;
import org.bellcrank.source.mqtt.sparkplug.HostEvent.Change;
import org.bellcrank.source.mqtt.sparkplug.HostEvent.Rebirth;
import org.bellcrank.stream.Sample;

/** What a host knows of one node and its devices. */
final class NodeView {

  /** Devices of one node that are remembered. */
  static final int MOST_DEVICES = 1_000;

  private final SparkplugTopic topic;
  private final PointNames names;
  private final HostCounts counts;
  private final Room room;

  /** Who is alive; the node itself is the device "". */
  private final Map<String, DeviceView> alive = new LinkedHashMap<>();

  /** Devices that were alive when the node was born anew, and were not yet themselves. */
  private final Set<String> awaited = new LinkedHashSet<>();

  private boolean everBorn;
  private Instant bornAt = Instant.EPOCH;

  /** Whether something may have been missed while there was no connection. */
  private boolean doubted;

  private OptionalLong birthNumber = OptionalLong.empty();
  private int next;

  /** Why a birth is wanted that was not asked for yet. */
  private Optional<String> wanted = Optional.empty();

  /** The last request; a birth that answers it does not end the pause after it. */
  private Optional<Instant> asked = Optional.empty();

  /** The request that followed from the doubt. */
  private Optional<Instant> askedInDoubt = Optional.empty();

  NodeView(SparkplugTopic topic, PointNames names, HostCounts counts, Room room) {
    this.topic = topic;
    this.names = names;
    this.counts = counts;
    this.room = room;
  }

  boolean isAlive() {
    return alive.containsKey("") && !doubted;
  }

  /** Whether nothing is known of it that would be missed. */
  boolean isForgettable() {
    return alive.isEmpty();
  }

  boolean wasEverBorn() {
    return everBorn;
  }

  /** The connection was lost meanwhile; of the dead nothing is expected. */
  void doubt() {
    if (alive.containsKey("")) {
      doubted = true;
      askedInDoubt = Optional.empty();
      want("the connection was lost meanwhile");
    }
  }

  /** A birth is needed. */
  void want(String reason) {
    wanted = Optional.of(reason);
  }

  /** The request that is due, once, in pauses. */
  Optional<Rebirth> ask(Instant now, Duration pause) {
    if (wanted.isEmpty() || asked.filter(last -> now.isBefore(last.plus(pause))).isPresent()) {
      return Optional.empty();
    }
    Rebirth request = new Rebirth(topic.group(), topic.node(), wanted.get());
    wanted = Optional.empty();
    asked = Optional.of(now);
    if (doubted) {
      askedInDoubt = asked;
    }
    counts.rebirths++;
    return Optional.of(request);
  }

  /** Whether the message has the number after the last one; counting goes on from it. */
  boolean follows(SparkplugMessage message) {
    boolean fits = message.seq().isPresent() && message.seq().getAsInt() == next;
    next = (message.seq().orElse(next) + 1) % 256;
    return fits;
  }

  void born(SparkplugMessage message, Instant now, List<HostEvent> events) {
    awaited.clear();
    awaited.addAll(alive.keySet());
    awaited.remove("");
    alive.values().forEach(DeviceView::forgetNames);
    everBorn = true;
    bornAt = now;
    doubted = false;
    wanted = Optional.empty();
    birthNumber = message.birthNumber();
    next = (message.seq().orElse(0) + 1) % 256;
    born("", message, now, events);
  }

  void deviceBorn(String device, SparkplugMessage message, Instant now, List<HostEvent> events) {
    awaited.remove(device);
    born(device, message, now, events);
  }

  private void born(String device, SparkplugMessage message, Instant now, List<HostEvent> events) {
    DeviceView view = alive.get(device);
    if (view == null) {
      if (alive.size() > MOST_DEVICES || !room.take(DeviceView.OWN)) {
        counts.crowded++;
        return;
      }
      view = new DeviceView(topic, device, names, counts, room);
      alive.put(device, view);
      events.add(new Change(source(device), Status.OK, "born"));
    }
    view.named(message);
    values(device, message, now, events);
  }

  /** What time brings: devices that a new life did not bring along, and silence after a doubt. */
  void expire(Instant now, Duration patience, List<HostEvent> events) {
    if (!awaited.isEmpty() && now.isAfter(bornAt.plus(patience))) {
      for (String device : List.copyOf(awaited)) {
        gone(device, "not born again with its node", now, events);
      }
    }
    if (doubted && askedInDoubt.filter(last -> !now.isBefore(last.plus(patience))).isPresent()) {
      lost("no birth after the connection came back", now, events);
    }
  }

  /** The death of an earlier life, which the broker told late, is none. */
  void died(SparkplugMessage message, Instant now, List<HostEvent> events) {
    OptionalLong told = message.birthNumber();
    if (told.isPresent() && birthNumber.isPresent() && !told.equals(birthNumber)) {
      return;
    }
    lost("the node died", now, events);
  }

  private void lost(String why, Instant now, List<HostEvent> events) {
    for (String device : List.copyOf(alive.keySet())) {
      gone(device, why, now, events);
    }
    doubted = false;
    wanted = Optional.empty();
  }

  void deviceDied(String device, Instant now, List<HostEvent> events) {
    if (alive.containsKey(device)) {
      gone(device, "the device died", now, events);
    }
  }

  private void gone(String device, String why, Instant now, List<HostEvent> events) {
    DeviceView view = alive.remove(device);
    awaited.remove(device);
    HostView.values(view.gone(now, why), events);
    events.add(HostView.lost(source(device), why));
  }

  /** Values of the node (device "") or a device; wants a birth where they are not understood. */
  void values(String device, SparkplugMessage message, Instant now, List<HostEvent> events) {
    DeviceView view = alive.get(device);
    if (view == null) {
      counts.unborn++;
      want("the birth of its device " + device + " was not heard");
      return;
    }
    List<Sample> samples = new ArrayList<>();
    if (view.values(message, now, samples)) {
      want("an alias is not known");
    }
    HostView.values(samples, events);
  }

  private String source(String device) {
    return device.isEmpty() ? topic.nodeKey() : topic.nodeKey() + "/" + device;
  }
}
