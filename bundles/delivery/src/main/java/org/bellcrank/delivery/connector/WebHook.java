package org.bellcrank.delivery.connector;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a call of the CMMS proves that it comes from there, and where it names the order: a keyed
 * hash (HMAC-SHA256) stands in a header. Four vendors sign in four ways, none of which covers
 * everything, so that a call is a hint and no more. Safe for any thread.
 *
 * @param order path of the order's key in the JSON that is posted; empty where none stands there:
 *     then what changed is asked for at once
 * @param header name of the header with the signature
 * @param form what stands in that header, with {@code {signature}} and further values in braces
 * @param encoding how the signature is written
 * @param over what is signed, with values in braces: {@code body}, {@code uri}, those of the form
 *     and of {@code headers}
 * @param key what the secret becomes before it is used
 * @param headers values that stand in headers of their own: name of the header by name of the value
 * @param tolerance how far {@code timestamp}, in seconds since 1970, may be from the gateway's
 *     clock; empty where it is not looked at
 */
public record WebHook(
    Optional<String> order,
    String header,
    String form,
    Encoding encoding,
    String over,
    Key key,
    Map<String, String> headers,
    Optional<Duration> tolerance) {

  static final String SIGNATURE = "signature";
  static final String BODY = "body";
  static final String URI = "uri";
  static final String TIMESTAMP = "timestamp";

  static final Pattern VALUE = Pattern.compile("\\{([a-z][A-Za-z0-9]*)}");

  private static final String ALGORITHM = "HmacSHA256";

  /** How a signature is written. */
  public enum Encoding {
    HEX,
    BASE64
  }

  /** What the secret becomes before it is used. */
  public enum Key {
    /** Its letters. */
    RAW,
    /** The SHA-256 of its letters, as hexadecimal digits in lower case. */
    SHA256_HEX
  }

  public WebHook {
    headers = Map.copyOf(headers);
  }

  /**
   * A call as it came.
   *
   * @param uri its path and query as they were sent
   * @param headers by name in lower case; of a repeated one the first
   */
  public record Call(String uri, Map<String, String> headers, byte[] body) {}

  /** A call that proves nothing; the words never hold the secret. */
  public static final class UnprovenException extends Exception {
    private static final long serialVersionUID = 1L;

    UnprovenException(String message) {
      super(message);
    }
  }

  /**
   * Which order a call tells of.
   *
   * @param secret as it was agreed with the CMMS
   * @return the order's key there; empty where the call names none by the rules
   * @throws UnprovenException when it is not signed with the secret, or too long ago
   */
  public Optional<String> hear(Call call, String secret, Instant now) throws UnprovenException {
    Map<String, String> values = values(call);
    byte[] given = signature(values.get(SIGNATURE));
    if (!MessageDigest.isEqual(given, hash(secret, signed(call, values)))) {
      throw new UnprovenException(
          "%s: given a signature that is not that of this call; allowed: one with the secret that"
                  .formatted(header)
              + " the instance names in hook");
    }
    if (tolerance.isPresent()) {
      fresh(values.get(TIMESTAMP), now);
    }
    return order.flatMap(
        path -> Json.lenient(new String(call.body(), StandardCharsets.UTF_8)).text(path));
  }

  private Map<String, String> values(Call call) throws UnprovenException {
    Map<String, String> values = new LinkedHashMap<>();
    String written = header(call, header);
    Matcher shown = shape().matcher(written.strip());
    if (!shown.matches()) {
      throw new UnprovenException(
          "%s: given a header of another form; allowed: %s".formatted(header, form));
    }
    for (String name : names(form)) {
      values.put(name, shown.group(name));
    }
    for (Map.Entry<String, String> entry : headers.entrySet()) {
      values.put(entry.getKey(), header(call, entry.getValue()));
    }
    return values;
  }

  private static String header(Call call, String name) throws UnprovenException {
    String value = call.headers().get(name.toLowerCase(Locale.ROOT));
    if (value == null) {
      throw new UnprovenException("given no header %s; allowed: one".formatted(name));
    }
    return value;
  }

  static Iterable<String> names(String text) {
    return VALUE.matcher(text).results().map(each -> each.group(1)).collect(Collectors.toList());
  }

  private Pattern shape() {
    StringBuilder shape = new StringBuilder();
    Matcher parts = VALUE.matcher(form);
    int at = 0;
    while (parts.find()) {
      shape.append(Pattern.quote(form.substring(at, parts.start())));
      shape.append("(?<").append(parts.group(1)).append(">[^,;\\s]{1,1000})");
      at = parts.end();
    }
    return Pattern.compile(shape.append(Pattern.quote(form.substring(at))).toString());
  }

  private byte[] signature(String text) throws UnprovenException {
    try {
      return encoding == Encoding.HEX
          ? HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT))
          : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException other) {
      throw new UnprovenException(
          "%s: given a signature that is not written as %s"
              .formatted(header, encoding.name().toLowerCase(Locale.ROOT)));
    }
  }

  /** Bytes, since a body need not be text. */
  private byte[] signed(Call call, Map<String, String> values) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Matcher parts = VALUE.matcher(over);
    int at = 0;
    while (parts.find()) {
      text.writeBytes(bytes(over.substring(at, parts.start())));
      text.writeBytes(
          switch (parts.group(1)) {
            case BODY -> call.body();
            case URI -> bytes(call.uri());
            default -> bytes(values.get(parts.group(1)));
          });
      at = parts.end();
    }
    text.writeBytes(bytes(over.substring(at)));
    return text.toByteArray();
  }

  private byte[] hash(String secret, byte[] text) {
    try {
      byte[] used = bytes(secret);
      if (key == Key.SHA256_HEX) {
        used = bytes(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(used)));
      }
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(used, ALGORITHM));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private void fresh(String timestamp, Instant now) throws UnprovenException {
    try {
      Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
      if (Duration.between(at, now).abs().compareTo(tolerance.orElseThrow()) <= 0) {
        return;
      }
    } catch (NumberFormatException | DateTimeException otherForm) {
      // as if it were long ago
    }
    throw new UnprovenException(
        "timestamp: given %s; allowed: seconds since 1970 that are at most %s from %s"
            .formatted(shortened(timestamp), tolerance.orElseThrow(), now));
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
