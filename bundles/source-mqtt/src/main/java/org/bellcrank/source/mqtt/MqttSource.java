package org.bellcrank.source.mqtt;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Store;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.ObservationMessage;
import org.bellcrank.observation.Refusals;
import org.bellcrank.observation.SourceLife;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.crypto.CryptoService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Takes observations from the topics of an MQTT 5 broker. A message is acknowledged to the broker
 * only when the observation is durable, and the session persists, so that nothing is lost between
 * broker and gateway.
 */
@Component(
    name = MqttSource.PID,
    service = {MqttSource.class, ConfigurableComponent.class, SourceLife.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = MqttSource.Config.class, factory = true)
public final class MqttSource implements ConfigurableComponent, SourceLife {

  static final String PID = "org.bellcrank.source.mqtt.MqttSource";

  private final Subscription subscription;
  private final KeyChoice keys;
  private volatile CryptoService crypto;

  /** Settings. */
  @ObjectClassDefinition(
      localization = "OSGI-INF/l10n/source-mqtt",
      id = PID,
      name = "%Bellcrank MQTT source",
      description = "%Takes observations from an MQTT 5 broker")
  public @interface Config {

    /** Broker address. */
    @AttributeDefinition(
        name = "%Broker",
        description = "%Address of the broker: tcp://host:port or ssl://host:port")
    String broker_uri() default "tcp://127.0.0.1:1883";

    /** Client id. */
    @AttributeDefinition(
        name = "%Client id",
        description = "%1 to 64 letters, digits, dot, dash or underscore; unique at the broker")
    String client_id() default "bellcrank";

    /** Topic filters. */
    @AttributeDefinition(name = "%Topics", description = "%Topic filters, at least one")
    String[] topics() default {"bellcrank/observations/#"};

    /** User name. */
    @AttributeDefinition(name = "%User name", description = "%Empty means none", required = false)
    String username() default "";

    /** Password. */
    @AttributeDefinition(
        name = "%Password",
        description = "%Empty means none",
        type = AttributeType.PASSWORD,
        required = false)
    String password() default "";

    /** Keystore. */
    @AttributeDefinition(
        name = "%Keystore",
        description =
            "%Name of the gateway's keystore for ssl://, for example SSLKeystore: its trusted"
                + " certificates alone are believed; empty means those of Java",
        required = false)
    String keystore() default "";

    /** Alias of the key. */
    @AttributeDefinition(
        name = "%Key alias",
        description =
            "%Key of that keystore to show to a broker that asks for one; empty lets the broker's"
                + " authorities choose",
        required = false)
    String key_alias() default "";

    /** Largest message. */
    @AttributeDefinition(
        name = "%Largest message",
        description = "%Bytes a message may have, 1024 to 67108864")
    int max_bytes() default 8388608;
  }

  /** Starts to connect; reconnects by itself for as long as it lives. */
  @Activate
  public MqttSource(
      @Reference ObservationIntake intake,
      @Reference EvidenceStore evidence,
      @Reference Store store,
      @Reference Clock clock,
      Map<String, Object> properties,
      Config config) {
    String whose = "MQTT source " + config.client_id();
    URI broker = broker(config.broker_uri());
    keys = keys(broker, config);
    Subscription.Settings settings =
        new Subscription.Settings(
            broker,
            checked(
                "client.id",
                config.client_id(),
                "[A-Za-z0-9._-]{1,64}",
                "1 to 64 letters, digits, . - _"),
            TopicFilters.checked(config.topics()),
            config.username() == null ? "" : config.username(),
            () -> Passwords.plain(properties.get("password"), crypto, whose),
            keys,
            bytes(config.max_bytes()));
    subscription =
        new Subscription(
            settings,
            intake,
            new ObservationMessage(evidence, ObservationMessage.WrongTime.READ),
            new Refusals(store, evidence, clock),
            clock);
    subscription.start();
  }

  /** What holds a user may hold a password; it is neither taken nor shown. */
  private static URI broker(String given) {
    if (given != null && given.contains("@")) {
      throw refused(
          "broker.uri",
          "an address with a user in it",
          "tcp://host:port or ssl://host:port, with username and password in their own settings");
    }
    try {
      URI uri = URI.create(String.valueOf(given));
      if (Set.of("tcp", "ssl").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw refused("broker.uri", given, "tcp://host:port or ssl://host:port");
    }
    throw refused("broker.uri", given, "tcp://host:port or ssl://host:port");
  }

  /** Who names a keystore believes that the way is a safe one. */
  private static KeyChoice keys(URI broker, Config config) {
    KeyChoice choice = new KeyChoice(PID, config.keystore(), config.key_alias());
    if (!choice.none() && !"ssl".equals(broker.getScheme())) {
      throw refused(
          "keystore", "'%s' with %s".formatted(choice.keystore(), broker), "with ssl://host:port");
    }
    return choice;
  }

  private static int bytes(int given) {
    if (given < 1024 || given > 67108864) {
      throw refused("max.bytes", String.valueOf(given), "1024 to 67108864");
    }
    return given;
  }

  private static String checked(String name, String given, String pattern, String allowed) {
    if (given == null || !given.matches(pattern)) {
      throw refused(name, given, allowed);
    }
    return given;
  }

  private static IllegalArgumentException refused(String name, String given, String allowed) {
    return new IllegalArgumentException(
        "%s %s: given %s; allowed: %s".formatted(PID, name, given, allowed));
  }

  /** What opens a password that the gateway sealed; it may come after this component. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setCryptoService(CryptoService there) {
    crypto = there;
  }

  /** It went. */
  public synchronized void unsetCryptoService(CryptoService gone) {
    crypto = crypto == gone ? null : crypto;
  }

  /** The gateway's keystores; they may come after this component, and change. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setKeyCabinet(KeyCabinet there) {
    keys.follow(there, subscription::renew);
  }

  /** They went; a connection that stands goes on. */
  public void unsetKeyCabinet(KeyCabinet gone) {
    keys.leave(gone);
  }

  /** Whether it is connected and listens; no message of ours is put at the broker. */
  @Override
  public Sign sign() {
    return subscription.sign();
  }

  /** Disconnects; the broker keeps what arrives until the next start. */
  @Deactivate
  public void stop() {
    subscription.close();
  }
}
