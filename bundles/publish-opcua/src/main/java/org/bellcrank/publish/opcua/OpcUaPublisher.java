package org.bellcrank.publish.opcua;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bellcrank.driver.opcua.security.Identity;
import org.bellcrank.journal.LayerBook;
import org.bellcrank.journal.LayerChoice;
import org.bellcrank.journal.Store;
import org.bellcrank.keys.CertificateTerms;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.keys.kura.password.Passwords;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.crypto.CryptoService;
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
 * Shows results, orders and conditions to OPC UA clients. Nothing of it can be written, and what
 * methods there are only answer.
 */
@Component(
    name = OpcUaPublisher.PID,
    service = {OpcUaPublisher.class, ConfigurableComponent.class, CertificateTerms.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = Config.class, factory = true)
public final class OpcUaPublisher implements ConfigurableComponent, CertificateTerms {

  static final String PID = "org.bellcrank.publish.opcua.OpcUaPublisher";

  private static final long PAUSE_MILLIS = 1_000;
  private static final int MOST = 1_000;
  private static final Map<String, SecurityPolicy> POLICIES =
      new TreeMap<>(
          Map.of(
              "BASIC256SHA256",
              SecurityPolicy.Basic256Sha256,
              "AES128_SHA256_RSAOAEP",
              SecurityPolicy.Aes128_Sha256_RsaOaep,
              "AES256_SHA256_RSAPSS",
              SecurityPolicy.Aes256_Sha256_RsaPss,
              "NONE",
              SecurityPolicy.None));
  private static final Map<String, MessageSecurityMode> MODES =
      new TreeMap<>(
          Map.of(
              "SIGN",
              MessageSecurityMode.Sign,
              "SIGN_AND_ENCRYPT",
              MessageSecurityMode.SignAndEncrypt));

  private final LayerChoice layers = new LayerChoice();
  private final String name;
  private final KeyChoice keys;
  private final Publishing publishing;
  private volatile CryptoService crypto;

  /** Checks the settings; the server comes up on a thread of its own. */
  @Activate
  public OpcUaPublisher(
      @Reference Store store,
      @Reference Clock clock,
      Config config,
      Map<String, Object> properties,
      BundleContext bundle) {
    this(store, clock, config, properties, folder(config.folder(), bundle), PAUSE_MILLIS);
  }

  OpcUaPublisher(
      Store store,
      Clock clock,
      Config config,
      Map<String, Object> properties,
      Path folder,
      long pauseMillis) {
    name = String.valueOf(properties.getOrDefault("kura.service.pid", PID));
    Plan plan = plan(config, folder);
    keys = new KeyChoice("OPC UA publisher", config.keystore(), config.key_alias());
    publishing =
        new Publishing(
            plan,
            keys,
            () -> Passwords.plain(properties.get("password"), crypto, "OPC UA publisher"),
            layers,
            store,
            clock,
            pauseMillis);
    publishing.start();
  }

  private static Path folder(String given, BundleContext bundle) {
    return text(given).isEmpty() ? bundle.getDataFile("opcua").toPath() : Path.of(text(given));
  }

  private static Plan plan(Config config, Path folder) {
    Set<SecurityPolicy> policies =
        chosen("security.policies", config.security_policies(), POLICIES);
    if (policies.contains(SecurityPolicy.None) && !config.allow_none()) {
      throw refused("security.policies", "NONE", "policies that encrypt, unless allow.none is set");
    }
    String bind = text(config.bind_address());
    if (!bind.matches("[0-9.]{7,15}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*|localhost")) {
      throw refused("bind.address", bind, "an IP address of the gateway, 127.0.0.1, 0.0.0.0");
    }
    return new Plan(
        bind,
        checked("port", config.port(), 65_535),
        hosts(config.hosts(), bind),
        policies,
        chosen("security.modes", config.security_modes(), MODES),
        config.allow_anonymous(),
        text(config.user()),
        folder,
        text(config.key_alias()),
        checked("results", config.results(), MOST),
        checked("orders", config.orders(), MOST));
  }

  private static List<String> hosts(String[] given, String bind) {
    List<String> hosts = texts(given);
    for (String host : hosts) {
      if (!host.matches("[A-Za-z0-9.:_-]{1,253}")) {
        throw refused("hosts", host, "names or addresses of hosts, without port");
      }
    }
    // Listening on all, it goes by its own name, which the server's thread looks up.
    return hosts.isEmpty() && !bind.matches("0\\.0\\.0\\.0|::") ? List.of(bind) : hosts;
  }

  private static <V> Set<V> chosen(String setting, String[] given, Map<String, V> allowed) {
    Set<V> chosen = new LinkedHashSet<>();
    for (String each : texts(given)) {
      V value = allowed.get(each.toUpperCase(Locale.ROOT));
      if (value == null) {
        throw refused(setting, each, String.join(", ", allowed.keySet()));
      }
      chosen.add(value);
    }
    if (chosen.isEmpty()) {
      throw refused(setting, "none", "at least one of " + String.join(", ", allowed.keySet()));
    }
    return chosen;
  }

  private static int checked(String setting, int given, int high) {
    if (given < 1 || given > high) {
      throw refused(setting, String.valueOf(given), "1 to " + high);
    }
    return given;
  }

  private static IllegalArgumentException refused(String setting, String given, String allowed) {
    return new IllegalArgumentException(
        "%s %s: given %s; allowed: %s; it stays off until its settings change"
            .formatted(PID, setting, given, allowed));
  }

  private static String text(String given) {
    return given == null ? "" : given.strip();
  }

  private static List<String> texts(String[] given) {
    return given == null
        ? List.of()
        : Arrays.stream(given).map(String::strip).filter(each -> !each.isEmpty()).toList();
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

  /** The gateway's keystores; another key is shown from a new start of the server on. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setKeyCabinet(KeyCabinet there) {
    keys.follow(there, publishing::renew);
    if (!keys.none()) {
      publishing.renew();
    }
  }

  /** They went; the server goes on. */
  public void unsetKeyCabinet(KeyCabinet gone) {
    keys.leave(gone);
  }

  @Override
  public List<Term> terms() {
    return publishing.shown().map(own -> Identity.term(name + "/own", own)).stream().toList();
  }

  Publishing publishing() {
    return publishing;
  }

  /** By which layers events leave; nothing does before it is here. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void setLayerBook(LayerBook there) {
    layers.here(there);
  }

  /** It went; what happens meanwhile is shown later. */
  public void unsetLayerBook(LayerBook gone) {
    layers.gone(gone);
  }

  /** Ends the server without waiting for it; a successor tries until the port is free. */
  @Deactivate
  public void stop() {
    publishing.close();
  }
}
