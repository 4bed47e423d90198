/**
 * Sparkplug B: its messages and what a host makes of them. Lives here and travels inside every
 * bundle that speaks it; no bundle exports it.
 *
 * <p>Numbers of fields and types are those of the published specification (Eclipse Sparkplug 3.0.0,
 * chapter 6, payloads); nothing of a library is used, since the messages are few.
 */
package org.bellcrank.source.mqtt.sparkplug;
