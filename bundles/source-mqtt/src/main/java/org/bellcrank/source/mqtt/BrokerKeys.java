package org.bellcrank.source.mqtt;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.SocketFactory;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.keys.KeyMaterial;
import org.bellcrank.keys.MissingKeysException;

/**
 * Which keystore a connection stands on: the chosen one, or, where none is chosen, the JVM's. The
 * cabinet may come, go and change at any time. Safe for any thread.
 */
final class BrokerKeys {

  private final String keystore;
  private final String alias;
  private final AtomicReference<KeyCabinet> cabinet = new AtomicReference<>();
  private volatile KeyCabinet.Registration listening = () -> {};

  /**
   * @throws IllegalArgumentException for an alias without a keystore, and for a keystore with an
   *     address that no TLS is spoken with
   */
  BrokerKeys(URI broker, String keystore, String alias) {
    this.keystore = keystore == null ? "" : keystore.strip();
    this.alias = alias == null ? "" : alias.strip();
    if (!this.keystore.isEmpty() && !"ssl".equals(broker.getScheme())) {
      throw new IllegalArgumentException(
          "%s keystore: given '%s' with %s; allowed: with ssl://host:port, or none"
              .formatted(MqttSource.PID, this.keystore, broker));
    }
    if (this.keystore.isEmpty() && !this.alias.isEmpty()) {
      throw new IllegalArgumentException(
          "%s key.alias: given '%s' without keystore; allowed: the keystore that holds it, or none"
              .formatted(MqttSource.PID, this.alias));
    }
  }

  /** Follows the cabinet; {@code changed} is called when the chosen keystore is another. */
  synchronized void follow(KeyCabinet there, Runnable changed) {
    listening.close();
    cabinet.set(there);
    listening =
        there.onChange(
            name -> {
              if (name.equals(keystore)) {
                changed.run();
              }
            });
  }

  /** The cabinet went; connections that stand go on. */
  synchronized void leave(KeyCabinet gone) {
    if (cabinet.compareAndSet(gone, null)) {
      listening.close();
    }
  }

  /**
   * What makes the sockets; empty leaves it to the JVM's own trust.
   *
   * @throws MissingKeysException when a keystore is chosen and cannot be had: nothing may be sent
   */
  Optional<SocketFactory> sockets() throws MissingKeysException {
    if (keystore.isEmpty()) {
      return Optional.empty();
    }
    KeyCabinet there = cabinet.get();
    if (there == null) {
      throw new MissingKeysException(
          "keystore: given '%s'; allowed: none, since nothing offers keystores here"
              .formatted(keystore));
    }
    KeyMaterial material = there.open(keystore);
    return Optional.of(material.client(alias).context().getSocketFactory());
  }
}
