package org.bellcrank.delivery.rfc;

/**
 * Reaches function modules of SAP systems. The gateway brings none: SAP's library may not be given
 * on, so a bundle of the customer's offers this service over it. Called from many threads.
 */
@FunctionalInterface
public interface RfcCaller {

  /**
   * Opens one connection and logs on. All calls of the session that comes back go over this one
   * connection, so that what a function keeps in its session's memory is there for the next.
   *
   * <p>Called on a thread on which every call of the session and its end follow. May block: the
   * caller waits no longer than the destination's two times together and then counts the session as
   * lost, interrupts the thread and leaves it to come to its end.
   *
   * @return a session of its own, never one that another thread has
   * @throws RfcException with {@link RfcException.Kind#UNREACHABLE}, {@link
   *     RfcException.Kind#LOGON} or {@link RfcException.Kind#BUSY}; whatever it is, nothing was
   *     done
   */
  RfcSession open(RfcDestination destination) throws RfcException;
}
