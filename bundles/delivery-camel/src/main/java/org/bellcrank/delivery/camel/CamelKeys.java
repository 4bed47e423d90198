package org.bellcrank.delivery.camel;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.keys.KeyMaterial;
import org.bellcrank.keys.MissingKeysException;
import org.bellcrank.keys.SigningKey;
import org.bellcrank.keys.TlsKeys;

/**
 * Hands the keystore that an instance names to Camel's HTTP client. Other certificates have another
 * name there, so that a call after a renewal gets a client, and connections, of its own. Safe for
 * any thread.
 */
final class CamelKeys {

  /** Older ones Java takes, and 1.2 is what it takes at least. */
  private static final String NEWEST = "1.3";

  private final CamelContext context;
  private final Supplier<KeyCabinet> cabinet;

  /**
   * @param cabinet gives null while nothing offers keystores
   */
  CamelKeys(CamelContext context, Supplier<KeyCabinet> cabinet) {
    this.context = context;
    this.cabinet = cabinet;
  }

  /**
   * What is added to the address of the HTTP client; nothing for the certificates and versions of
   * TLS that Java takes.
   *
   * @throws MissingKeysException when a keystore is named and cannot be had: nothing may be sent
   */
  String option(ConnectorInstance instance) throws MissingKeysException {
    Optional<String> lowest = instance.transport().lowestTls().filter(NEWEST::equals);
    if (instance.keys().isEmpty()) {
      return lowest.isEmpty() ? "" : option("bellcrank-tls-" + NEWEST, Optional.empty(), lowest);
    }
    ConnectorInstance.Keys keys = instance.keys().get();
    TlsKeys tls = opened(keys).client(keys.alias());
    String name = "bellcrank-keys-" + tls.fingerprint() + lowest.map("-tls-"::concat).orElse("");
    return option(name, Optional.of(tls.context()), lowest);
  }

  private String option(String name, Optional<SSLContext> ready, Optional<String> lowest) {
    synchronized (this) {
      if (context.getRegistry().lookupByName(name) == null) {
        SSLContextParameters made =
            ready.<SSLContextParameters>map(Made::new).orElseGet(SSLContextParameters::new);
        lowest.map(CamelKeys::alone).ifPresent(made::setSecureSocketProtocols);
        context.getRegistry().bind(name, made);
      }
    }
    return "&sslContextParameters=#" + name;
  }

  private static SecureSocketProtocolsParameters alone(String version) {
    SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
    protocols.setSecureSocketProtocol(List.of("TLSv" + version));
    return protocols;
  }

  /**
   * The key that an instance names, for what is signed with it.
   *
   * @throws MissingKeysException when none is named or it cannot be had: nothing may be sent
   */
  SigningKey signing(ConnectorInstance instance) throws MissingKeysException {
    Optional<ConnectorInstance.Keys> chosen = instance.keys();
    if (chosen.filter(each -> !each.alias().isEmpty()).isEmpty()) {
      throw new MissingKeysException(
          "instance %s: given no keyAlias; allowed: keystore and keyAlias of the key that signs its login"
              .formatted(instance.id()));
    }
    return opened(chosen.get()).signing(chosen.get().alias());
  }

  private KeyMaterial opened(ConnectorInstance.Keys keys) throws MissingKeysException {
    KeyCabinet there = cabinet.get();
    if (there == null) {
      throw new MissingKeysException(
          "keystore: given '%s'; allowed: none, since nothing offers keystores here"
              .formatted(keys.keystore()));
    }
    return there.open(keys.keystore());
  }

  /** A context that is ready, where Camel would make one. */
  private static final class Made extends SSLContextParameters {

    private final SSLContext ready;

    Made(SSLContext ready) {
      this.ready = ready;
    }

    @Override
    public SSLContext createSSLContext(CamelContext camel) {
      return getSecureSocketProtocols() == null
          ? ready
          : new SSLContextDecorator(
              new SSLContextSpiDecorator(
                  ready,
                  getSSLEngineConfigurers(ready),
                  getSSLSocketFactoryConfigurers(ready),
                  getSSLServerSocketFactoryConfigurers(ready)));
    }
  }
}
