package org.bellcrank.itests.plant;

/**
 * One thing that is measured on a machine.
 *
 * @param name within the machine, such as {@code pressure}
 * @param unit UCUM; empty for counters and states
 * @param kind how it is told
 */
public record Channel(String name, String unit, Kind kind) {

  /** How a channel is told. */
  public enum Kind {
    /** A number each time it is asked for. */
    VALUE,
    /** A whole number 0 to 65535 that counts up, begins anew after 65535 and when it is reset. */
    COUNTER,
    /** The ordinal of an {@link OperatingState}. */
    STATE,
    /** A stretch of values at an even rate. */
    WAVEFORM
  }

  static Channel value(String name, String unit) {
    return new Channel(name, unit, Kind.VALUE);
  }

  static Channel waveform(String name, String unit) {
    return new Channel(name, unit, Kind.WAVEFORM);
  }

  static Channel state() {
    return new Channel("state", "", Kind.STATE);
  }
}
