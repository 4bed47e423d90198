/**
 * Channels of a gateway's assets as any driver of ours meets them: their settings, the types of
 * their values, who listens to them. Lives here and travels inside every driver that uses it; no
 * bundle exports it.
 */
package org.bellcrank.driver.modbus.channel;
