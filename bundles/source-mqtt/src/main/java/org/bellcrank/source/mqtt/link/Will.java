package org.bellcrank.source.mqtt.link;

/**
 * What the broker publishes in our name when we are gone without a word, at QoS 1.
 *
 * @param retained whether the broker keeps it for who subscribes later
 */
public record Will(String topic, byte[] payload, boolean retained) {}
