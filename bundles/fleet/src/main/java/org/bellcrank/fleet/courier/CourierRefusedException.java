package org.bellcrank.fleet.courier;

/** A courier file that may not be used; the message says what is wrong with it. */
final class CourierRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  CourierRefusedException(String reason) {
    super(reason);
  }
}
