package org.bellcrank.publish.mqtt;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bellcrank.asset.Asset;
import org.bellcrank.journal.LayerBook;
import org.bellcrank.journal.LayerChoice;
import org.bellcrank.journal.Store;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.keys.kura.password.Passwords;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.source.mqtt.link.BrokerAddress;
import org.bellcrank.source.mqtt.link.LinkSettings;
import org.bellcrank.source.mqtt.link.MqttVersion;
import org.bellcrank.source.mqtt.sparkplug.SparkplugTopic;
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
 * Shows the gateway as a node of Sparkplug B at one broker: how often each kind of entry was
 * written to the journal, the state of each device, and, where that is wanted, how each asset of
 * the documents is.
 */
@Component(
    name = SparkplugNode.PID,
    service = {SparkplugNode.class, ConfigurableComponent.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = SparkplugNode.Config.class, factory = true)
public final class SparkplugNode implements ConfigurableComponent {

  static final String PID = "org.bellcrank.publish.mqtt.SparkplugNode";

  private final LayerChoice layers = new LayerChoice();
  private final KeyChoice keys;
  private final NodePublication publication;
  private volatile CryptoService crypto;
  private volatile ActiveSite site;

  /** Settings. */
  @ObjectClassDefinition(
      localization = "OSGI-INF/l10n/publish-mqtt",
      id = PID,
      name = "%Bellcrank Sparkplug node",
      description = "%Shows counts and states of devices and assets as a node of Sparkplug B")
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
    String client_id() default "bellcrank-node";

    /** Kinds. */
    @AttributeDefinition(
        name = "%Kinds",
        description =
            "%Kinds of journal entries that are counted, at least one; with device.status the state of"
                + " each device is told too")
    String[] kinds() default {"order.raised", "order.changed", "finding.disposed", "device.status"};

    /** Assets. */
    @AttributeDefinition(
        name = "%Assets",
        description =
            "%Whether states of each asset of the documents are told too, by those kinds: with"
                + " asset.condition its condition, with order.changed its open orders, with"
                + " finding.disposed what was found last")
    boolean assets() default false;

    /** Group. */
    @AttributeDefinition(name = "%Group", description = "%Group of the node, without / + #")
    String group() default "bellcrank";

    /** Node. */
    @AttributeDefinition(name = "%Node", description = "%Name of the node, without / + #")
    String node() default "gateway";

    /** Period. */
    @AttributeDefinition(
        name = "%Period",
        description = "%Seconds between two looks for changes, 1 to 3600")
    int period() default 10;

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
  public SparkplugNode(
      @Reference Store store,
      @Reference Clock clock,
      Map<String, Object> properties,
      Config config) {
    String client = BrokerAddress.clientId(PID, config.client_id());
    String whose = "Sparkplug node " + client;
    URI broker = BrokerAddress.of(PID, config.broker_uri());
    keys = BrokerAddress.keys(PID, broker, config.keystore(), config.key_alias());
    NodePublication.Identity identity =
        new NodePublication.Identity(name("group", config.group()), name("node", config.node()));
    LinkSettings settings =
        new LinkSettings(
            "Sparkplug node",
            MqttVersion.of(PID, config.version()),
            broker,
            client,
            List.of(identity.topic(SparkplugTopic.Kind.NCMD)),
            config.username() == null ? "" : config.username(),
            () -> Passwords.plain(properties.get("password"), crypto, whose),
            keys,
            false,
            identity::death);
    publication =
        new NodePublication(
            settings,
            identity,
            MqttPublisher.kinds(PID, config.kinds()),
            layers,
            config.assets() ? this::assets : List::of,
            period(config.period()),
            store,
            clock);
    publication.start();
  }

  /** Ids of the assets of the documents in force; none while there are no documents. */
  private List<String> assets() {
    ActiveSite there = site;
    return there == null
        ? List.of()
        : there
            .site()
            .map(now -> now.assets().assets().stream().map(Asset::id).toList())
            .orElse(List.of());
  }

  private static String name(String setting, String given) {
    if (given == null || !given.matches("[^/+#\\p{Cntrl}]{1,100}")) {
      throw BrokerAddress.refused(
          PID, setting, "'" + given + "'", "1 to 100 characters without / + #");
    }
    return given;
  }

  private static Duration period(int given) {
    if (given < 1 || given > 3600) {
      throw BrokerAddress.refused(PID, "period", String.valueOf(given), "1 to 3600 s");
    }
    return Duration.ofSeconds(given);
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

  /** The documents in force; they may come after this component. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setActiveSite(ActiveSite there) {
    site = there;
  }

  /** They went. */
  public synchronized void unsetActiveSite(ActiveSite gone) {
    site = site == gone ? null : site;
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

  /** By which layers events leave; nothing does before it is here. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setLayerBook(LayerBook there) {
    layers.here(there);
  }

  /** It went; what happens meanwhile is counted later. */
  public void unsetLayerBook(LayerBook gone) {
    layers.gone(gone);
  }

  /** Disconnects; the broker tells the death of the node. */
  @Deactivate
  public void stop() {
    publication.close();
  }
}
