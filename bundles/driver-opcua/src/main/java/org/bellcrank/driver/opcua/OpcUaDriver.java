package org.bellcrank.driver.opcua;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bellcrank.asset.Browsable;
import org.bellcrank.asset.UnbrowsableException;
import org.bellcrank.driver.opcua.security.Ciphers;
import org.bellcrank.driver.opcua.security.TrustFolder;
import org.bellcrank.keys.CertificateTerms;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.keys.kura.password.Passwords;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.driver.ChannelDescriptor;
import org.eclipse.kura.driver.Driver;
import org.eclipse.kura.driver.PreparedRead;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/**
 * An OPC UA server as a driver for a gateway's assets. It connects with the first reading, writing
 * or listening, and again whenever the session broke. It reads; it writes only nodes that are
 * listed by name. Safe for use by any number of threads.
 */
@Component(
    name = OpcUaDriver.PID,
    service = {Driver.class, Browsable.class, ConfigurableComponent.class, CertificateTerms.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Config.class, factory = true)
public final class OpcUaDriver
    implements Driver, Browsable, ConfigurableComponent, CertificateTerms {

  static final String PID = "org.bellcrank.driver.opcua.OpcUaDriver";

  private static final String NONE = "NONE";
  static final Map<String, SecurityPolicy> POLICIES =
      Map.of(
          "BASIC256SHA256",
          SecurityPolicy.Basic256Sha256,
          "AES128_SHA256_RSAOAEP",
          SecurityPolicy.Aes128_Sha256_RsaOaep,
          "AES256_SHA256_RSAPSS",
          SecurityPolicy.Aes256_Sha256_RsaPss,
          NONE,
          SecurityPolicy.None);

  private final String name;
  private final KeyChoice keys;
  private final Point.Preset preset;
  private final Link link;
  private final Listening listening;
  private final Filling filling;
  private final Writing writing;
  private final Browsable browsing;
  private final SecurityPolicy policy;
  private final Clock clock = Clock.systemUTC();
  private volatile CryptoService crypto;

  /** Checks the settings; connects to nothing yet. */
  @Activate
  public OpcUaDriver(Config config, Map<String, Object> properties, BundleContext bundle) {
    this(config, properties, folder(config.folder(), bundle));
  }

  OpcUaDriver(Config config, Map<String, Object> properties, Path folder) {
    name = String.valueOf(properties.getOrDefault("kura.service.pid", PID));
    int keepAlive = checked("keep.alive.millis", config.keep_alive_millis(), 500, 60_000);
    Place place =
        new Place(
            url(config.endpoint()),
            policy(config),
            mode(config),
            Duration.ofMillis(checked("timeout.millis", config.timeout_millis(), 100, 60_000)),
            Duration.ofMillis(keepAlive));
    keys = new KeyChoice("OPC UA driver " + name, config.keystore(), config.key_alias());
    if (keys.none() && !text(config.user_alias()).isEmpty()) {
      throw refused("user.alias", config.user_alias(), "with the keystore that holds it");
    }
    Login login =
        new Login(
            folder,
            keys,
            text(config.key_alias()),
            text(config.user_alias()),
            text(config.user()),
            () -> Passwords.plain(properties.get("password"), crypto, "OPC UA driver " + name));
    try {
      writing =
          new Writing(config.write_allowed() == null ? List.of() : List.of(config.write_allowed()));
      preset =
          new Point.Preset(
              checked("sampling.millis", config.sampling_millis(), 0, 3_600_000),
              checked("queue.size", config.queue_size(), 1, 10_000),
              Deadband.of("deadband", text(config.deadband())),
              Profile.of("profile", text(config.profile()), folder),
              config.fill_gaps());
    } catch (RefusedValueException e) {
      throw new IllegalArgumentException(
          "OPC UA driver %s %s; it stays off until its settings change"
              .formatted(name, e.getMessage()),
          e);
    }
    int publishing = checked("publishing.millis", config.publishing_millis(), 10, 3_600_000);
    link =
        new Link(
            place,
            login,
            new TrustFolder(TrustFolder.Side.SERVER, "OPC UA driver " + name, folder),
            clock,
            this::changed);
    filling =
        new Filling(
            name,
            "history of " + place,
            clock,
            Duration.ofHours(checked("fill.hours", config.fill_hours(), 1, 720)),
            checked("fill.values", config.fill_values(), 1, 100_000),
            Duration.ofMillis(publishing));
    listening = new Listening(name, link, preset, publishing, keepAlive, clock, filling);
    browsing = new Browsing(Browsing.name(properties), place, link);
    policy = place.policy();
    Ciphers.need(policy);
  }

  private static Path folder(String given, BundleContext bundle) {
    return text(given).isEmpty() ? bundle.getDataFile("opcua").toPath() : Path.of(text(given));
  }

  private void changed(boolean there) {
    listening.changed(there);
  }

  private static String text(String given) {
    return given == null ? "" : given.strip();
  }

  private String url(String given) {
    try {
      URI url = URI.create(text(given));
      if ("opc.tcp".equals(url.getScheme()) && url.getHost() != null && url.getUserInfo() == null) {
        return url.getPort() < 0
            ? text(given).replace(url.getAuthority(), url.getAuthority() + ":4840")
            : text(given);
      }
    } catch (IllegalArgumentException e) {
      // Told below, without what may hold a password.
    }
    throw refused(
        "endpoint",
        text(given).contains("@") ? "an address with a user" : text(given),
        "opc.tcp://host:port/path, with user and password in their own settings");
  }

  private SecurityPolicy policy(Config config) {
    String given = text(config.security_policy()).toUpperCase(Locale.ROOT);
    SecurityPolicy policy = POLICIES.get(given);
    if (policy == null) {
      throw refused(
          "security.policy",
          given,
          String.join(", ", POLICIES.keySet().stream().sorted().toList()));
    }
    if (policy == SecurityPolicy.None && !config.allow_none()) {
      throw refused("security.policy", NONE, "a policy that encrypts, unless allow.none is set");
    }
    return policy;
  }

  private MessageSecurityMode mode(Config config) {
    if (policy(config) == SecurityPolicy.None) {
      return MessageSecurityMode.None;
    }
    return switch (text(config.security_mode()).toUpperCase(Locale.ROOT)) {
      case "SIGN_AND_ENCRYPT" -> MessageSecurityMode.SignAndEncrypt;
      case "SIGN" -> MessageSecurityMode.Sign;
      default -> throw refused("security.mode", config.security_mode(), "SIGN_AND_ENCRYPT, SIGN");
    };
  }

  private int checked(String setting, int given, int low, int high) {
    if (given < low || given > high) {
      throw refused(setting, given, low + " to " + high);
    }
    return given;
  }

  private IllegalArgumentException refused(String setting, Object given, String allowed) {
    return new IllegalArgumentException(
        "OPC UA driver %s %s: given %s; allowed: %s; it stays off until its settings change"
            .formatted(name, setting, given, allowed));
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
    // A session that stands goes on; the next one takes what is there then.
    keys.follow(there, () -> {});
  }

  /** They went; a session that stands goes on. */
  public void unsetKeyCabinet(KeyCabinet gone) {
    keys.leave(gone);
  }

  /** Ends listening and the session, without waiting for the server. */
  @Deactivate
  void deactivate() {
    listening.close();
    link.close().whenComplete((done, failed) -> Ciphers.leave(policy));
  }

  @Override
  public String driver() {
    return browsing.driver();
  }

  @Override
  public String place() {
    return browsing.place();
  }

  @Override
  public Branch below(String node, String find, int from, int limit) throws UnbrowsableException {
    return browsing.below(node, find, from, limit);
  }

  @Override
  public Map<String, String> asTold(Map<String, String> settings) {
    return browsing.asTold(settings);
  }

  @Override
  public List<Term> terms() {
    return link.terms(name);
  }

  /** How often values were lost at the server while the session stood. */
  long overruns() {
    return listening.overruns();
  }

  /** What was filled from the server's history so far. */
  Filling.Counts filled() {
    return filling.counts();
  }

  @Override
  public void connect() throws ConnectionException {
    link.client();
  }

  @Override
  public void disconnect() {
    link.disconnect();
  }

  @Override
  public ChannelDescriptor getChannelDescriptor() {
    return new ChannelSettings(preset.profile());
  }

  @Override
  public void read(List<ChannelRecord> records) throws ConnectionException {
    new Reading(records, preset, clock).execute(link);
  }

  @Override
  public PreparedRead prepareRead(List<ChannelRecord> records) {
    Reading reading = new Reading(records, preset, clock);
    return new PreparedRead() {
      @Override
      public synchronized List<ChannelRecord> execute() throws ConnectionException {
        reading.execute(link);
        return reading.records();
      }

      @Override
      public List<ChannelRecord> getChannelRecords() {
        return reading.records();
      }

      @Override
      public void close() {
        // Nothing is held between two readings.
      }
    };
  }

  @Override
  public void registerChannelListener(Map<String, Object> channel, ChannelListener listener) {
    listening.add(channel, listener);
  }

  @Override
  public void unregisterChannelListener(ChannelListener listener) {
    listening.remove(listener);
  }

  @Override
  public void write(List<ChannelRecord> records) throws ConnectionException {
    for (ChannelRecord record : records) {
      record.setTimestamp(clock.millis());
      try {
        Point point = ChannelSettings.point(record.getChannelConfig(), preset);
        writing.write(link, point, record.getValue().getValue());
        record.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
      } catch (RefusedValueException e) {
        Records.fail(record, e.getMessage() + "; nothing was written", e);
      } catch (Writing.UnsureException e) {
        // The session stands, so the other records go on; who writes knows it by its type.
        Records.fail(record, e.getMessage(), new ConnectionException(e.getMessage(), e));
      } catch (ConnectionException e) {
        Records.fail(record, e.getMessage(), e);
        throw e;
      }
    }
  }
}
