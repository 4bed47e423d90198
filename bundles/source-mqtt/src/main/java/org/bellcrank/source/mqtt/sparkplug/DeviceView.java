package org.bellcrank.source.mqtt.sparkplug;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;

/**
 * What a host knows of one device that is alive, or of the node itself as the device "": what its
 * birth named, and which points had a value. What it remembers it takes from the room of all.
 */
final class DeviceView {

  /** Metrics that are remembered; what comes beyond is counted and passed over. */
  static final int MOST_METRICS = 10_000;

  /** What a device takes of the room by itself. */
  static final int OWN = 10;

  private static final int LONGEST_POINT = 128;
  private static final int GOOD = 192;
  private static final int UNCERTAIN = 64;
  private static final int STALE = 500;
  private static final int UNSIGNED_32 = 7;
  private static final int UNSIGNED_64 = 8;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private final SparkplugTopic node;
  private final String device;
  private final PointNames names;
  private final HostCounts counts;
  private final Room room;
  private final Map<String, Integer> types = new HashMap<>();
  private final Map<Long, String> aliases = new HashMap<>();

  /** Points that had a value; they get one that says so when the device dies. */
  private final Set<String> points = new LinkedHashSet<>();

  DeviceView(SparkplugTopic node, String device, PointNames names, HostCounts counts, Room room) {
    this.node = node;
    this.device = device;
    this.names = names;
    this.counts = counts;
    this.room = room;
  }

  /** Its birth names what it will tell; an earlier one counts no longer. */
  void named(SparkplugMessage birth) {
    forgetNames();
    for (Metric metric : birth.metrics()) {
      boolean known = types.containsKey(metric.name());
      if (!known && !hasRoom(metric.name())) {
        counts.crowded++;
        continue;
      }
      types.put(metric.name(), metric.type());
      if (!known) { // one alias each, so that they cannot be more than the names
        metric.alias().ifPresent(alias -> aliases.put(alias, metric.name()));
      }
    }
  }

  private boolean hasRoom(String metric) {
    return types.size() < MOST_METRICS && point(metric).length() <= LONGEST_POINT && room.take(1);
  }

  /** The node was born anew; what the device's own birth said must be said again. */
  void forgetNames() {
    room.give(types.size());
    types.clear();
    aliases.clear();
  }

  /** It is gone: the last value of each point, and the room goes back. */
  List<Sample> gone(Instant now, String why) {
    List<Sample> last = points.stream().map(point -> Sample.bad(point, now, why)).toList();
    forgetNames();
    room.give(points.size() + OWN);
    points.clear();
    return last;
  }

  /**
   * Makes samples of a message.
   *
   * @param samples where they go
   * @return whether an alias in it was not known
   */
  boolean values(SparkplugMessage message, Instant now, List<Sample> samples) {
    boolean unknown = false;
    for (Metric metric : message.metrics()) {
      String name = metric.name();
      if (name.isEmpty()) {
        name = metric.alias().isPresent() ? aliases.get(metric.alias().getAsLong()) : null;
      }
      if (name == null) {
        counts.unknownAliases++;
        unknown = true;
      } else if (!isControl(name)) {
        Optional<Instant> at = at(metric, message, now);
        if (at.isEmpty()) {
          counts.passedOver++;
        }
        String named = name;
        at.flatMap(then -> sample(named, metric, then)).ifPresent(samples::add);
      }
    }
    return unknown;
  }

  private static boolean isControl(String name) {
    return name.equals(SparkplugMessage.BIRTH_NUMBER)
        || name.startsWith("Node Control/")
        || name.startsWith("Device Control/");
  }

  private String point(String metric) {
    return names.of(node.group(), node.node(), device, metric);
  }

  private Optional<Sample> sample(String name, Metric metric, Instant at) {
    int type = metric.type() != 0 ? metric.type() : types.getOrDefault(name, 0);
    String point = point(name);
    Optional<Double> number =
        metric.isNull() ? Optional.empty() : metric.value().flatMap(value -> number(value, type));
    boolean measures = type > 0 && type <= Metric.BOOLEAN;
    if (number.isEmpty() && !(metric.isNull() && (measures || points.contains(point)))) {
      counts.passedOver++;
      return Optional.empty();
    }
    if (!remembers(point)) {
      return Optional.empty();
    }
    Sample told =
        number.isEmpty() ? Sample.bad(point, at, "null") : sample(point, at, number.get(), metric);
    return Optional.of(metric.historical() ? told.ofThePast() : told);
  }

  private static Sample sample(String point, Instant at, double number, Metric metric) {
    int quality = metric.quality().orElse(GOOD);
    if (quality == STALE || quality < UNCERTAIN) {
      return Sample.bad(point, at, quality == STALE ? "stale" : "quality " + quality);
    }
    return new Sample(
        point,
        at,
        number,
        metric.unit(),
        quality < GOOD ? Quality.UNCERTAIN : Quality.GOOD,
        quality < GOOD ? Optional.of("quality " + quality) : Optional.empty());
  }

  private boolean remembers(String point) {
    if (points.contains(point)) {
      return true;
    }
    if (point.length() > LONGEST_POINT) {
      counts.passedOver++;
      return false;
    }
    if (points.size() >= MOST_METRICS || !room.take(1)) {
      counts.crowded++;
      return false;
    }
    return points.add(point);
  }

  /**
   * Empty for what is told late and does not say when it was so: the message's time is when it was
   * told.
   */
  private static Optional<Instant> at(Metric metric, SparkplugMessage message, Instant now) {
    OptionalLong told = metric.at().isPresent() || metric.historical() ? metric.at() : message.at();
    if (told.isEmpty() || told.getAsLong() < 0 || told.getAsLong() > LAST.toEpochMilli()) {
      return metric.historical() ? Optional.empty() : Optional.of(now);
    }
    return Optional.of(Instant.ofEpochMilli(told.getAsLong()));
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
}
