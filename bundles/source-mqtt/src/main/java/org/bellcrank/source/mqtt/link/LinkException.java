package org.bellcrank.source.mqtt.link;

import javax.net.ssl.SSLException;

/** What a broker or the way to it did not do. */
public final class LinkException extends Exception {

  private static final long serialVersionUID = 1L;

  LinkException(Exception cause) {
    super(words(cause), cause);
  }

  LinkException(String words) {
    super(words);
  }

  /** The client's own word for a failed handshake says nothing of why it failed. */
  private static String words(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return "no TLS with it (" + cause.getMessage() + "), so nothing was sent";
      }
    }
    return failure.getMessage();
  }
}
