package org.bellcrank.itests.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Keys and certificates from the gateway's keystores. */
abstract class KeysChapter extends RestChapter {

  private static final String KEYSTORES =
      "org.eclipse.kura.core.keystore.FilesystemKeystoreServiceImpl";
  private static final String PASSWORD = "changeit";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  @Order(305)
  void theIntakeShowsAKeyOfAKeystoreAndARenewedOneWithoutARestart() throws Exception {
    stage.needsFilesOnTheGateway();
    Path first = keys("first");
    Path second = keys("second");
    Properties place = new Properties().text("keystore.path", first.toString());
    admin.create(KEYSTORES, "plant-keys", place.secret("keystore.password", PASSWORD));

    Properties chosen = new Properties().text("keystore", "plant-keys");
    assertThat(admin.update(INTAKE, chosen)).isEqualTo(200);
    awaitShown(certificate(first));
    assertThatThrownBy(() -> ask(certificate(second))).isInstanceOf(SSLException.class);

    Properties renewed = new Properties().text("keystore.path", second.toString());
    assertThat(admin.update("plant-keys", renewed)).isEqualTo(200);
    awaitShown(certificate(second));
    assertThatThrownBy(() -> ask(certificate(first))).isInstanceOf(SSLException.class);

    assertThat(admin.update(INTAKE, new Properties().text("keystore", ""))).isEqualTo(200);
    try (Flow flow = Flow.start(gate.intake())) {
      flow.awaitMore(5);
    }
  }

  @Test
  @Order(306)
  void aKeystoreThatIsNotThereIsNamedAndNothingIsSpokenUnverified() throws Exception {
    assertThat(admin.update(INTAKE, new Properties().text("keystore", "plant-kees")))
        .isEqualTo(200);
    stage.awaitLogged("keystore: given 'plant-kees'", "SSLKeystore");
    Wait.until("nobody listening", Administrator.PATIENCE, this::nobodyListens);

    assertThat(admin.update(INTAKE, new Properties().text("keystore", ""))).isEqualTo(200);
    try (Flow flow = Flow.start(gate.intake())) {
      flow.awaitMore(5);
    }
  }

  private boolean nobodyListens() throws GeneralSecurityException, InterruptedException {
    try {
      return ask(null) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** A keystore file with one key for this machine's loopback address. */
  private Path keys(String name) throws IOException, InterruptedException {
    Path file = folder.resolve(name + ".p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "gateway",
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=ip:127.0.0.1",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            file.toString());
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".keytool").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    return file;
  }

  private static Certificate certificate(Path file) throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()).getCertificate("gateway");
  }

  private void awaitShown(Certificate certificate) {
    Wait.until("an answer over https", Administrator.PATIENCE, () -> ask(certificate) > 0);
  }

  /** Status of an answer over https from one who shows that very certificate; plain for null. */
  private int ask(Certificate trusted)
      throws GeneralSecurityException, IOException, InterruptedException {
    HttpClient.Builder client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
    String scheme = "http";
    if (trusted != null) {
      scheme = "https";
      client.sslContext(trusting(trusted));
    }
    URI intake = gate.intake();
    URI address =
        URI.create(
            "%s://%s:%d/v1/observations".formatted(scheme, intake.getHost(), intake.getPort()));
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    return client.build().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static SSLContext trusting(Certificate certificate)
      throws GeneralSecurityException, IOException {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("gateway", certificate);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
