package org.bellcrank.source.mqtt.sparkplug;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bellcrank.observation.DeviceStatus.Status;
import org.bellcrank.source.mqtt.sparkplug.HostEvent.Change;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;

/** What a host knows of one node and its devices. */
final class NodeView {

  private static final int GOOD = 192;
  private static final int UNCERTAIN = 64;
  private static final int STALE = 500;
  private static final int UNSIGNED_32 = 7;
  private static final int UNSIGNED_64 = 8;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private final SparkplugTopic topic;
  private final PointNames names;
  private final HostCounts counts;
  private final Map<Long, Named> aliases = new HashMap<>();

  /** Names of types by device and metric, from births; the node itself is the device "". */
  private final Map<String, Map<String, Integer>> types = new LinkedHashMap<>();

  /** Points by device that had a value; those of the dead get one that says so. */
  private final Map<String, Set<String>> points = new HashMap<>();

  private final Set<String> alive = new LinkedHashSet<>();

  /** Devices that were alive when the node was born anew, and were not yet themselves. */
  private final Set<String> awaited = new LinkedHashSet<>();

  private Instant bornAt = Instant.EPOCH;
  private boolean doubted;
  private OptionalLong birthNumber = OptionalLong.empty();
  private int next;
  private Optional<Instant> asked = Optional.empty();

  private record Named(String device, String metric) {}

  NodeView(SparkplugTopic topic, PointNames names, HostCounts counts) {
    this.topic = topic;
    this.names = names;
    this.counts = counts;
  }

  String group() {
    return topic.group();
  }

  String name() {
    return topic.node();
  }

  boolean isAlive() {
    return alive.contains("") && !doubted;
  }

  boolean isDoubted() {
    return doubted && alive.contains("");
  }

  void doubt() {
    doubted = true;
  }

  boolean mayBeAsked(Instant now, Duration pause) {
    if (asked.isPresent() && now.isBefore(asked.get().plus(pause)) && !pause.isZero()) {
      return false;
    }
    asked = Optional.of(now);
    return true;
  }

  /** Whether the message has the number after the last one; counting goes on from it. */
  boolean follows(SparkplugMessage message) {
    boolean fits = message.seq().isPresent() && message.seq().getAsInt() == next;
    next = (message.seq().orElse(next) + 1) % 256;
    return fits;
  }

  void born(SparkplugMessage message, Instant now, List<HostEvent> events) {
    awaited.clear();
    awaited.addAll(alive);
    awaited.remove("");
    bornAt = now;
    aliases.clear();
    types.clear();
    doubted = false;
    asked = Optional.empty();
    birthNumber = message.birthNumber();
    next = (message.seq().orElse(0) + 1) % 256;
    born("", message, now, events);
  }

  String deviceBorn(String device, SparkplugMessage message, Instant now, List<HostEvent> events) {
    awaited.remove(device);
    born(device, message, now, events);
    return "";
  }

  /** Devices that the node did not bring along in its new life, after a while. */
  void expire(Instant now, Duration patience, List<HostEvent> events) {
    if (!awaited.isEmpty() && now.isAfter(bornAt.plus(patience))) {
      for (String device : List.copyOf(awaited)) {
        gone(device, "not born again with its node", now, events);
      }
    }
  }

  private void born(String device, SparkplugMessage message, Instant now, List<HostEvent> events) {
    Map<String, Integer> own = new HashMap<>();
    for (Metric metric : message.metrics()) {
      own.put(metric.name(), metric.type());
      metric.alias().ifPresent(alias -> aliases.put(alias, new Named(device, metric.name())));
    }
    types.put(device, own);
    if (alive.add(device)) {
      events.add(new Change(source(device), Status.OK, "born"));
    }
    values(device, message, now, events);
  }

  /** The death of an earlier life, which the broker told late, is none. */
  void died(SparkplugMessage message, Instant now, List<HostEvent> events) {
    OptionalLong told = message.birthNumber();
    if (told.isPresent() && birthNumber.isPresent() && !told.equals(birthNumber)) {
      return;
    }
    lost("the node died", now, events);
  }

  void lost(String why, Instant now, List<HostEvent> events) {
    for (String device : List.copyOf(alive)) {
      gone(device, why, now, events);
    }
    doubted = false;
  }

  String deviceDied(String device, Instant now, List<HostEvent> events) {
    if (alive.contains(device)) {
      gone(device, "the device died", now, events);
    }
    return "";
  }

