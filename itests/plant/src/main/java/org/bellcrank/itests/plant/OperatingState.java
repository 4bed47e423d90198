package org.bellcrank.itests.plant;

import java.util.Locale;

/** What a machine is doing. Told to the outside by its ordinal: 0 idle to 4 maintenance. */
public enum OperatingState {
  /** Stands by. */
  IDLE,
  /** Gets up to speed. */
  RAMP,
  /** Makes what it is for. */
  PRODUCTION,
  /** Is washed or flushed. */
  CLEANING,
  /** Is worked on. */
  MAINTENANCE;

  /** Its name in documents: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
