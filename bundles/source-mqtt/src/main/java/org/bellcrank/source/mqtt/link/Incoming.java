package org.bellcrank.source.mqtt.link;

/**
 * A message that came. It is the broker's until {@link BrokerLink#acknowledge}.
 *
 * @param topic where it was published
 * @param payload what was; not to be changed
 * @param retained whether the broker had kept it from before
 */
public record Incoming(
    String topic, byte[] payload, boolean retained, int id, int qos, Object client) {}
