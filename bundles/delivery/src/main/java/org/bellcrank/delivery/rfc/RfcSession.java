package org.bellcrank.delivery.rfc;

/**
 * One connection with the memory that the other side keeps for it. Used by the thread that opened
 * it, and by no other.
 */
public interface RfcSession extends AutoCloseable {

  /**
   * Calls a function module and waits for it. Nothing is called again by itself, not even where the
   * connection broke: it may have been done.
   *
   * @return all that the function gives back, its table RETURN among it as it came: whether the
   *     function did what it was asked for is not decided here
   * @throws RfcException when nothing came back; after {@link RfcException.Kind#BROKEN} the session
   *     is over
   */
  RfcResult call(RfcCall call) throws RfcException;

  /** Ends the connection; what was not committed is gone there. Never fails. */
  @Override
  void close();
}
