package org.bellcrank.delivery.rfc;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a session goes and as whom.
 *
 * @param name host of the application server, or, without a system number, a destination that the
 *     bridge itself keeps (groups of servers, routers, certificates)
 * @param system number of the system on that host, two digits; empty for a destination of the
 *     bridge's
 * @param client three digits; empty where the destination of the bridge says it
 * @param language two letters in which the other side words its messages; empty for the user's own
 * @param user empty where the destination of the bridge says it
 * @param password empty where there is none
 * @param connectTime longest wait for connection and logon
 * @param answerTime longest wait for all calls of the session together
 */
public record RfcDestination(
    String name,
    Optional<String> system,
    Optional<String> client,
    Optional<String> language,
    Optional<String> user,
    Optional<String> password,
    Duration connectTime,
    Duration answerTime) {

  /** What an address may look like, for people. */
  public static final String FORMS =
      "rfc://HOST/NN?client=CCC&language=LL (NN the system number) or rfc://NAME (a destination of"
          + " the bridge's)";

  private static final Pattern ADDRESS =
      Pattern.compile("rfc://([A-Za-z0-9._-]+)(?:/([0-9]{2}))?/?(?:\\?(.*))?");

  private static final Map<String, Pattern> QUERY =
      Map.of(
          "client", Pattern.compile("[0-9]{3}"),
          "language", Pattern.compile("[A-Za-z]{2}"));

  /**
   * Of an instance's address and credential.
   *
   * @param credential {@code user:password}; empty where the destination of the bridge says it
   * @throws IllegalArgumentException with what was given and what is allowed
   */
  public static RfcDestination of(
      URI address, Optional<String> credential, Duration connectTime, Duration answerTime) {
    Matcher matcher = ADDRESS.matcher(address.toString());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "given address %s; allowed: %s".formatted(plain(address), FORMS));
    }
    Map<String, String> query = query(address, matcher.group(3));
    Optional<String> system = Optional.ofNullable(matcher.group(2));
    if (system.isPresent() && !query.containsKey("client")) {
      throw new IllegalArgumentException(
          "given address %s without client; allowed: %s".formatted(plain(address), FORMS));
    }
    Optional<String[]> parts = credential.map(both -> both.split(":", 2));
    return new RfcDestination(
        matcher.group(1),
        system,
        Optional.ofNullable(query.get("client")),
        Optional.ofNullable(query.get("language")),
        parts.map(both -> both[0]),
        parts.filter(both -> both.length == 2).map(both -> both[1]),
        connectTime,
        answerTime);
  }

  private static Map<String, String> query(URI address, String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      String value = parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "";
      if (!QUERY.containsKey(parts[0]) || !QUERY.get(parts[0]).matcher(value).matches()) {
        throw new IllegalArgumentException(
            "given %s in the address %s; allowed: client (three digits), language (two letters)"
                .formatted(parts[0], plain(address)));
      }
      query.put(parts[0], value);
    }
    return query;
  }

  /** What stands behind the question mark might be a secret that does not belong there. */
  private static String plain(URI address) {
    return address.toString().replaceFirst("\\?.*", "");
  }

  /** For people; without user and password. */
  @Override
  public String toString() {
    return "rfc://"
        + name
        + system.map(number -> "/" + number).orElse("")
        + client.map(number -> "?client=" + number).orElse("");
  }
}
