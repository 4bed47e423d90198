package org.bellcrank.publish.mqtt;

import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bellcrank.health.GatewayHealth;
import org.bellcrank.journal.LayerBook;
import org.bellcrank.journal.LayerChoice;
import org.bellcrank.journal.Store;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.keys.kura.password.Passwords;
import org.bellcrank.source.mqtt.link.BrokerAddress;
import org.bellcrank.source.mqtt.link.LinkSettings;
import org.bellcrank.source.mqtt.link.MqttVersion;
import org.bellcrank.source.mqtt.link.Platform;
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
import org.osgi.service.metatype.annotations.Option;

/**
 * Publishes what the journal tells to the topics of one broker, at least once and in its order.
 * Only the kinds and facts that the settings name leave.
 */
@Component(
    name = MqttPublisher.PID,
    service = {MqttPublisher.class, ConfigurableComponent.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = MqttPublisher.Config.class, factory = true)
public final class MqttPublisher implements ConfigurableComponent {

  static final String PID = "org.bellcrank.publish.mqtt.MqttPublisher";

  private final LayerChoice layers = new LayerChoice();
  private final KeyChoice keys;
  private final Publication publication;
  private volatile CryptoService crypto;

  /** Settings. */
  @ObjectClassDefinition(
      localization = "OSGI-INF/l10n/publish-mqtt",
      id = PID,
      name = "%Bellcrank MQTT publisher",
      description = "%Publishes decisions, work orders and device states to a broker")
  public @interface Config {

    /** Broker address. */
    @AttributeDefinition(
        name = "%Broker",
        description = "%Address of the broker: tcp://host:port or ssl://host:port")
    String broker_uri() default "tcp://127.0.0.1:1883";

    /** Version. */
    @AttributeDefinition(
        name = "%MQTT version",
        description = "%5, or 3.1.1 for a broker that knows no other",
        options = {@Option(label = "5", value = "5"), @Option(label = "3.1.1", value = "3.1.1")})
    String version() default "5";

    /** Client id. */
    @AttributeDefinition(
        name = "%Client id",
        description =
            "%1 to 64 letters, digits, dot, dash or underscore; unique at the broker. The position"
                + " in the journal is kept under it")
    String client_id() default "bellcrank-publisher";

    /** Platform. */
    @AttributeDefinition(
        name = "%IoT platform",
        description =
            "%Whose device the gateway is: none, azure-iot-hub, aws-iot or thingsboard; what it"
                + " asks of devices holds",
        options = {
          @Option(label = "%None", value = Platform.NO_PLATFORM),
          @Option(label = "Azure IoT Hub", value = Platform.AZURE_IOT_HUB),
          @Option(label = "AWS IoT", value = Platform.AWS_IOT),
          @Option(label = "ThingsBoard", value = Platform.THINGS_BOARD)
        })
    String platform() default Platform.NO_PLATFORM;

    /** Kinds. */
    @AttributeDefinition(
        name = "%Kinds",
        description =
            "%Kinds of journal entries that are published, at least one, for example order.raised")
    String[] kinds() default {"order.raised", "order.changed", "finding.disposed", "device.status"};

    /** Fields. */
    @AttributeDefinition(
        name = "%Facts",
        description =
            "%Facts of those entries that may leave; * means all, none means that only kind,"
                + " subject, time and sequence leave",
        required = false)
    String[] fields() default {
      "reference", "asset", "failureMode", "site", "type", "priority", "status", "device", "detail"
    };

    /** What was found. */
    @AttributeDefinition(
        name = "%What was found",
        description =
            "%Facts of what was found that may leave beside finding.disposed: class, point,"
                + " confidence, value, unit, severity, asset, capturedAt, disposition, order, link;"
                + " * means all, none means none",
        required = false)
    String[] found() default {};

    /** Classes. */
    @AttributeDefinition(
        name = "%Classes",
        description =
            "%Classes of findings that are published, as sources tell them; none means all",
        required = false)
    String[] classes() default {};

    /** Topic. */
    @AttributeDefinition(
        name = "%Topic",
        description =
            "%Where, with {client}, {kind}, {subject}, {sequence}, {class}, {asset} and"
                + " {disposition}")
    String topic() default "bellcrank/{client}/{kind}/{subject}";

    /** Retained. */
    @AttributeDefinition(
        name = "%Retained",
        description = "%The broker keeps the newest message of each topic for who subscribes later")
    boolean retained() default false;

    /** Health. */
    @AttributeDefinition(
        name = "%Health topic",
        description =
            "%Where the broker keeps how the gateway is, and that it is gone; empty means nowhere",
        required = false)
    String health_topic() default "bellcrank/{client}/health";

    /** Start. */
    @AttributeDefinition(
        name = "%Start",
        description =
            "%Where a client id that never published begins: now, or at the beginning of the"
                + " journal",
        options = {
          @Option(label = "%Now", value = "now"),
          @Option(label = "%Beginning", value = "beginning")
        })
    String start() default "now";

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
  }

  /** Starts to connect; reconnects by itself for as long as it lives. */
  @Activate
  public MqttPublisher(
      @Reference Store store,
      @Reference Clock clock,
      Map<String, Object> properties,
      Config config) {
    String client = BrokerAddress.clientId(PID, config.client_id());
    String whose = "MQTT publisher " + client;
    URI broker = BrokerAddress.of(PID, config.broker_uri());
    keys = BrokerAddress.keys(PID, broker, config.keystore(), config.key_alias());
    Platform platform = Platform.of(PID, config.platform());
    Publication.Plan plan = plan(config, client, platform, layers);
    LinkSettings settings =
        new LinkSettings(
                "MQTT publisher",
                MqttVersion.of(PID, config.version()),
                broker,
                client,
                List.of(),
                config.username() == null ? "" : config.username(),
                () -> Passwords.plain(properties.get("password"), crypto, whose),
                keys,
                false,
                plan::will)
            .at(PID, platform, Passwords.looksSealed(properties.get("password")), clock);
    publication =
        new Publication(
            settings, plan, "publish.mqtt." + client.toLowerCase(Locale.ROOT), store, clock);
    publication.start();
  }

  private static Publication.Plan plan(
      Config config, String client, Platform platform, LayerBook layers) {
    String health = config.health_topic() == null ? "" : config.health_topic().strip();
    String start = String.valueOf(config.start());
    if (!start.matches("now|beginning")) {
      throw BrokerAddress.refused(PID, "start", "'" + start + "'", "now, beginning");
    }
    platform.checkRetained(PID, config.retained());
    return new Publication.Plan(
        new Outgoing(
            kinds(PID, config.kinds()),
            texts(config.fields()),
            found(config.found()),
            Set.copyOf(texts(config.classes())),
            layers),
        TopicTemplate.of(PID, "topic", platform.events(config.topic()), client, platform),
        config.retained(),
        health.isEmpty()
            ? Optional.empty()
            : Optional.of(
                TopicTemplate.of(PID, "health.topic", platform.health(health), client, platform)),
        platform,
        start.equals("now"));
  }

  static Set<String> kinds(String pid, String[] given) {
    Set<String> kinds = new LinkedHashSet<>(texts(given));
    for (String kind : kinds) {
      if (!kind.matches("[a-z]+(\\.[a-zA-Z]+)+")) {
        throw BrokerAddress.refused(
            pid, "kinds", "'" + kind + "'", "dotted names such as order.raised");
      }
    }
    if (kinds.isEmpty()) {
      throw BrokerAddress.refused(pid, "kinds", "none", "at least one, for example order.raised");
    }
    return kinds;
  }

  private static List<String> found(String[] given) {
    List<String> names = texts(given);
    for (String name : names) {
      if (!name.equals("*") && !name.equals(Found.ORDER) && !Found.ADDED.contains(name)) {
        throw BrokerAddress.refused(
            PID,
            "found",
            "'" + name + "'",
            "*, %s, %s".formatted(Found.ORDER, String.join(", ", new TreeSet<>(Found.ADDED))));
      }
    }
    return names;
  }

  private static List<String> texts(String[] given) {
    return given == null
        ? List.of()
        : Arrays.stream(given).map(String::strip).filter(text -> !text.isEmpty()).toList();
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
    keys.follow(there, publication::renew);
  }

  /** They went; a connection that stands goes on. */
  public void unsetKeyCabinet(KeyCabinet gone) {
    keys.leave(gone);
  }

  /** How the gateway is; it may come after this component. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setGatewayHealth(GatewayHealth there) {
    publication.follow(there);
  }

  /** Nobody tells any more. */
  public void unsetGatewayHealth(GatewayHealth gone) {
    publication.leave(gone);
  }

  /** By which layers events leave; nothing does before it is here. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setLayerBook(LayerBook there) {
    layers.here(there);
  }

  /** It went; what happens meanwhile leaves later. */
  public void unsetLayerBook(LayerBook gone) {
    layers.gone(gone);
  }

  /** Disconnects; the broker tells that the gateway is gone. */
  @Deactivate
  public void stop() {
    publication.close();
  }
}
