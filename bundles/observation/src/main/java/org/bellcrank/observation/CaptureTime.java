package org.bellcrank.observation;

import java.time.Instant;

/**
 * When something was seen.
 *
 * @param at the source's time; recurrence and charts use it
 * @param quality how far that clock can be trusted
 */
public record CaptureTime(Instant at, ClockQuality quality) {

  /** How far a source's clock can be trusted. */
  public enum ClockQuality {
    /** The source says that its clock is synchronised. */
    SYNCHRONISED,
    /** The source gave a time and said nothing about its clock. */
    SOURCE,
    /** The source gave no time; it is the gateway's own at arrival. */
    GATEWAY
  }
}
