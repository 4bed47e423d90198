/**
 * One connection to a broker, kept up: MQTT 3.1.1 and 5, TLS, passwords, topic filters. Lives here
 * and travels inside every bundle that speaks to a broker; no bundle exports it.
 */
package org.bellcrank.source.mqtt.link;
