package org.bellcrank.source.mqtt;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Store;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.keys.kura.password.Passwords;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.ObservationMessage;
import org.bellcrank.observation.Refusals;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.payload.Mapped;
import org.bellcrank.payload.PayloadBook;
import org.bellcrank.source.mqtt.link.BrokerAddress;
import org.bellcrank.source.mqtt.link.LinkSettings;
import org.bellcrank.source.mqtt.link.MqttVersion;
import org.bellcrank.source.mqtt.link.Platform;
import org.bellcrank.source.mqtt.link.TopicFilters;
import org.bellcrank.stream.SampleIntake;
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
 * Takes observations and samples from the topics of a broker of MQTT 3.1.1 or 5. A message is
 * acknowledged to the broker only when its observations are durable, and the session persists, so
 * that nothing is lost between broker and gateway.
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
  private final Mapped mapped;
  private volatile CryptoService crypto;

  /** Settings. */
  @ObjectClassDefinition(
      localization = "OSGI-INF/l10n/source-mqtt",
      id = PID,
      name = "%Bellcrank MQTT source",
      description = "%Takes observations and samples from a broker of MQTT 3.1.1 or 5")
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
        description = "%1 to 64 letters, digits, dot, dash or underscore; unique at the broker")
    String client_id() default "bellcrank";

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

    /** Topic filters. */
    @AttributeDefinition(name = "%Topics", description = "%Topic filters, at least one")
    String[] topics() default {"bellcrank/observations/#"};

    /** Mappings. */
    @AttributeDefinition(
        name = "%Payload mappings",
        description =
            "%Topics that a mapping under payloads of the site documents names are read by it;"
                + " nothing is taken before documents are in force")
    boolean payloads() default false;

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
    URI broker = BrokerAddress.of(PID, config.broker_uri());
    keys = BrokerAddress.keys(PID, broker, config.keystore(), config.key_alias());
    String client = BrokerAddress.clientId(PID, config.client_id());
    Platform platform = Platform.of(PID, config.platform());
    LinkSettings settings =
        new LinkSettings(
                "MQTT source",
                MqttVersion.of(PID, config.version()),
                broker,
                client,
                TopicFilters.checked(PID, platform.filters(PID, config.topics(), client)),
                config.username() == null ? "" : config.username(),
                () -> Passwords.plain(properties.get("password"), crypto, whose),
                keys,
                true,
                Optional::empty)
            .at(PID, platform, Passwords.looksSealed(properties.get("password")), clock);
    mapped = new Mapped(config.payloads());
    subscription =
        new Subscription(
            settings,
            bytes(config.max_bytes()),
            intake,
            new ObservationMessage(evidence, ObservationMessage.WrongTime.READ),
            new Refusals(store, evidence, clock),
            mapped,
            clock);
    subscription.start();
  }

  private static int bytes(int given) {
    if (given < 1024 || given > 67108864) {
      throw BrokerAddress.refused(PID, "max.bytes", String.valueOf(given), "1024 to 67108864");
    }
    return given;
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

  /** The mappings of the site documents; they may come after this component. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setPayloadBook(PayloadBook there) {
    mapped.here(there);
  }

  /** They went; mapped messages wait at the broker. */
  public void unsetPayloadBook(PayloadBook gone) {
    mapped.gone(gone);
  }

  /** What takes samples; it may come after this component. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setSampleIntake(SampleIntake there) {
    mapped.here(there);
  }

  /** It went; messages of samples wait at the broker. */
  public void unsetSampleIntake(SampleIntake gone) {
    mapped.gone(gone);
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
