package org.bellcrank.site;

/** A version of the site documents was asked for that this gateway never had. */
public final class UnknownVersionException extends Exception {

  private static final long serialVersionUID = 1L;

  UnknownVersionException(String words) {
    super(words);
  }
}
