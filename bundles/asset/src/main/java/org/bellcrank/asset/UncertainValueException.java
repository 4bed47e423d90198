package org.bellcrank.asset;

/**
 * A driver's word for a value for which its source does not vouch: a substitute, a sensor that is
 * not accurate. It stands as the exception of a channel record that is a failure and holds the
 * value all the same, so that who knows nothing of it sees a failure; who knows it takes the value
 * as uncertain. The message is the source's own word for it, such as a status code's name.
 */
public final class UncertainValueException extends Exception {

  private static final long serialVersionUID = 1L;

  /** In the source's own words. */
  public UncertainValueException(String words) {
    super(words);
  }
}
