package org.bellcrank.source.mqtt.link;

import java.net.URI;
import java.util.Set;
import org.bellcrank.keys.KeyChoice;

/** The settings that say where a broker is and how it is spoken to, checked before it is asked. */
public final class BrokerAddress {

  private static final String ALLOWED = "tcp://host:port or ssl://host:port";

  private BrokerAddress() {}

  /**
   * The address of {@code broker.uri}. What holds a user may hold a password; it is neither taken
   * nor shown.
   *
   * @throws IllegalArgumentException for any that is none
   */
  public static URI of(String whose, String given) {
    if (given != null && given.contains("@")) {
      throw refused(
          whose,
          "broker.uri",
          "an address with a user in it",
          ALLOWED + ", with username and password in their own settings");
    }
    try {
      URI uri = URI.create(String.valueOf(given));
      if (Set.of("tcp", "ssl").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw refused(whose, "broker.uri", given, ALLOWED);
    }
    throw refused(whose, "broker.uri", given, ALLOWED);
  }

  /**
   * The keys for an address. Who names a keystore believes that the way is a safe one.
   *
   * @throws IllegalArgumentException for a keystore with an open connection
   */
  public static KeyChoice keys(String whose, URI broker, String keystore, String alias) {
    KeyChoice choice = new KeyChoice(whose, keystore, alias);
    if (!choice.none() && !"ssl".equals(broker.getScheme())) {
      throw refused(
          whose,
          "keystore",
          "'%s' with %s".formatted(choice.keystore(), broker),
          "with ssl://host:port");
    }
    return choice;
  }

  /**
   * The setting {@code client.id}.
   *
   * @throws IllegalArgumentException for any that brokers may not take
   */
  public static String clientId(String whose, String given) {
    if (given == null || !given.matches("[A-Za-z0-9._-]{1,64}")) {
      throw refused(whose, "client.id", given, "1 to 64 letters, digits, . - _");
    }
    return given;
  }

  /** What a setting was given and may be. */
  public static IllegalArgumentException refused(
      String whose, String name, String given, String allowed) {
    return new IllegalArgumentException(
        "%s %s: given %s; allowed: %s".formatted(whose, name, given, allowed));
  }
}
