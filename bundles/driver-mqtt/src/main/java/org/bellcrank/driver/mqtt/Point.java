package org.bellcrank.driver.mqtt;

import java.time.Duration;

/**
 * Where a channel's value is: one topic, and a place in its messages.
 *
 * @param topic one topic, no filter
 * @param value JSON Pointer (RFC 6901) into the message; empty: the whole message is the value
 * @param time JSON Pointer to the message's own time; empty: the time of arrival counts
 * @param form how that time is written
 * @param longest a value older than this counts no more; zero: it counts for ever
 * @param retained whether a message that the broker had kept from before counts
 */
record Point(
    String topic, String value, String time, TimeForm form, Duration longest, boolean retained) {

  /** How a message tells its time. */
  enum TimeForm {
    /** A text with an offset, as {@code 2026-05-04T06:00:00Z}. */
    ISO,
    /** Since 1970-01-01T00:00:00Z, fractions allowed. */
    SECONDS,
    /** Since 1970-01-01T00:00:00Z. */
    MILLISECONDS
  }
}
