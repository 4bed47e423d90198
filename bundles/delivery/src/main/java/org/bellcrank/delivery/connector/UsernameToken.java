package org.bellcrank.delivery.connector;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * The header of WS-Security that an XML body has a place for: user and password, made when it is
 * sent. What it holds are rules alone: the credential passes through and stays with its caller.
 *
 * @param profile which edition of the header the other side reads
 * @param password how the password goes along; as it is in the draft, which knows no other way
 * @param lifetime how long the message counts, as a time stamp says; empty for no time stamp
 */
public record UsernameToken(Profile profile, Password password, Optional<Duration> lifetime) {

  /**
   * Stands in a written body where the header goes. What comes from an order can never read so,
   * since it is escaped.
   */
  public static final String PLACE = "<?bellcrank-security?>";

  private static final String OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";

  private static final String DRAFT = "http://schemas.xmlsoap.org/ws/2002/04/secext";

  /** Editions of the header, which differ in their namespace and in what stands in it. */
  public enum Profile {
    /** The standard: password, nonce and time. */
    OASIS_2004,
    /** The draft that older servers still read: user and password alone. */
    DRAFT_2002
  }

  /** How a password goes along. */
  public enum Password {
    /** As it is. */
    TEXT("PasswordText"),
    /** Hashed together with a nonce and the time. */
    DIGEST("PasswordDigest");

    private final String type;

    Password(String type) {
      this.type = type;
    }
  }

  /**
   * A header.
   *
   * @param xml the element {@code Security} with the prefixes it needs
   * @param proof what stands in it for the password; nobody but the CMMS may see it
   */
  public record Header(String xml, String proof) {}

  /**
   * The header for one call.
   *
   * @param nonce random bytes that no other call has
   * @param now when it is sent
   */
  public Header header(String user, String secret, byte[] nonce, Instant now) {
    return profile == Profile.DRAFT_2002 ? draft(user, secret) : oasis(user, secret, nonce, now);
  }

  private static Header draft(String user, String secret) {
    String proof = Writing.escaped(secret);
    return new Header(
        ("<wsse:Security xmlns:wsse=\"%s\"><wsse:UsernameToken><wsse:Username>%s</wsse:Username>"
                + "<wsse:Password>%s</wsse:Password></wsse:UsernameToken></wsse:Security>")
            .formatted(DRAFT, Writing.escaped(user), proof),
        proof);
  }

  private Header oasis(String user, String secret, byte[] nonce, Instant now) {
    String created = written(now);
    String proof =
        Writing.escaped(password == Password.TEXT ? secret : digest(nonce, created, secret));
    String token =
        "<wsse:UsernameToken><wsse:Username>%s</wsse:Username>".formatted(Writing.escaped(user))
            + "<wsse:Password Type=\"%susername-token-profile-1.0#%s\">%s</wsse:Password>"
                .formatted(OASIS, password.type, proof)
            + "<wsse:Nonce EncodingType=\"%ssoap-message-security-1.0#Base64Binary\">%s</wsse:Nonce>"
                .formatted(OASIS, Base64.getEncoder().encodeToString(nonce))
            + "<wsu:Created>%s</wsu:Created></wsse:UsernameToken>".formatted(created);
    String stamp =
        lifetime
            .map(
                length ->
                    ("<wsu:Timestamp><wsu:Created>%s</wsu:Created>"
                            + "<wsu:Expires>%s</wsu:Expires></wsu:Timestamp>")
                        .formatted(created, written(now.plus(length))))
            .orElse("");
    return new Header(
        ("<wsse:Security xmlns:wsse=\"%swssecurity-secext-1.0.xsd\""
                + " xmlns:wsu=\"%swssecurity-utility-1.0.xsd\">%s%s</wsse:Security>")
            .formatted(OASIS, OASIS, stamp, token),
        proof);
  }

  /** As the profile says: over the bytes of the nonce, the time as written, the password. */
  static String digest(byte[] nonce, String created, String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(nonce);
      digest.update(created.getBytes(StandardCharsets.UTF_8));
      digest.update(secret.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private static String written(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.MILLIS));
  }
}
