package org.bellcrank.driver.mqtt;

import java.time.Instant;

/**
 * A message of a topic.
 *
 * @param payload not to be changed
 * @param arrived by the gateway's clock; where the broker sends again what it kept, the time when
 *     it was sent first
 * @param retained whether the broker had kept it from before
 */
record Message(byte[] payload, Instant arrived, boolean retained) {}
