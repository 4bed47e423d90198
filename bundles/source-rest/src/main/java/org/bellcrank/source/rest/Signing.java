package org.bellcrank.source.rest;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lets in only what its sender signed: a keyed hash (HMAC-SHA256) under a secret that both know.
 * The hash is over the bytes as sent, packed ones too. Safe for any thread.
 */
final class Signing extends Gate {

  /** The header that names a message of Standard Webhooks: signed, and the same when sent again. */
  static final String WEBHOOK_ID = "webhook-id";

  private static final String WEBHOOK_TIMESTAMP = "webhook-timestamp";
  private static final String WEBHOOK_SIGNATURE = "webhook-signature";
  private static final String ALGORITHM = "HmacSHA256";

  /** Signatures of one message that are looked at: a sender that changes its secret sends two. */
  private static final int MOST = 10;

  private static final int BYTES = 32;

  private final Scheme scheme;
  private final String header;
  private final Secrets secrets;
  private final Duration tolerance;
  private final int maxBytes;
  private final Clock clock;

  /** What is signed, and where the signature stands. */
  enum Scheme {
    NONE("none"),
    /** The hash of the body in one header, as GitHub and many others send it. */
    BODY("body"),
    /** Of {@code id.timestamp.body}, after the specification of standardwebhooks.com. */
    STANDARD_WEBHOOKS("standard-webhooks");

    private final String word;

    Scheme(String word) {
      this.word = word;
    }

    /** The one of that word; empty when there is none. */
    static Optional<Scheme> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }
  }

  /**
   * Signatures of one source.
   *
   * @param header where the signature of a body stands
   * @param secrets any of which may have been used
   * @param tolerance how far a signed time may be from {@code clock}, to both sides
   * @param maxBytes a message may have; a longer one is not read to its end
   */
  Signing(
      Scheme scheme,
      String header,
      Secrets secrets,
      Duration tolerance,
      int maxBytes,
      Clock clock) {
    this.scheme = scheme;
    this.header = header;
    this.secrets = secrets;
    this.tolerance = tolerance;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  @Override
  Optional<Refusal> refusal(HttpExchange exchange) throws IOException {
    if (scheme == Scheme.NONE || !exchange.getRequestMethod().equals("POST")) {
      return Optional.empty();
    }
    byte[] body = exchange.getRequestBody().readNBytes(maxBytes + 1);
    if (body.length > maxBytes) {
      return Optional.of(
          new Refusal(
              413, "message", "more than " + maxBytes + " bytes", "up to " + maxBytes + " bytes"));
    }
    exchange.setStreams(new ByteArrayInputStream(body), null);
    Headers headers = exchange.getRequestHeaders();
    return scheme == Scheme.BODY ? ofBody(headers, body) : ofWebhook(headers, body);
  }

  /** A key that is not signed could be another one each time the same message is sent again. */
  private Optional<Refusal> ofBody(Headers headers, byte[] body) {
    String key = headers.getFirst(IdempotencyKeys.HEADER);
    if (key != null) {
      return Optional.of(
          new Refusal(
              422,
              IdempotencyKeys.HEADER,
              key,
              "none where the body alone is signed; an id in the message is"));
    }
    String given = headers.getFirst(header);
    List<byte[]> hashes =
        given == null
            ? List.of()
            : decoded(given.strip().replaceFirst("^sha256=", "")).stream().toList();
    return judged(
        hashes,
        new byte[0],
        body,
        new Refusal(
            401,
            header,
            given == null ? "nothing" : "a signature that is not of this body",
            "HMAC-SHA256 of the body under the secret"));
  }

  private Optional<Refusal> ofWebhook(Headers headers, byte[] body) {
    String id = headers.getFirst(WEBHOOK_ID);
    String time = headers.getFirst(WEBHOOK_TIMESTAMP);
    String given = headers.getFirst(WEBHOOK_SIGNATURE);
    for (String name : List.of(WEBHOOK_ID, WEBHOOK_TIMESTAMP, WEBHOOK_SIGNATURE)) {
      if (headers.getFirst(name) == null) {
        return Optional.of(new Refusal(401, name, "nothing", "as Standard Webhooks has it"));
      }
    }
    if (!time.matches("[0-9]{1,12}") || !near(Instant.ofEpochSecond(Long.parseLong(time)))) {
      return Optional.of(
          new Refusal(
              401,
              WEBHOOK_TIMESTAMP,
              time,
              "seconds since 1970, at most %d s away from %s"
                  .formatted(tolerance.toSeconds(), clock.instant())));
    }
    return judged(
        Arrays.stream(given.split(" "))
            .filter(each -> each.startsWith("v1,"))
            .limit(MOST)
            .flatMap(each -> decoded(each.substring("v1,".length())).stream())
            .toList(),
        (id + "." + time + ".").getBytes(StandardCharsets.UTF_8),
        body,
        new Refusal(
            401,
            WEBHOOK_SIGNATURE,
            "none of this message",
            "v1, and the HMAC-SHA256 of id.timestamp.body under the secret, as base64"));
  }

  /** What is signed is hashed once for each secret, however many signatures are given. */
  private Optional<Refusal> judged(
      List<byte[]> given, byte[] before, byte[] body, Refusal otherwise) {
    Secrets.Opened opened = secrets.opened();
    if (!given.isEmpty()) {
      for (byte[] key : opened.keys()) {
        byte[] hash = hash(key, before, body);
        if (given.stream().anyMatch(each -> MessageDigest.isEqual(each, hash))) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(
        opened.waiting()
            ? new Refusal(
                503,
                otherwise.field(),
                "a signature",
                "what opens the gateway's sealed secret is not there yet: send it again")
            : otherwise);
  }

  private boolean near(Instant signed) {
    return Duration.between(signed, clock.instant()).abs().compareTo(tolerance) <= 0;
  }

  private static byte[] hash(byte[] key, byte[] before, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(before);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + ALGORITHM, e); // every Java has it
    }
  }

  /** 32 bytes as 64 hexadecimal digits or base64; empty for what is neither. */
  private static Optional<byte[]> decoded(String text) {
    try {
      byte[] hash =
          text.length() == 64 ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text);
      return hash.length == BYTES ? Optional.of(hash) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String description() {
    return "lets in what its sender signed";
  }
}
