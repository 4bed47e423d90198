package org.bellcrank.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * What an opened keystore held at that moment. Trusted are its certificate entries alone; those the
 * JVM brings are not added. Safe for any thread.
 */
public final class KeyMaterial {

  private static final int FINGERPRINT_BYTES = 8;

  private final String name;
  private final Map<String, Certificate> trusted = new TreeMap<>();
  private final Map<String, Certificate[]> own = new TreeMap<>();
  private final X509ExtendedKeyManager keys;
  private final Map<String, TlsKeys> made = new ConcurrentHashMap<>();

  /**
   * Takes what is needed out of a keystore.
   *
   * @param name for messages
   * @param managers what hands out the private keys; may be empty where there are none
   * @throws GeneralSecurityException when the store cannot be read
   */
  public KeyMaterial(String name, KeyStore store, List<KeyManager> managers)
      throws GeneralSecurityException {
    this.name = name;
    for (String alias : Collections.list(store.aliases())) {
      if (store.isCertificateEntry(alias)) {
        trusted.put(alias, store.getCertificate(alias));
      } else if (store.isKeyEntry(alias) && store.getCertificateChain(alias) != null) {
        own.put(alias, store.getCertificateChain(alias));
      }
    }
    keys =
        managers.stream()
            .filter(X509ExtendedKeyManager.class::isInstance)
            .map(X509ExtendedKeyManager.class::cast)
            .findFirst()
            .orElse(null);
  }

  /**
   * For one who connects: believes the keystore's authorities alone, and shows a key when asked.
   *
   * @param alias the key to show; empty leaves the choice to what the server accepts
   * @throws MissingKeysException when there is no key of that alias or nothing to believe
   */
  public TlsKeys client(String alias) throws MissingKeysException {
    if (trusted.isEmpty()) {
      throw noTrust("the other side's");
    }
    check(alias);
    return made("client", alias, true);
  }

  /**
   * For one who listens.
   *
   * @param alias the key to show; empty leaves the choice to the client's offer
   * @param clientsToo whether the clients' certificates are held against the keystore's
   *     authorities; to demand them is up to the listener
   * @throws MissingKeysException when there is no such key, or nothing to hold clients against
   */
  public TlsKeys server(String alias, boolean clientsToo) throws MissingKeysException {
    if (own.isEmpty()) {
      throw new MissingKeysException(
          "keystore: given '%s', which holds no key; allowed: one with a key and its certificate"
              .formatted(name));
    }
    if (clientsToo && trusted.isEmpty()) {
      throw noTrust("the clients'");
    }
    check(alias);
    return made("server", alias, clientsToo);
  }

  /**
   * For one who signs.
   *
   * @param alias the key to sign with
   * @throws MissingKeysException when none is named, or there is no key of that alias
   */
  public SigningKey signing(String alias) throws MissingKeysException {
    String held =
        own.keySet().stream()
            .filter(alias::equalsIgnoreCase)
            .findFirst()
            .orElseThrow(() -> noKey(alias));
    PrivateKey key = keys == null ? null : new ChosenKey(keys, held).key();
    if (key == null) {
      throw notHandedOut(alias);
    }
    return new SigningKey(held, key, own.get(held)[0]);
  }

  /**
   * For one who speaks a protocol that is not TLS and needs the key itself, as OPC UA does.
   *
   * @param alias of the key
   * @throws MissingKeysException when there is no such key, or the store does not hand it out, as
   *     hardware does not
   */
  public HeldKey held(String alias) throws MissingKeysException {
    String found =
        own.keySet().stream()
            .filter(alias::equalsIgnoreCase)
            .findFirst()
            .orElseThrow(() -> noKey(alias));
    PrivateKey key = keys == null ? null : new ChosenKey(keys, found).key();
    if (key == null) {
      throw notHandedOut(alias);
    }
    List<X509Certificate> chain =
        Arrays.stream(own.get(found)).map(X509Certificate.class::cast).toList();
    return new HeldKey(found, key, chain);
  }

  private MissingKeysException notHandedOut(String alias) {
    return new MissingKeysException(
        "key alias: given '%s', whose key is not handed out; allowed: one of keystore %s with its key"
            .formatted(alias, name));
  }

  private MissingKeysException noTrust(String whose) {
    return new MissingKeysException(
        "keystore: given '%s', which holds no trusted certificate; allowed: one with the certificate"
                .formatted(name)
            + " of the authority that signed "
            + whose);
  }

  private void check(String alias) throws MissingKeysException {
    if (!alias.isEmpty() && own.keySet().stream().noneMatch(alias::equalsIgnoreCase)) {
      throw noKey(alias);
    }
  }

  private MissingKeysException noKey(String alias) {
    return new MissingKeysException(
        "key alias: given '%s'; allowed: %s of keystore %s"
            .formatted(
                alias,
                own.isEmpty() ? "none, there is no key" : String.join(", ", own.keySet()),
                name));
  }

  private TlsKeys made(String side, String alias, boolean trusting) throws MissingKeysException {
    String choice = side + " " + trusting + " " + alias;
    TlsKeys known = made.get(choice);
    if (known != null) {
      return known;
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers(alias), trusting ? believing() : new TrustManager[0], null);
      TlsKeys fresh = new TlsKeys(context, fingerprint(choice));
      TlsKeys before = made.putIfAbsent(choice, fresh);
      return before == null ? fresh : before;
    } catch (GeneralSecurityException | IOException e) {
      throw new MissingKeysException(
          "keystore: given '%s', which is of no use for TLS (%s); allowed: X.509 certificates and keys"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  /** Never null: that would take the JVM's own. */
  private KeyManager[] managers(String alias) {
    if (keys == null) {
      return new KeyManager[0];
    }
    return new KeyManager[] {alias.isEmpty() ? keys : new ChosenKey(keys, alias)};
  }

  private TrustManager[] believing() throws GeneralSecurityException, IOException {
    KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
    anchors.load(null, null);
    for (Map.Entry<String, Certificate> each : trusted.entrySet()) {
      anchors.setCertificateEntry(each.getKey(), each.getValue());
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(anchors);
    return factory.getTrustManagers();
  }

  private String fingerprint(String choice) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update((name + " " + choice).getBytes(StandardCharsets.UTF_8));
    for (Certificate each : trusted.values()) {
      digest.update(each.getEncoded());
    }
    for (Map.Entry<String, Certificate[]> each : own.entrySet()) {
      digest.update(each.getKey().getBytes(StandardCharsets.UTF_8));
      for (Certificate link : each.getValue()) {
        digest.update(link.getEncoded());
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
  }
}
