package org.bellcrank.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The hash that ties an entry to the one before.
 *
 * <p>Six fields are written one after the other, each as its length in bytes (decimal), a colon,
 * its UTF-8 bytes and a comma (a "netstring"), so that no two different entries share a form:
 * sequence (decimal), at (ISO-8601 in UTC, as exported), kind, subject, facts (the canonical JSON
 * text, as exported), hash of the entry before (64 lower-case hexadecimal digits; 64 zeros before
 * the first). The hash is SHA-256 over these bytes.
 */
public final class Chain {

  /** What the first entry carries as the hash of the one before. */
  public static final String START = "0".repeat(64);

  private static final HexFormat HEX = HexFormat.of();
  private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(Chain::sha256);

  private Chain() {}

  /**
   * The hash of an entry.
   *
   * @param factsText canonical JSON of the facts, see {@link Facts#canonical}
   * @param previousHash 64 hexadecimal digits
   * @return 64 lower-case hexadecimal digits
   */
  public static String hash(
      long sequence,
      Instant at,
      String kind,
      String subject,
      String factsText,
      String previousHash) {
    return hash(sequence, at.toString(), kind, subject, factsText, previousHash);
  }

  static String hash(
      long sequence,
      String at,
      String kind,
      String subject,
      String factsText,
      String previousHash) {
    MessageDigest digest = SHA256.get();
    digest.reset();
    field(digest, Long.toString(sequence));
    field(digest, at);
    field(digest, kind);
    field(digest, subject);
    field(digest, factsText);
    field(digest, previousHash);
    return HEX.formatHex(digest.digest());
  }

  private static void field(MessageDigest digest, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
    digest.update((byte) ',');
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
