package org.bellcrank.delivery.connector;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * What a login says about itself with a signature in place of a secret: a JSON web token (RFC 7519,
 * RFC 7523). What it holds are rules alone; whoever has the key signs.
 *
 * @param algorithm of the signature
 * @param issuer who says it
 * @param subject whom it is about; empty for the issuer
 * @param audience whom it is for
 * @param keyId name under which the other side knows the key; empty leaves it to the certificate's
 *     hashes, which are always there
 * @param lifetime how long it counts
 * @param claims further ones, by name; one whose names are not known is left out
 */
public record Assertion(
    Algorithm algorithm,
    Template issuer,
    Optional<Template> subject,
    Template audience,
    Optional<Template> keyId,
    Duration lifetime,
    Map<String, Template> claims) {

  /** The name by which a login reads it. */
  public static final String NAME = "credential.assertion";

  /** Kinds of signatures. */
  public enum Algorithm {
    RS256("SHA256withRSA"),
    ES256("SHA256withECDSAinP1363Format");

    private final String signature;

    Algorithm(String signature) {
      this.signature = signature;
    }

    /** As Java names it. */
    public String signature() {
      return signature;
    }
  }

  /**
   * The part that is signed.
   *
   * @param known names of the instance and of its user with their values
   * @param certificate of the key that signs, in DER
   * @param id unlike that of any other
   * @param now from when on it counts
   * @throws IllegalStateException when issuer, subject or audience need a name that is not known
   */
  public String unsigned(Map<String, Object> known, byte[] certificate, String id, Instant now) {
    Facts head =
        Facts.with("alg", algorithm)
            .put("typ", "JWT")
            .put("kid", keyId.map(name -> rendered(name, known)))
            .put("x5t", encoded(hash("SHA-1", certificate)))
            .put("x5t#S256", encoded(hash("SHA-256", certificate)))
            .build();
    Facts.Builder body =
        Facts.with("iss", rendered(issuer, known))
            .put("sub", rendered(subject.orElse(issuer), known))
            .put("aud", rendered(audience, known))
            .put("iat", now.getEpochSecond())
            .put("nbf", now.getEpochSecond())
            .put("exp", now.plus(lifetime).getEpochSecond())
            .put("jti", id);
    claims.forEach((name, value) -> body.put(name, value.value(known)));
    return encoded(head.json().getBytes(StandardCharsets.UTF_8))
        + "."
        + encoded(body.build().json().getBytes(StandardCharsets.UTF_8));
  }

  /** The whole token. */
  public static String signed(String unsigned, byte[] signature) {
    return unsigned + "." + encoded(signature);
  }

  private static String rendered(Template template, Map<String, Object> known) {
    return template
        .render(known)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the assertion needs %s, which is not known"
                        .formatted(template.missing(known))));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] hash(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
