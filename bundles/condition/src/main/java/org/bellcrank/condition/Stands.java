package org.bellcrank.condition;

/**
 * How a measurement says that nobody measured it: a source that tells only changes told a value
 * before, nothing else came since, and a limit's time is over.
 */
public final class Stands {

  /** Key of an observation's context: when the value that still stands was measured, ISO 8601. */
  public static final String SINCE = "standsSince";

  /** Source of measurements of streams, which follow by themselves how long a value stands. */
  public static final String STREAM = "stream";

  private Stands() {}
}
