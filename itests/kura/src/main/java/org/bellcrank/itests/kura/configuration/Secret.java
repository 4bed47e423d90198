package org.bellcrank.itests.kura.configuration;

/**
 * The value of a password attribute.
 *
 * @param plain never written to a log or a file as it is
 */
public record Secret(String plain) {

  @Override
  public String toString() {
    return "placeholder";
  }
}
