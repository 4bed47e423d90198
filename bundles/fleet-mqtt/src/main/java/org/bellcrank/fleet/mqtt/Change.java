package org.bellcrank.fleet.mqtt;

import java.time.Instant;
import java.util.Optional;

/** What a roll-out brings to a gateway. Implementations are safe for any thread. */
interface Change {

  /** The version the gateway has now, empty text for none; empty when it does not answer. */
  Optional<String> current(String gateway) throws InterruptedException;

  /** Why a gateway with this version could not be brought back to it; empty when it could. */
  Optional<String> noWayBack(String before);

  /**
   * Brings a version to a gateway and returns once it is there. What is there already, or under way
   * since before this command began, is not ordered again.
   *
   * @param version the target, or a version that {@link #current} said; empty text takes it away
   * @throws ChangeFailedException when the gateway refuses, fails, or takes too long
   */
  void bring(String gateway, long job, String version, Instant deadline)
      throws InterruptedException, ChangeFailedException;

  /**
   * What is wrong with the gateway; empty when all is well.
   *
   * @param told whether it must tell its health itself; else its bundles alone may speak for it
   */
  Optional<String> trouble(String gateway, boolean told) throws InterruptedException;

  /** How far a gateway is, for a progress line; empty text when that is not known. */
  default String progress(String gateway) {
    return "";
  }

  /** A gateway could not be brought to a version; the message says why. */
  final class ChangeFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    ChangeFailedException(String reason) {
      super(reason);
    }
  }
}
