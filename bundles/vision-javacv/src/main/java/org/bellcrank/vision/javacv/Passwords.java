package org.bellcrank.vision.javacv;

import org.eclipse.kura.configuration.Password;

/** A password in the forms in which a gateway hands it over. */
final class Passwords {

  private Passwords() {}

  /** The plain password; empty when there is none. */
  static String plain(Object given) {
    if (given instanceof Password password) {
      return new String(password.getPassword());
    }
    return given == null ? "" : given.toString();
  }
}
