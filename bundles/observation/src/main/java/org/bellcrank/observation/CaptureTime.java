package org.bellcrank.observation;

import java.time.Instant;
import java.util.Optional;

/**
 * When something was seen.
 *
 * @param at the source's time, or the gateway's where the source gave none or one that cannot be;
 *     recurrence and charts use it
 * @param quality whose time that is and how far its clock can be trusted
 * @param claimed what the source said, where that cannot be: further ahead of the gateway's clock
 *     than clocks differ, or before 2000; one of the two clocks is wrong, and the gateway cannot
 *     know which; in the years 1 to 9999. Empty otherwise
 */
public record CaptureTime(Instant at, ClockQuality quality, Optional<Instant> claimed) {

  /** A time that stands as it was told. */
  public CaptureTime(Instant at, ClockQuality quality) {
    this(at, quality, Optional.empty());
  }

  /** How far a source's clock can be trusted. */
  public enum ClockQuality {
    /** The source says that its clock is synchronised. */
    SYNCHRONISED,
    /** The source gave a time and said nothing about its clock. */
    SOURCE,
    /** The source gave no time, or one that cannot be; it is the gateway's own at arrival. */
    GATEWAY
  }
}
