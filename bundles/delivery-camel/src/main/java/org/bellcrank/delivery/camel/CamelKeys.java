package org.bellcrank.delivery.camel;

import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
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
   * What is added to the address of the HTTP client; nothing for the certificates Java believes.
   *
   * @throws MissingKeysException when a keystore is named and cannot be had: nothing may be sent
   */
  String option(Optional<ConnectorInstance.Keys> chosen) throws MissingKeysException {
    if (chosen.isEmpty()) {
      return "";
    }
    ConnectorInstance.Keys keys = chosen.get();
    TlsKeys tls = opened(keys).client(keys.alias());
    String name = "bellcrank-keys-" + tls.fingerprint();
    synchronized (this) {
      if (context.getRegistry().lookupByName(name) == null) {
        context.getRegistry().bind(name, new Made(tls.context()));
      }
    }
    return "&sslContextParameters=#" + name;
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
      return ready;
    }
  }
}
