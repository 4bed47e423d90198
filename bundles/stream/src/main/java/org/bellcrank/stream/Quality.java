package org.bellcrank.stream;

/**
 * How far a sample can be believed, in the words of OPC UA's status codes, whose severity it is. A
 * source that tells nothing of it says {@link #GOOD}.
 */
public enum Quality {
  /** The value can be used. */
  GOOD,
  /**
   * The value stands, but its source does not vouch for it: a substitute, a sensor not accurate.
   */
  UNCERTAIN,
  /** There is no value that can be used; the sample tells that and when. */
  BAD
}
