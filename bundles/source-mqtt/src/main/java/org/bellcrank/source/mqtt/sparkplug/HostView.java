package org.bellcrank.source.mqtt.sparkplug;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.observation.DeviceStatus.Status;
import org.bellcrank.source.mqtt.sparkplug.HostEvent.Change;
import org.bellcrank.source.mqtt.sparkplug.HostEvent.Rebirth;
import org.bellcrank.source.mqtt.sparkplug.HostEvent.Values;
import org.bellcrank.source.mqtt.sparkplug.SparkplugTopic.Kind;
import org.bellcrank.stream.Sample;

/**
 * What a host knows of all nodes and devices: who is alive, what aliases mean, which number comes
 * next. A node whose messages have a gap, or that was never born here, is asked for a new birth, at
 * most once in a pause, whatever it answers. Does nothing by itself; one thread at a time.
 */
public final class HostView {

  /** How many nodes are remembered; what comes beyond is refused. */
  static final int MOST_NODES = 5_000;

  /** How many names of metrics and of points are remembered of all nodes together. */
  static final int MOST_NAMES = 500_000;

  /** Longest name of a node or device with all its levels. */
  static final int LONGEST_NAME = 500;

  /** Nodes that are asked at one look, so that a plant is not born all at once. */
  private static final int ASKED_AT_ONCE = 200;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PointNames names;
  private final Duration pause;
  private final Map<String, NodeView> nodes = new LinkedHashMap<>();
  private final HostCounts counts = new HostCounts();
  private final Room room = new Room(MOST_NAMES);

  /**
   * A host that knows nobody yet.
   *
   * @param pause between two requests for a birth of the same node
   */
  public HostView(PointNames names, Duration pause) {
    this.names = names;
    this.pause = pause;
  }

  /** What was passed over, since the start. */
  public HostCounts counts() {
    return counts;
  }

  /**
   * A message came.
   *
   * @return what is to be done, in this order
   * @throws IOException for what is no message of Sparkplug B; says why, and nothing changed
   */
  public List<HostEvent> arrived(SparkplugTopic topic, byte[] payload, Instant now)
      throws IOException {
    if (topic.kind() == Kind.NCMD || topic.kind() == Kind.DCMD) {
      return List.of();
    }
    SparkplugMessage message = SparkplugCodec.read(payload);
    NodeView node = node(topic);
    List<HostEvent> events = new ArrayList<>();
    switch (topic.kind()) {
      case NBIRTH -> node.born(message, now, events);
      case NDEATH -> node.died(message, now, events);
      default -> later(topic, node, message, now, events);
    }
    return events;
  }

  private NodeView node(SparkplugTopic topic) throws IOException {
    if (topic.source().length() > LONGEST_NAME) {
      throw new IOException(
          "given a name of %d characters; allowed: up to %d"
              .formatted(topic.source().length(), LONGEST_NAME));
    }
    NodeView node = nodes.get(topic.nodeKey());
    if (node == null) {
      if (nodes.size() >= MOST_NODES && !forget()) {
        throw new IOException("given one node more; allowed: up to " + MOST_NODES);
      }
      node = new NodeView(topic, names, counts, room);
      nodes.put(topic.nodeKey(), node);
    }
    return node;
  }

  /** Makes place: of what was never born the oldest, else of the dead. */
  private boolean forget() {
    String dead = null;
    for (Map.Entry<String, NodeView> each : nodes.entrySet()) {
      if (each.getValue().isForgettable()) {
        dead = dead == null ? each.getKey() : dead;
        if (!each.getValue().wasEverBorn()) {
          dead = each.getKey();
          break;
        }
      }
    }
    return dead != null && nodes.remove(dead) != null;
  }

  private void later(
      SparkplugTopic topic,
      NodeView node,
      SparkplugMessage message,
      Instant now,
      List<HostEvent> events) {
    if (node.isAlive()) {
      if (!node.follows(message)) {
        counts.gaps++;
        node.want("its numbers have a gap");
      }
      switch (topic.kind()) {
        case NDATA -> node.values("", message, now, events);
        case DBIRTH -> node.deviceBorn(topic.device(), message, now, events);
        case DDEATH -> node.deviceDied(topic.device(), now, events);
        default -> node.values(topic.device(), message, now, events);
      }
    } else {
      counts.unborn++;
      node.want("its birth was not heard");
    }
    node.expire(now, PATIENCE, events);
    node.ask(now, pause).ifPresent(events::add);
  }

  /**
   * The connection stands again: nobody knows what was missed, so the living are asked for a birth,
   * some now and the others at the next looks.
   */
  public List<HostEvent> connectedAgain(Instant now) {
    nodes.values().forEach(NodeView::doubt);
    return look(now);
  }

  /**
   * What time brings, to be asked about once a second: requests that had to wait, devices that were
   * not born again with their node, and who gave no birth within 30 s after the request that
   * followed a new connection.
   */
  public List<HostEvent> look(Instant now) {
    List<HostEvent> events = new ArrayList<>();
    int asked = 0;
    for (NodeView node : nodes.values()) {
      node.expire(now, PATIENCE, events);
      Optional<Rebirth> request = asked < ASKED_AT_ONCE ? node.ask(now, pause) : Optional.empty();
      if (request.isPresent()) {
        asked++;
        events.add(request.get());
      }
    }
    return events;
  }

  static void values(List<Sample> samples, List<HostEvent> events) {
    if (!samples.isEmpty()) {
      events.add(new Values(List.copyOf(samples)));
    }
  }

  static Change lost(String device, String why) {
    return new Change(device, Status.LOST, why);
  }
}
