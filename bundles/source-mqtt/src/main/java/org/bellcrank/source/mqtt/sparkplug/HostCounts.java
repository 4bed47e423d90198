package org.bellcrank.source.mqtt.sparkplug;

/** What a host passed over, since the start; written by one thread, read roughly by any. */
public final class HostCounts {

  volatile long gaps;
  volatile long unborn;
  volatile long rebirths;
  volatile long passedOver;
  volatile long unknownAliases;
  volatile long crowded;

  HostCounts() {}

  /** Gaps in the numbers of nodes. */
  public long gaps() {
    return gaps;
  }

  /** Messages of nodes whose birth was not heard. */
  public long unborn() {
    return unborn;
  }

  /** Births asked for. */
  public long rebirths() {
    return rebirths;
  }

  /**
   * Metrics of types of which no sample can be made: texts, data sets, templates, files; and those
   * that are told late and do not say when they were so.
   */
  public long passedOver() {
    return passedOver;
  }

  /** Metrics under an alias that no birth named. */
  public long unknownAliases() {
    return unknownAliases;
  }

  /** Devices and metrics for which there was no room. */
  public long crowded() {
    return crowded;
  }

  /** One line for people. */
  @Override
  public String toString() {
    return ("%d gaps, %d unborn, %d births asked for, %d metrics passed over, %d unknown aliases,"
            + " %d devices and metrics without room")
        .formatted(gaps, unborn, rebirths, passedOver, unknownAliases, crowded);
  }
}
