package org.bellcrank.source.mqtt.sparkplug;

import java.util.List;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.stream.Sample;

/** What a host is to do about a message. */
public sealed interface HostEvent {

  /** To be handed on, in this order. */
  record Values(List<Sample> samples) implements HostEvent {}

  /**
   * A node or device came or went.
   *
   * @param device as {@link SparkplugTopic#source}
   * @param detail one line for a person
   */
  record Change(String device, DeviceStatus.Status status, String detail) implements HostEvent {}

  /**
   * A node is to be asked for a new birth.
   *
   * @param reason one line for the log
   */
  record Rebirth(String group, String node, String reason) implements HostEvent {}
}
