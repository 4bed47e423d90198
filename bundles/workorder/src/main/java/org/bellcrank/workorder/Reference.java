package org.bellcrank.workorder;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The order's key in foreign systems: 20 characters of upper-case base32 (RFC 4648 alphabet), the
 * first 100 bits of the SHA-256 of the order's id. Letters and digits only, so that every system's
 * key field takes it.
 *
 * @param value the 20 characters
 */
public record Reference(String value) {

  /** How many characters a reference has. */
  public static final int LENGTH = 20;

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  /** Refuses anything but 20 characters of the alphabet. */
  public Reference {
    if (value.length() != LENGTH
        || !value.chars().allMatch(letter -> ALPHABET.indexOf(letter) >= 0)) {
      throw new IllegalArgumentException(
          "given reference '%s'; allowed: 20 characters of A-Z and 2-7".formatted(value));
    }
  }

  /** The reference of an order id; the same id always gives the same reference. */
  public static Reference of(String orderId) {
    byte[] hash = sha256(orderId);
    StringBuilder text = new StringBuilder(LENGTH);
    int buffer = 0;
    int bits = 0;
    for (int i = 0; text.length() < LENGTH; i++) {
      buffer = (buffer << 8) | (hash[i] & 0xff);
      bits += 8;
      while (bits >= 5 && text.length() < LENGTH) {
        bits -= 5;
        text.append(ALPHABET.charAt((buffer >> bits) & 31));
      }
      buffer &= (1 << bits) - 1;
    }
    return new Reference(text.toString());
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
