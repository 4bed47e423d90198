package org.bellcrank.itests.kura.security;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CRL;
import java.security.cert.CertStore;
import java.security.cert.X509CRL;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.security.keystore.KeystoreService;

/**
 * A keystore in a file, PKCS12 or JKS, read anew each time it is asked for. It can be read; keys
 * are not made here, and there are no revocation lists.
 */
final class FileKeystore implements KeystoreService {

  /** Where it lies and what opens it. */
  record Place(Path file, String password) {}

  private volatile Place place;

  FileKeystore(Place place) {
    this.place = place;
  }

  void move(Place next) {
    place = next;
  }

  @Override
  public KeyStore getKeyStore() throws KuraException {
    Place now = place;
    try {
      return KeyStore.getInstance(now.file().toFile(), now.password().toCharArray());
    } catch (GeneralSecurityException | IOException e) {
      throw failed(e);
    }
  }

  private static KuraException failed(Exception cause) {
    return new KuraException(KuraErrorCode.CONFIGURATION_ERROR, cause, "keystore");
  }

  @Override
  public KeyStore.Entry getEntry(String alias) throws KuraException {
    try {
      KeyStore store = getKeyStore();
      return store.getEntry(
          alias,
          store.isKeyEntry(alias)
              ? new KeyStore.PasswordProtection(place.password().toCharArray())
              : null);
    } catch (GeneralSecurityException e) {
      throw failed(e);
    }
  }

  @Override
  public Map<String, KeyStore.Entry> getEntries() throws KuraException {
    Map<String, KeyStore.Entry> entries = new TreeMap<>();
    for (String alias : getAliases()) {
      entries.put(alias, getEntry(alias));
    }
    return entries;
  }

  @Override
  public List<String> getAliases() throws KuraException {
    try {
      return Collections.list(getKeyStore().aliases());
    } catch (GeneralSecurityException e) {
      throw failed(e);
    }
  }

  @Override
  public List<KeyManager> getKeyManagers(String algorithm) throws KuraException {
    try {
      KeyManagerFactory factory = KeyManagerFactory.getInstance(algorithm);
      factory.init(getKeyStore(), place.password().toCharArray());
      return List.of(factory.getKeyManagers());
    } catch (GeneralSecurityException e) {
      throw failed(e);
    }
  }

  @Override
  public List<KeyManager> getKeyManagers(String algorithm, String provider) throws KuraException {
    return getKeyManagers(algorithm);
  }

  private static UnsupportedOperationException unchanging() {
    return new UnsupportedOperationException("the double's keystores change by their files alone");
  }

  @Override
  public void setEntry(String alias, KeyStore.Entry entry) {
    throw unchanging();
  }

  @Override
  public void deleteEntry(String alias) {
    throw unchanging();
  }

  @Override
  public void createKeyPair(String alias, String algorithm, int size, String signature, String to) {
    throw unchanging();
  }

  @Override
  public void createKeyPair(
      String alias, String algorithm, int size, String signature, String to, SecureRandom random) {
    throw unchanging();
  }

  @Override
  public void createKeyPair(
      String alias,
      String algorithm,
      AlgorithmParameterSpec parameters,
      String signature,
      String to,
      SecureRandom random) {
    throw unchanging();
  }

  @Override
  public void createKeyPair(
      String alias,
      String algorithm,
      AlgorithmParameterSpec parameters,
      String signature,
      String to) {
    throw unchanging();
  }

  @Override
  public String getCSR(KeyPair keys, X500Principal principal, String signature) {
    throw unchanging();
  }

  @Override
  public String getCSR(String alias, X500Principal principal, String signature) {
    throw unchanging();
  }

  @Override
  public Collection<CRL> getCRLs() {
    return List.of();
  }

  @Override
  public CertStore getCRLStore() {
    throw unchanging();
  }

  @Override
  public void addCRL(X509CRL list) {
    throw unchanging();
  }
}
