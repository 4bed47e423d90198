package org.bellcrank.source.mqtt.sparkplug;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.observation.DeviceStatus.Status;
import org.bellcrank.source.mqtt.sparkplug.HostEvent.Change;
import org.bellcrank.source.mqtt.sparkplug.HostEvent.Rebirth;
import org.bellcrank.source.mqtt.sparkplug.HostEvent.Values;
import org.bellcrank.source.mqtt.sparkplug.SparkplugTopic.Kind;
import org.bellcrank.stream.Sample;

/**
 * What a host knows of all nodes and devices: who is alive, what aliases mean, which number comes
 * next. A node whose messages have a gap, or that was never born here, is asked for a new birth, at
 * most once in a pause. Does nothing by itself; one thread at a time.
 */
public final class HostView {

  /** How many nodes and metrics are remembered; what comes beyond is refused. */
  static final int MOST_NODES = 5_000;

  static final int MOST_METRICS = 500_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PointNames names;
  private final Duration pause;
  private final Map<String, NodeView> nodes = new LinkedHashMap<>();
  private final HostCounts counts = new HostCounts();

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
    NodeView node = nodes.get(topic.nodeKey());
    if (node == null) {
      if (nodes.size() >= MOST_NODES) {
        throw new IOException("given one node more; allowed: up to " + MOST_NODES);
      }
      node = new NodeView(topic, names, counts);
      nodes.put(topic.nodeKey(), node);
    }
    List<HostEvent> events = new ArrayList<>();
    switch (topic.kind()) {
      case NBIRTH -> node.born(message, now, events);
      case NDEATH -> node.died(message, now, events);
      default -> later(topic, node, message, now, events);
    }
    return events;
  }

  private void later(
      SparkplugTopic topic,
      NodeView node,
      SparkplugMessage message,
      Instant now,
      List<HostEvent> events) {
    if (!node.isAlive()) {
      counts.unborn++;
      ask(node, "its birth was not heard", now, events);
      return;
    }
    if (!node.follows(message)) {
      counts.gaps++;
      ask(node, "its numbers have a gap", now, events);
    }
    String unknown =
        switch (topic.kind()) {
          case NDATA -> node.values("", message, now, events);
          case DBIRTH -> node.deviceBorn(topic.device(), message, now, events);
          case DDEATH -> node.deviceDied(topic.device(), now, events);
          default -> node.values(topic.device(), message, now, events);
        };
    node.expire(now, PATIENCE, events);
    if (!unknown.isEmpty()) {
      ask(node, unknown, now, events);
    }
  }

  private void ask(NodeView node, String reason, Instant now, List<HostEvent> events) {
    if (node.mayBeAsked(now, pause)) {
      counts.rebirths++;
      events.add(new Rebirth(node.group(), node.name(), reason));
    }
  }

  /** The connection stands again: nobody knows what was missed, so all are asked for a birth. */
  public List<HostEvent> connectedAgain(Instant now) {
    List<HostEvent> events = new ArrayList<>();
    for (NodeView node : nodes.values()) {
      node.doubt();
      counts.rebirths++;
      node.mayBeAsked(now, Duration.ZERO);
      events.add(new Rebirth(node.group(), node.name(), "the connection was lost meanwhile"));
    }
    return events;
  }

  /** Whoever was asked after a connection came back and gave no birth since is gone. */
  public List<HostEvent> silentSince(Instant now) {
    List<HostEvent> events = new ArrayList<>();
    for (NodeView node : nodes.values()) {
      if (node.isDoubted()) {
        node.lost("no birth after the connection came back", now, events);
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
