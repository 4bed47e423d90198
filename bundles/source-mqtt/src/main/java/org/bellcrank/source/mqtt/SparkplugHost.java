package org.bellcrank.source.mqtt;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Store;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.keys.kura.password.Passwords;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.Refusals;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.source.mqtt.HostLink.HostState;
import org.bellcrank.source.mqtt.link.BrokerAddress;
import org.bellcrank.source.mqtt.link.LinkSettings;
import org.bellcrank.source.mqtt.link.MqttVersion;
import org.bellcrank.source.mqtt.sparkplug.HostView;
import org.bellcrank.source.mqtt.sparkplug.PointNames;
import org.bellcrank.source.mqtt.sparkplug.SparkplugTopic;
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
 * Listens to the nodes of Sparkplug B at one broker as a host: metrics become samples, births and
 * deaths become states of devices.
 */
@Component(
    name = SparkplugHost.PID,
    service = {SparkplugHost.class, ConfigurableComponent.class, SourceLife.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = SparkplugHost.Config.class, factory = true)
public final class SparkplugHost implements ConfigurableComponent, SourceLife {

  static final String PID = "org.bellcrank.source.mqtt.SparkplugHost";

  private final LinkSettings settings;
  private final HostView view;
  private final HostLink link;
  private volatile CryptoService crypto;

  /** Settings. */
  @ObjectClassDefinition(
      localization = "OSGI-INF/l10n/source-mqtt",
      id = PID,
      name = "%Bellcrank Sparkplug host",
      description = "%Takes samples and device states from the Sparkplug B nodes of a broker")
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
    String client_id() default "bellcrank-sparkplug";

    /** Groups. */
    @AttributeDefinition(
        name = "%Groups",
        description = "%Groups of Sparkplug that are listened to; + means all")
    String[] groups() default {"+"};

    /** Points. */
    @AttributeDefinition(
        name = "%Point",
        description =
            "%Name of a metric's point, with {group}, {node}, {device} and {metric}; up to 128"
                + " characters")
    String point() default "{group}/{node}/{device}/{metric}";

    /** Host id. */
    @AttributeDefinition(
        name = "%Host id",
        description =
            "%Under which nodes wait for this gateway as their primary host; empty means that it is"
                + " none",
        required = false)
    String host_id() default "";

    /** State. */
    @AttributeDefinition(
        name = "%Form of STATE",
        description = "%How a primary host tells that it is there: 3.0 as JSON, 2.2 as one word",
        options = {@Option(label = "3.0", value = "3.0"), @Option(label = "2.2", value = "2.2")})
    String state_form() default "3.0";

    /** Pause. */
    @AttributeDefinition(
        name = "%Pause between births",
        description = "%Seconds between two requests for a birth of the same node, 1 to 3600")
    int rebirth_pause() default 10;

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
  public SparkplugHost(
      @Reference ObservationIntake intake,
      @Reference SampleIntake streams,
      @Reference EvidenceStore evidence,
      @Reference Store store,
      @Reference Clock clock,
      Map<String, Object> properties,
      Config config) {
    String whose = "Sparkplug host " + config.client_id();
    URI broker = BrokerAddress.of(PID, config.broker_uri());
    HostState state = state(config, clock);
    List<String> topics = topics(config.groups());
    state.topic().ifPresent(topics::add);
    settings =
        new LinkSettings(
            "Sparkplug host",
            MqttVersion.of(PID, config.version()),
            broker,
            BrokerAddress.clientId(PID, config.client_id()),
            topics,
            config.username() == null ? "" : config.username(),
            () -> Passwords.plain(properties.get("password"), crypto, whose),
            BrokerAddress.keys(PID, broker, config.keystore(), config.key_alias()),
            false,
            state::will);
    view = new HostView(points(config.point()), pause(config.rebirth_pause()));
    link =
        new HostLink(
            settings, state, view, intake, streams, new Refusals(store, evidence, clock), clock);
    link.start();
  }

  private static PointNames points(String given) {
    try {
      return new PointNames(given);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(PID + " " + e.getMessage(), e);
    }
  }

  private static Duration pause(int given) {
    if (given < 1 || given > 3600) {
      throw BrokerAddress.refused(PID, "rebirth.pause", String.valueOf(given), "1 to 3600 s");
    }
    return Duration.ofSeconds(given);
  }

  private static List<String> topics(String[] groups) {
    List<String> topics = new ArrayList<>();
    for (String group : groups == null ? new String[0] : groups) {
      if (!group.equals("+") && !group.matches("[^/+#\\p{Cntrl}]{1,100}")) {
        throw BrokerAddress.refused(PID, "groups", "'" + group + "'", "names of groups, or +");
      }
      for (SparkplugTopic.Kind kind : SparkplugTopic.Kind.values()) {
        String name = kind.name().toUpperCase(Locale.ROOT);
        if (!name.endsWith("CMD")) {
          topics.add(
              "%s/%s/%s/+%s"
                  .formatted(
                      SparkplugTopic.NAMESPACE, group, name, name.startsWith("D") ? "/+" : ""));
        }
      }
    }
    if (topics.isEmpty()) {
      throw BrokerAddress.refused(PID, "groups", Arrays.toString(groups), "at least one");
    }
    return topics;
  }

  private static HostState state(Config config, Clock clock) {
    String id = config.host_id() == null ? "" : config.host_id().strip();
    if (!id.matches("[^/+#\\p{Cntrl}]{0,100}")) {
      throw BrokerAddress.refused(PID, "host.id", "'" + id + "'", "a name without /, + and #");
    }
    HostState.Form form =
        switch (String.valueOf(config.state_form())) {
          case "3.0" -> HostState.Form.JSON;
          case "2.2" -> HostState.Form.TEXT;
          default ->
              throw BrokerAddress.refused(PID, "state.form", config.state_form(), "3.0, 2.2");
        };
    return new HostState(id.isEmpty() ? HostState.Form.NONE : form, id, clock);
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
    keys().follow(there, link::renew);
  }

  /** They went; a connection that stands goes on. */
  public void unsetKeyCabinet(KeyCabinet gone) {
    keys().leave(gone);
  }

  private KeyChoice keys() {
    return settings.keys();
  }

  /** Whether it is connected and listens. */
  @Override
  public Sign sign() {
    boolean listens = link.isUp();
    return new Sign(
        "sparkplug:" + settings.clientId(),
        "mqtt",
        listens,
        listens
            ? "connected to %s and subscribed; no message was tried".formatted(settings.broker())
            : link.away());
  }

  /** Disconnects; the broker tells that the host is gone. */
  @Deactivate
  public void stop() {
    link.close();
  }
}
