package org.bellcrank.source.mqtt.link;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bellcrank.keys.KeyChoice;

/**
 * What is needed to connect.
 *
 * @param whose in front of what is logged, for example {@code MQTT source}
 * @param topics filters to subscribe to at QoS 1; may be empty
 * @param password asked for at each try; never logged
 * @param keeps whether the broker keeps the session while we are away: on MQTT 5 for 30 days, on
 *     3.1.1 as long as the broker likes
 * @param will asked for at each try
 * @param platform whose rules hold; see {@link #at}
 * @param due whether the password that was given last ends soon, so that a new connect is due
 * @param keepAlive seconds of silence after which the broker is asked whether it is there, at least
 *     1; a line that carries nothing any more is noticed after twice that
 */
public record LinkSettings(
    String whose,
    MqttVersion version,
    URI broker,
    String clientId,
    List<String> topics,
    String username,
    Supplier<String> password,
    KeyChoice keys,
    boolean keeps,
    Supplier<Optional<Will>> will,
    Platform platform,
    BooleanSupplier due,
    int keepAlive) {

  /** Keeps an unmodifiable copy. */
  public LinkSettings {
    topics = List.copyOf(topics);
  }

  /** For a broker without rules of its own. */
  public LinkSettings(
      String whose,
      MqttVersion version,
      URI broker,
      String clientId,
      List<String> topics,
      String username,
      Supplier<String> password,
      KeyChoice keys,
      boolean keeps,
      Supplier<Optional<Will>> will) {
    this(
        whose,
        version,
        broker,
        clientId,
        topics,
        username,
        password,
        keys,
        keeps,
        will,
        Platform.NONE,
        () -> false,
        Client.KEEP_ALIVE_SECONDS);
  }

  /**
   * The same for a platform: user and password as it wants them.
   *
   * @param pid whose settings they are, for messages
   * @param sealed whether the password cannot be read yet, so that it is looked at when it is asked
   *     for
   * @param clock by which tokens end
   * @throws IllegalArgumentException for what the platform does not take
   */
  public LinkSettings at(String pid, Platform there, boolean sealed, Clock clock) {
    there.check(pid, this);
    if (!sealed && there.entry() != Platform.Entry.FREE) {
      DeviceSecret.check(pid, there.entry(), username, password.get(), !keys.none());
    }
    if (there.entry() != Platform.Entry.DEVICE_KEY) {
      return with(there, username, password, () -> false);
    }
    DeviceToken token = new DeviceToken(broker, clientId, password, !keys.none(), clock);
    return with(there, token.username(), token, token::isDue);
  }

  private LinkSettings with(
      Platform there, String user, Supplier<String> secret, BooleanSupplier renewed) {
    return new LinkSettings(
        whose, version, broker, clientId, topics, user, secret, keys, keeps, will, there, renewed,
        keepAlive);
  }

  /** The same with another pause before the broker is asked whether it is there. */
  public LinkSettings keepingAlive(int seconds) {
    return new LinkSettings(
        whose, version, broker, clientId, topics, username, password, keys, keeps, will, platform,
        due, seconds);
  }

  /** What one says to be let in; empty texts are not sent. */
  record Login(String user, String password) {}

  /**
   * For one try. Where a device has a token, that is the password of the settings and goes as the
   * user: a setting for users is open to all who read settings.
   *
   * @throws IllegalArgumentException where a token is needed and none is there
   */
  Login login() {
    if (!username.isEmpty()) {
      return new Login(username, password.get());
    }
    if (platform.entry() != Platform.Entry.TOKEN) {
      return new Login("", "");
    }
    String token = password.get();
    DeviceSecret.check("device", platform.entry(), "", token, false);
    return new Login(token, "");
  }

  /** What is shown to the broker, for messages. */
  String shown() {
    String by =
        switch (platform.entry()) {
          case DEVICE_KEY -> "what the device's key signed, or its certificate";
          case TOKEN -> username.isEmpty() ? "the device's token" : user();
          case CERTIFICATE -> "a certificate";
          case FREE -> username.isEmpty() ? "no user name" : user();
        };
    return keys.none() ? by : "%s, keystore %s".formatted(by, keys.keystore());
  }

  private String user() {
    return "user name '%s' and its password".formatted(username);
  }

  /** Never the password. */
  @Override
  public String toString() {
    return clientId + "@" + broker + " " + topics;
  }
}
