package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.eclipse.kura.KuraException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreFileTest {

  @TempDir private Path folder;
  private Path file;
  private Path secret;
  private KeystoreFile keys;

  @BeforeEach
  void empty() throws Exception {
    file = folder.resolve("SSLKeystore.p12");
    secret = Files.writeString(folder.resolve("SSLKeystore.password"), "pit prop\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "pit prop".toCharArray());
    }
    keys = new KeystoreFile(file, secret);
  }

  /** Any certificate will do: the first that Java trusts. */
  private static X509Certificate some() throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init((KeyStore) null);
    return ((X509TrustManager) trust.getTrustManagers()[0]).getAcceptedIssuers()[0];
  }

  @Test
  void whatIsPutInIsThereForTheNextReaderAndGoesAgain() throws Exception {
    keys.setEntry("ca", new KeyStore.TrustedCertificateEntry(some()));
    KeystoreFile another = new KeystoreFile(file, secret);
    assertThat(another.getAliases()).containsExactly("ca");
    assertThat(another.getEntry("ca")).isInstanceOf(KeyStore.TrustedCertificateEntry.class);
    assertThat(another.getEntries()).containsOnlyKeys("ca");
    assertThat(another.getKeyManagers(KeyManagerFactory.getDefaultAlgorithm())).hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    keys.deleteEntry("ca");
    assertThat(another.getAliases()).isEmpty();
  }

  @Test
  void aMissingOpenOrWrongPasswordIsToldWithoutIt() throws Exception {
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(keys::getKeyStore)
        .isInstanceOf(KuraException.class)
        .hasMessageContaining("chmod 600");
    Files.writeString(secret, "wrong one");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(keys::getKeyStore)
        .isInstanceOf(KuraException.class)
        .hasMessageContaining("SSLKeystore.p12")
        .hasMessageNotContaining("wrong one");
    Files.delete(secret);
    assertThatThrownBy(keys::getKeyStore).hasMessageContaining("SSLKeystore.password");
  }
}
