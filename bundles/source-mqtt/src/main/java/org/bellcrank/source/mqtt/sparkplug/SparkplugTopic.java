package org.bellcrank.source.mqtt.sparkplug;

import java.util.Optional;

/**
 * A topic of Sparkplug B.
 *
 * @param device empty for a message of the node itself
 */
public record SparkplugTopic(String group, Kind kind, String node, String device) {

  /** What every topic begins with. */
  public static final String NAMESPACE = "spBv1.0";

  /** Kinds of messages that a host or node takes. */
  public enum Kind {
    NBIRTH,
    NDEATH,
    NDATA,
    NCMD,
    DBIRTH,
    DDEATH,
    DDATA,
    DCMD
  }

  /** Empty for any other topic. */
  public static Optional<SparkplugTopic> of(String topic) {
    String[] levels = topic.split("/", -1);
    if (levels.length < 4 || levels.length > 5 || !levels[0].equals(NAMESPACE)) {
      return Optional.empty();
    }
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(levels[2]) && (kind.name().charAt(0) == 'D') == (levels.length == 5)) {
        return Optional.of(
            new SparkplugTopic(levels[1], kind, levels[3], levels.length == 5 ? levels[4] : ""));
      }
    }
    return Optional.empty();
  }

  /** The node, by which it is known among all. */
  public String nodeKey() {
    return group + "/" + node;
  }

  /** The node or device, as people know it. */
  public String source() {
    return device.isEmpty() ? nodeKey() : nodeKey() + "/" + device;
  }

  /** As it is published under. */
  public String text() {
    String ofNode = "%s/%s/%s/%s".formatted(NAMESPACE, group, kind, node);
    return device.isEmpty() ? ofNode : ofNode + "/" + device;
  }
}
