package org.bellcrank.publish.mqtt;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Layer;
import org.bellcrank.journal.LayerBook;
import org.bellcrank.journal.Store;
import org.bellcrank.source.mqtt.link.BrokerLink;
import org.bellcrank.source.mqtt.link.Incoming;
import org.bellcrank.source.mqtt.link.LinkListener;
import org.bellcrank.source.mqtt.link.LinkSettings;
import org.bellcrank.source.mqtt.link.Will;
import org.bellcrank.source.mqtt.sparkplug.Metric;
import org.bellcrank.source.mqtt.sparkplug.SparkplugCodec;
import org.bellcrank.source.mqtt.sparkplug.SparkplugMessage;
import org.bellcrank.source.mqtt.sparkplug.SparkplugTopic;
import org.bellcrank.source.mqtt.sparkplug.SparkplugTopic.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway as a node of Sparkplug B: born with all it tells, then what changed, born anew when
 * asked. Its numbers and what it told last are used on the link's own thread alone.
 */
final class NodePublication implements LinkListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodePublication.class);
  private static final int NUMBERS = 256;
  private static final int MOST_STATES = 1_000;
  private static final String STATES = "device.status";

  private final Identity identity;
  private final Set<String> kinds;
  private final LayerBook layers;
  private final Duration period;
  private final Store store;
  private final Clock clock;
  private final Supplier<List<String>> assets;
  private final AssetStates states = new AssetStates();
  private final BrokerLink link;
  private final Map<String, Object> told = new LinkedHashMap<>();
  private int next;

  /** Who the node is, and which of its lives this is; safe for any thread. */
  static final class Identity {

    private final String group;
    private final String node;
    private long life = -1;

    Identity(String group, String node) {
      this.group = group;
      this.node = node;
    }

    String topic(Kind kind) {
      return new SparkplugTopic(group, kind, node, "").text();
    }

    /** Asked for at each connect: a life begins. */
    synchronized Optional<Will> death() {
      life = (life + 1) % NUMBERS;
      byte[] payload =
          SparkplugCodec.write(
              new SparkplugMessage(
                  OptionalLong.empty(), OptionalInt.empty(), List.of(lifeNumber())));
      return Optional.of(new Will(topic(Kind.NDEATH), payload, false));
    }

    synchronized Metric lifeNumber() {
      return Metric.of(SparkplugMessage.BIRTH_NUMBER, Metric.INT64, life);
    }
  }

  NodePublication(
      LinkSettings settings,
      Identity identity,
      Set<String> kinds,
      LayerBook layers,
      Supplier<List<String>> assets,
      Duration period,
      Store store,
      Clock clock) {
    this.identity = identity;
    this.kinds = Set.copyOf(kinds);
    this.layers = layers;
    this.assets = assets;
    this.period = period;
    this.store = store;
    this.clock = clock;
    link = new BrokerLink(settings, this);
  }

  void start() {
    link.start();
    link.later(this::look, period.toMillis());
  }

  void renew() {
    link.renew();
  }

  @Override
  public void up() {
    birth();
  }

  @Override
  public void arrived(Incoming message) {
    link.acknowledge(message);
    try {
      if (message.topic().equals(identity.topic(Kind.NCMD))
          && SparkplugCodec.read(message.payload())
              .metric(SparkplugMessage.REBIRTH)
              .flatMap(Metric::value)
              .filter(Boolean.TRUE::equals)
              .isPresent()) {
        link.execute(this::birth);
      }
    } catch (IOException e) {
      LOG.warn("A command to the Sparkplug node is none: {}", e.getMessage());
    }
  }

  private void birth() {
    try {
      Map<String, Object> now = metrics();
      List<Metric> metrics = new ArrayList<>();
      metrics.add(identity.lifeNumber());
      metrics.add(Metric.of(SparkplugMessage.REBIRTH, Metric.BOOLEAN, false));
      now.forEach((name, value) -> metrics.add(metric(name, value)));
      told.clear();
      told.putAll(now);
      next = 0;
      publish(Kind.NBIRTH, metrics);
    } catch (RuntimeException e) { // one that cannot be read must not end the looks
      unreadable(e);
      link.later(this::birth, period.toMillis());
    }
  }

  private void look() {
    try {
      Map<String, Object> now = metrics();
      List<Metric> changed = new ArrayList<>();
      boolean unborn = !now.keySet().containsAll(told.keySet()); // some are no longer there
      for (Map.Entry<String, Object> each : now.entrySet()) {
        unborn |= !told.containsKey(each.getKey());
        if (!each.getValue().equals(told.put(each.getKey(), each.getValue()))) {
          changed.add(metric(each.getKey(), each.getValue()));
        }
      }
      if (link.isUp() && unborn) {
        birth(); // a metric that no birth named may not be told
      } else if (link.isUp() && !changed.isEmpty()) {
        publish(Kind.NDATA, changed);
      }
    } catch (RuntimeException e) { // likewise
      unreadable(e);
    }
    link.later(this::look, period.toMillis());
  }

  private static void unreadable(RuntimeException e) {
    LOG.error("The Sparkplug node cannot read what it is to tell, trying again: {}", e.toString());
  }

  private void publish(Kind kind, List<Metric> metrics) {
    SparkplugMessage message =
        new SparkplugMessage(OptionalLong.of(clock.millis()), OptionalInt.of(next), metrics);
    next = (next + 1) % NUMBERS;
    link.publish(identity.topic(kind), SparkplugCodec.write(message), 0, false);
  }

  private static Metric metric(String name, Object value) {
    return Metric.of(name, value instanceof Long ? Metric.INT64 : Metric.STRING, value);
  }

  /** Kinds that leave by MQTT; none while that is not known. */
  private Set<String> carried() {
    return layers
        .plan()
        .map(
            plan ->
                kinds.stream()
                    .filter(each -> plan.carries(each, Layer.MQTT))
                    .collect(Collectors.toSet()))
        .orElse(Set.of());
  }

  /** How often each kind happened, the newest state of each device, and how assets are. */
  private Map<String, Object> metrics() {
    return store.read(
        unit -> {
          Journal journal = unit.port(Journal.class);
          Map<String, Object> metrics = new LinkedHashMap<>();
          Map<String, Long> counts = journal.counts();
          Set<String> carried = carried();
          carried.stream()
              .sorted()
              .forEach(kind -> metrics.put("count/" + kind, counts.getOrDefault(kind, 0L)));
          if (carried.contains(STATES)) {
            for (Entry entry : journal.newest(STATES, MOST_STATES)) {
              entry
                  .facts()
                  .text("status")
                  .ifPresent(status -> metrics.putIfAbsent("device/" + entry.subject(), status));
            }
          }
          metrics.putAll(states.metrics(unit, assets.get(), carried));
          return metrics;
        });
  }

  /** The broker tells the node's death. */
  @Override
  public void close() {
    link.close();
  }
}
