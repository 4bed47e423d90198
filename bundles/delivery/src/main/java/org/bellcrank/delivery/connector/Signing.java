package org.bellcrank.delivery.connector;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bellcrank.delivery.StepRequest;

/**
 * How each call is signed at the moment it is sent: a keyed hash over parts of its address goes
 * along in a header. What it holds are rules alone: keys pass through and stay with their caller.
 *
 * @param algorithm of the keyed hash
 * @param key over the credential
 * @param over the text that is signed, in UTF-8
 * @param header name of the header that carries the signature, bare
 * @param encoding how the signature is written
 * @param query what each call carries besides, by name, unencoded; it comes last and is signed too
 */
public record Signing(
    Algorithm algorithm,
    Template key,
    Template over,
    String header,
    Encoding encoding,
    Map<String, Template> query) {

  /** Names of what is signed, and of the time, begin so. */
  public static final String NAME = "sign.";

  /** Keyed hashes. */
  public enum Algorithm {
    HMACSHA1("HmacSHA1"),
    HMACSHA256("HmacSHA256"),
    HMACSHA512("HmacSHA512");

    private final String name;

    Algorithm(String name) {
      this.name = name;
    }
  }

  /** How a signature is written. */
  public enum Encoding {
    HEX_LOWER,
    HEX_UPPER,
    BASE64
  }

  /**
   * A call with its signature.
   *
   * @param signature as the header carries it; nobody but the CMMS may see it
   */
  public record Signed(StepRequest request, String signature) {}

  /**
   * Signs a call.
   *
   * @param known names of the instance and of the credential with their values
   * @param now the time that the signature names, at which it is sent
   * @throws IllegalStateException when key or text need a name that is not known
   */
  public Signed signed(StepRequest bare, Map<String, Object> known, Instant now) {
    Map<String, Object> all = new LinkedHashMap<>(known);
    all.put(NAME + "epochMillis", now.toEpochMilli());
    all.put(NAME + "epochSeconds", now.getEpochSecond());
    StepRequest carrying = plain(bare).carrying(Map.of(), Writing.query(query, all));
    URI address = carrying.address();
    String authority = address.getRawAuthority();
    all.put(NAME + "method", carrying.method());
    all.put(NAME + "host", authority.substring(authority.indexOf('@') + 1));
    all.put(NAME + "path", address.getRawPath());
    all.put(
        NAME + "query",
        Stream.of(address.getRawQuery() == null ? "" : address.getRawQuery(), carrying.query())
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("&")));
    String signature = written(hash(rendered(key, all), rendered(over, all)));
    return new Signed(carrying.carrying(Map.of(header, signature), ""), signature);
  }

  /**
   * The same address with the letters in percent that an HTTP client may write so on its own: what
   * is signed has to be what arrives.
   */
  private static StepRequest plain(StepRequest bare) {
    String path = bare.path();
    // Of an address that an answer gave, the host may stand in brackets of its own.
    int own = path.startsWith("/") ? 0 : Math.max(0, path.indexOf('/', path.indexOf("//") + 2));
    return bare.to(path.substring(0, own) + plain(path.substring(own)), plain(bare.query()));
  }

  private static String plain(String address) {
    return address.replace("~", "%7E").replace("[", "%5B").replace("]", "%5D");
  }

  private static byte[] rendered(Template template, Map<String, Object> known) {
    return template
        .render(known)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the signature needs %s, which is not known"
                        .formatted(template.missing(known))))
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] hash(byte[] secret, byte[] text) {
    if (secret.length == 0) {
      throw new IllegalStateException("the key that calls are signed with is empty");
    }
    try {
      Mac mac = Mac.getInstance(algorithm.name);
      mac.init(new SecretKeySpec(secret, algorithm.name));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + algorithm.name, e);
    }
  }

  private String written(byte[] hash) {
    return switch (encoding) {
      case HEX_LOWER -> HexFormat.of().formatHex(hash);
      case HEX_UPPER -> HexFormat.of().withUpperCase().formatHex(hash);
      case BASE64 -> Base64.getEncoder().encodeToString(hash);
    };
  }
}