  private void gone(String device, String why, Instant now, List<HostEvent> events) {
    alive.remove(device);
    awaited.remove(device);
    List<Sample> last = new ArrayList<>();
    points.getOrDefault(device, Set.of()).forEach(point -> last.add(Sample.bad(point, now, why)));
    HostView.values(last, events);
    events.add(HostView.lost(source(device), why));
  }

  /**
   * Values of the node (device "") or a device.
   *
   * @return why a new birth is needed; empty when none is
   */
  String values(String device, SparkplugMessage message, Instant now, List<HostEvent> events) {
    if (!alive.contains(device)) {
      counts.unborn++;
      return "the birth of its device " + device + " was not heard";
    }
    List<Sample> samples = new ArrayList<>();
    boolean unknown = false;
    for (Metric metric : message.metrics()) {
      String name = metric.name();
      if (name.isEmpty()) {
        Named named = metric.alias().isPresent() ? aliases.get(metric.alias().getAsLong()) : null;
        if (named == null || !named.device().equals(device)) {
          counts.unknownAliases++;
          unknown = true;
          continue;
        }
        name = named.metric();
      }
      if (!isControl(name)) {
        sample(device, name, metric, message, now).ifPresent(samples::add);
      }
    }
    HostView.values(samples, events);
    return unknown ? "an alias is not known" : "";
  }

  private static boolean isControl(String name) {
    return name.equals(SparkplugMessage.BIRTH_NUMBER)
        || name.startsWith("Node Control/")
        || name.startsWith("Device Control/");
  }

  private Optional<Sample> sample(
      String device, String name, Metric metric, SparkplugMessage message, Instant now) {
    int type =
        metric.type() != 0
            ? metric.type()
            : types.getOrDefault(device, Map.of()).getOrDefault(name, 0);
    String point = names.of(topic.group(), topic.node(), device, name);
    Set<String> known = points.computeIfAbsent(device, unused -> new LinkedHashSet<>());
    Instant at = at(metric, message, now);
    if (metric.isNull() && known.contains(point)) {
      return Optional.of(Sample.bad(point, at, "null"));
    }
    Optional<Double> number = metric.value().flatMap(value -> number(value, type));
    boolean fits = point.length() <= 128 && (known.contains(point) || known.size() < room());
    if (number.isEmpty() && !metric.isNull() || !fits) {
      counts.passedOver++;
      return Optional.empty();
    }
    if (number.isEmpty()) {
      if (type == 0 || type > Metric.BOOLEAN) {
        counts.passedOver++;
        return Optional.empty();
      }
      known.add(point);
      return Optional.of(Sample.bad(point, at, "null"));
    }
    known.add(point);
    int quality = metric.quality().orElse(GOOD);
    if (quality == STALE || quality < UNCERTAIN) {
      return Optional.of(Sample.bad(point, at, quality == STALE ? "stale" : "quality " + quality));
    }
    return Optional.of(
        new Sample(
            point,
            at,
            number.get(),
            metric.unit(),
            quality < GOOD ? Quality.UNCERTAIN : Quality.GOOD,
            quality < GOOD ? Optional.of("quality " + quality) : Optional.empty()));
  }

  private static int room() {
    return HostView.MOST_METRICS / 50; // of one device
  }

  private static Instant at(Metric metric, SparkplugMessage message, Instant now) {
    OptionalLong told = metric.at().isPresent() ? metric.at() : message.at();
    if (told.isEmpty() || told.getAsLong() < 0 || told.getAsLong() > LAST.toEpochMilli()) {
      return now;
    }
    return Instant.ofEpochMilli(told.getAsLong());
  }

  private static Optional<Double> number(Object value, int type) {
    if (value instanceof Boolean truth) {
      return Optional.of(truth ? 1.0 : 0.0);
    }
    if (value instanceof Double fraction) {
      return Optional.of(fraction);
    }
    if (!(value instanceof Long whole) || type > Metric.BOOLEAN) {
      return Optional.empty(); // texts, and times, which are no measurements
    }
    return Optional.of(
        switch (type) {
          case 1 -> (double) whole.byteValue();
          case 2 -> (double) whole.shortValue();
          case 3 -> (double) whole.intValue();
          case 5 -> (double) (whole & 0xFF);
          case 6 -> (double) (whole & 0xFFFF);
          case UNSIGNED_32 -> (double) (whole & 0xFFFFFFFFL);
          case UNSIGNED_64 -> new java.math.BigDecimal(Long.toUnsignedString(whole)).doubleValue();
          default -> (double) whole;
        });
  }

  private String source(String device) {
    return device.isEmpty() ? topic.nodeKey() : topic.nodeKey() + "/" + device;
  }
}
