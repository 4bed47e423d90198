package org.bellcrank.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bellcrank.keys.testing.Authority;
import org.bellcrank.keys.testing.OpenCabinet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real handshakes over the loopback address. */
class KeyMaterialTest {

  @TempDir static Path folder;
  private static Authority plant;
  private static Authority stranger;
  private static Authority.Signed server;
  private static Authority.Signed gateway;
  private static Authority.Signed other;

  @BeforeAll
  static void sign() throws Exception {
    plant = new Authority(folder, "plant");
    stranger = new Authority(folder, "stranger");
    server = plant.sign("server");
    gateway = plant.sign("gateway");
    other = plant.sign("other");
  }

  private static KeyMaterial of(KeyStore store) throws Exception {
    return OpenCabinet.material("SSLKeystore", store);
  }

  private static KeyStore with(Authority trusted, String alias, Authority.Signed key)
      throws Exception {
    KeyStore store = trusted == null ? Authority.empty() : trusted.trust();
    if (key != null) {
      Authority.put(store, alias, key);
    }
    return store;
  }

  /** Both sides; the name that the client showed, or "nobody". */
  private static String handshake(TlsKeys listening, TlsKeys connecting, boolean demand)
      throws Exception {
    try (SSLServerSocket socket =
        (SSLServerSocket)
            listening
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      socket.setNeedClientAuth(demand);
      CompletableFuture<String> shown = CompletableFuture.supplyAsync(() -> serve(socket, demand));
      try (SSLSocket client =
          (SSLSocket)
              connecting
                  .context()
                  .getSocketFactory()
                  .createSocket("127.0.0.1", socket.getLocalPort())) {
        SSLParameters checked = client.getSSLParameters();
        checked.setEndpointIdentificationAlgorithm("HTTPS");
        client.setSSLParameters(checked);
        client.setSoTimeout(20_000);
        client.getOutputStream().write('?');
        assertThat(client.getInputStream().read()).isEqualTo('!');
      }
      return shown.get();
    }
  }

  private static String serve(SSLServerSocket socket, boolean demand) {
    try (SSLSocket one = (SSLSocket) socket.accept()) {
      one.setSoTimeout(20_000);
      one.getInputStream().read();
      one.getOutputStream().write('!');
      return demand
          ? ((X509Certificate) one.getSession().getPeerCertificates()[0])
              .getSubjectX500Principal()
              .getName()
          : "nobody";
    } catch (IOException e) {
      return "refused: " + e.getMessage();
    }
  }

  @Test
  void theAuthorityOfTheKeystoreIsBelievedAndNoOther() throws Exception {
    TlsKeys listening = of(with(null, "server", server)).server("", false);
    assertThat(handshake(listening, of(plant.trust()).client(""), false)).isEqualTo("nobody");
    assertThatThrownBy(() -> handshake(listening, of(stranger.trust()).client(""), false))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void anExpiredCertificateAndOneOfAnotherHostAreRefused() throws Exception {
    TlsKeys connecting = of(plant.trust()).client("");
    TlsKeys expired = of(with(null, "s", plant.signExpired("late"))).server("", false);
    assertThatThrownBy(() -> handshake(expired, connecting, false))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("validity");
    TlsKeys elsewhere = of(with(null, "s", plant.signForHost("elsewhere"))).server("", false);
    assertThatThrownBy(() -> handshake(elsewhere, connecting, false))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void theKeyOfTheChosenAliasIsShown() throws Exception {
    TlsKeys listening = of(with(plant, "server", server)).server("server", true);
    KeyStore two = with(plant, "gateway", gateway);
    Authority.put(two, "other", other);
    KeyMaterial material = of(two);
    assertThat(handshake(listening, material.client("gateway"), true)).contains("CN=gateway");
    assertThat(handshake(listening, material.client("OTHER"), true)).contains("CN=other");
    assertThatThrownBy(() -> handshake(listening, of(plant.trust()).client(""), true))
        .isInstanceOf(IOException.class);
  }

  @Test
  void whatIsMissingIsOneLine() throws Exception {
    assertThatThrownBy(() -> of(with(null, "k", gateway)).client(""))
        .isInstanceOf(MissingKeysException.class)
        .hasMessageContaining("SSLKeystore")
        .hasMessageContaining("no trusted certificate");
    assertThatThrownBy(() -> of(plant.trust()).server("", false)).hasMessageContaining("no key");
    assertThatThrownBy(() -> of(with(plant, "k", gateway)).client("typo"))
        .hasMessage("key alias: given 'typo'; allowed: k of keystore SSLKeystore");
    assertThatThrownBy(() -> of(plant.trust()).client("k"))
        .hasMessageContaining("given 'k'; allowed: none");
    assertThatThrownBy(() -> of(with(null, "k", gateway)).server("", true))
        .hasMessageContaining("the clients'");
  }

  @Test
  void theFingerprintChangesWithTheContentAndTheChoiceAlone() throws Exception {
    KeyStore store = with(plant, "k", gateway);
    String before = of(store).client("k").fingerprint();
    assertThat(of(store).client("k").fingerprint()).isEqualTo(before).matches("[0-9a-f]{16}");
    assertThat(of(store).client("").fingerprint()).isNotEqualTo(before);
    Authority.put(store, "k", other);
    assertThat(of(store).client("k").fingerprint()).isNotEqualTo(before);
  }

  /** For protocols that are not TLS. */
  @Test
  void aKeyItselfIsHadByItsAliasAndIsNeverShown() throws Exception {
    KeyMaterial keys = of(with(plant, "gateway", gateway));

    HeldKey held = keys.held("Gateway");

    assertThat(held.key()).isEqualTo(gateway.key());
    assertThat(held.chain().get(0)).isEqualTo(gateway.chain()[0]);
    assertThat(held.toString()).isEqualTo("key gateway");
    assertThatThrownBy(() -> keys.held("other"))
        .isInstanceOf(MissingKeysException.class)
        .hasMessageContainingAll("other", "allowed: gateway");
  }
}
