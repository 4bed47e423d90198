package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.security.keystore.KeystoreService;

/**
 * A keystore of the gateway that is a PKCS12 file, read anew at each call; its password stands in a
 * file beside it that its owner alone may read. It makes and signs no keys: keytool does.
 */
final class KeystoreFile implements KeystoreService {

  private static final Set<PosixFilePermission> OWNERS =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path file;
  private final Path secret;

  KeystoreFile(Path file, Path secret) {
    this.file = file;
    this.secret = secret;
  }

  @Override
  public KeyStore getKeyStore() throws KuraException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password());
      return keys;
    } catch (IOException | GeneralSecurityException e) {
      throw failed(e);
    }
  }

  private char[] password() throws KuraException, IOException {
    if (!Files.isRegularFile(secret)) {
      throw new KuraException(
          KuraErrorCode.CONFIGURATION_ERROR,
          "the file %s with its password is missing".formatted(secret));
    }
    if (secret.getFileSystem().supportedFileAttributeViews().contains("posix")
        && !OWNERS.containsAll(Files.getPosixFilePermissions(secret))) {
      throw new KuraException(
          KuraErrorCode.SECURITY_EXCEPTION,
          "%s is open to others; allowed: rights of its owner alone (chmod 600)".formatted(secret));
    }
    return Files.readString(secret, StandardCharsets.UTF_8).strip().toCharArray();
  }

  private KuraException failed(Exception cause) {
    return new KuraException(
        KuraErrorCode.INTERNAL_ERROR, cause, "%s: %s".formatted(file, cause.getMessage()));
  }

  @Override
  public KeyStore.Entry getEntry(String alias) throws KuraException {
    return entry(getKeyStore(), alias);
  }

  private KeyStore.Entry entry(KeyStore keys, String alias) throws KuraException {
    try {
      return keys.getEntry(
          alias, keys.isKeyEntry(alias) ? new KeyStore.PasswordProtection(password()) : null);
    } catch (GeneralSecurityException | IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Map<String, KeyStore.Entry> getEntries() throws KuraException {
    KeyStore keys = getKeyStore();
    Map<String, KeyStore.Entry> entries = new LinkedHashMap<>();
    for (String alias : getAliases()) {
      entries.put(alias, entry(keys, alias));
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
  public synchronized void setEntry(String alias, KeyStore.Entry entry) throws KuraException {
    KeyStore keys = getKeyStore();
    try {
      boolean trusted = entry instanceof KeyStore.TrustedCertificateEntry;
      keys.setEntry(alias, entry, trusted ? null : new KeyStore.PasswordProtection(password()));
      write(keys);
    } catch (GeneralSecurityException | IOException e) {
      throw failed(e);
    }
  }

  @Override
  public synchronized void deleteEntry(String alias) throws KuraException {
    KeyStore keys = getKeyStore();
    try {
      keys.deleteEntry(alias);
      write(keys);
    } catch (GeneralSecurityException | IOException e) {
      throw failed(e);
    }
  }

  /** Whole or not at all. */
  private void write(KeyStore keys) throws GeneralSecurityException, IOException, KuraException {
    Path fresh =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? Files.createTempFile(
                file.getParent(), "keys", ".new", PosixFilePermissions.asFileAttribute(OWNERS))
            : Files.createTempFile(file.getParent(), "keys", ".new");
    try (OutputStream out = Files.newOutputStream(fresh)) {
      keys.store(out, password());
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public List<KeyManager> getKeyManagers(String algorithm) throws KuraException {
    try {
      KeyManagerFactory factory = KeyManagerFactory.getInstance(algorithm);
      factory.init(getKeyStore(), password());
      return List.of(factory.getKeyManagers());
    } catch (GeneralSecurityException | IOException e) {
      throw failed(e);
    }
  }

  @Override
  public List<KeyManager> getKeyManagers(String algorithm, String provider) throws KuraException {
    try {
      KeyManagerFactory factory = KeyManagerFactory.getInstance(algorithm, provider);
      factory.init(getKeyStore(), password());
      return List.of(factory.getKeyManagers());
    } catch (GeneralSecurityException | IOException e) {
      throw failed(e);
    }
  }

  @Override
  public Collection<CRL> getCRLs() {
    return List.of();
  }

  @Override
  public CertStore getCRLStore() throws KuraException {
    throw unsupported();
  }

  @Override
  public void addCRL(X509CRL crl) throws KuraException {
    throw unsupported();
  }

  @Override
  public void createKeyPair(
      String alias, String algorithm, int keySize, String signatureAlgorithm, String attributes)
      throws KuraException {
    throw unsupported();
  }

  @Override
  public void createKeyPair(
      String alias,
      String algorithm,
      int keySize,
      String signatureAlgorithm,
      String attributes,
      SecureRandom random)
      throws KuraException {
    throw unsupported();
  }

  @Override
  public void createKeyPair(
      String alias,
      String algorithm,
      AlgorithmParameterSpec parameters,
      String signatureAlgorithm,
      String attributes,
      SecureRandom random)
      throws KuraException {
    throw unsupported();
  }

  @Override
  public void createKeyPair(
      String alias,
      String algorithm,
      AlgorithmParameterSpec parameters,
      String signatureAlgorithm,
      String attributes)
      throws KuraException {
    throw unsupported();
  }

  @Override
  public String getCSR(KeyPair keyPair, X500Principal principal, String signatureAlgorithm)
      throws KuraException {
    throw unsupported();
  }

  @Override
  public String getCSR(String alias, X500Principal principal, String signatureAlgorithm)
      throws KuraException {
    throw unsupported();
  }

  private KuraException unsupported() {
    return new KuraException(
        KuraErrorCode.OPERATION_NOT_SUPPORTED, "keytool does this with the file " + file);
  }
}
