package org.bellcrank.source.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLHandshakeException;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.keys.TlsKeys;
import org.bellcrank.keys.testing.Authority;
import org.bellcrank.keys.testing.OpenCabinet;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over real TLS on a free port. */
class RestTlsTest {

  private static final String STORE = "HttpsKeystore";
  private static final String SECRET = "known to both";

  @TempDir static Path papers;
  private static Authority plant;
  private static Authority.Signed first;
  private static Authority.Signed second;
  private static Authority.Signed press;

  private final MemoryIntake intake = new MemoryIntake();
  private final OpenCabinet cabinet = new OpenCabinet();
  private RestSource source;

  @BeforeAll
  static void sign() throws Exception {
    plant = new Authority(papers, "plant");
    first = plant.sign("rest-2026");
    second = plant.sign("rest-2027");
    press = plant.sign("press");
  }

  @AfterEach
  void stop() {
    if (source != null) {
      source.stop();
    }
  }

  private static KeyStore with(Authority.Signed key) throws Exception {
    KeyStore store = plant.trust();
    Authority.put(store, "rest", key);
    return store;
  }

  private void start(String keystore, String alias, boolean demanded) {
    source =
        new RestSource(
            intake,
            new MemoryEvidence(),
            new MemoryStore(),
            Clock.systemUTC(),
            Map.of(),
            new Given(0, "127.0.0.1", "", keystore, alias, demanded));
    source.setKeyCabinet(cabinet);
  }

  private static HttpClient client(KeyStore store) throws Exception {
    TlsKeys keys = OpenCabinet.material("client", store).client("");
    return HttpClient.newBuilder().sslContext(keys.context()).build();
  }

  private HttpResponse<String> post(HttpClient client, String scheme, int n)
      throws IOException, InterruptedException {
    return post(client, scheme, n, "none");
  }

  private static String text(int n) {
    return "{\"type\":\"measurement\",\"id\":\"m-%d\",\"point\":\"p\",\"value\":1}".formatted(n);
  }

  private HttpResponse<String> post(HttpClient client, String scheme, int n, String signature)
      throws IOException, InterruptedException {
    String text = text(n);
    return client.send(
        HttpRequest.newBuilder(
                URI.create(
                    "%s://127.0.0.1:%d/v1/observations"
                        .formatted(scheme, source.port().getAsInt())))
            .header("Content-Type", "application/json")
            .header("X-Hub-Signature-256", signature)
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofString(text))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String shown(HttpResponse<String> answer) throws Exception {
    return ((X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0])
        .getSubjectX500Principal()
        .getName();
  }

  private static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("30 s").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Test
  void thePortSpeaksHttpsAloneAndShowsARenewedCertificateWithoutRestart() throws Exception {
    cabinet.put(STORE, with(first));
    start(STORE, "rest", false);
    until(() -> source.port().isPresent());
    HttpResponse<String> answer = post(client(plant.trust()), "https", 1);
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(shown(answer)).isEqualTo("CN=rest-2026");
    assertThatThrownBy(() -> post(HttpClient.newHttpClient(), "https", 2))
        .isInstanceOf(SSLHandshakeException.class);
    assertThatThrownBy(() -> post(HttpClient.newHttpClient(), "http", 3))
        .isInstanceOf(IOException.class);

    int port = source.port().getAsInt();
    cabinet.put(STORE, with(second));
    until(() -> showsNow("CN=rest-2027"));
    assertThat(source.port()).hasValue(port);
    cabinet.remove(STORE);
    assertThat(showsNow("CN=rest-2027")).isTrue();
  }

  private boolean showsNow(String subject) {
    try {
      return shown(post(client(plant.trust()), "https", 4)).equals(subject);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whereCertificatesAreDemandedOnlyTheirOwnersAreHeard() throws Exception {
    cabinet.put(STORE, with(first));
    start(STORE, "", true);
    until(() -> source.port().isPresent());
    KeyStore known = plant.trust();
    Authority.put(known, "press", press);
    assertThat(post(client(known), "https", 5).statusCode()).isEqualTo(201);
    KeyStore unknown = plant.trust();
    Authority.put(unknown, "press", new Authority(papers, "stranger").sign("press"));
    assertThatThrownBy(() -> post(client(unknown), "https", 6)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> post(client(plant.trust()), "https", 7))
        .isInstanceOf(IOException.class);
    assertThat(intake.accepted()).hasSize(1);
  }

  @Test
  void withoutItsKeystoreNothingIsListenedOnUntilItComes() throws Exception {
    start(STORE, "", false);
    until(() -> cabinet.asked() >= 2);
    assertThat(source.port()).isEmpty();
    cabinet.put(STORE, with(first));
    until(() -> source.port().isPresent());
    assertThat(post(client(plant.trust()), "https", 8).statusCode()).isEqualTo(201);
  }

  private void startForOthers(String keystore, boolean demanded, String signature) {
    source =
        new RestSource(
            intake,
            new MemoryEvidence(),
            new MemoryStore(),
            Clock.systemUTC(),
            Map.of("signature.secret", SECRET),
            new Given(0, "0.0.0.0", "gate.example", keystore, "", demanded, false, signature));
    source.setKeyCabinet(cabinet);
  }

  @Test
  void othersReachItWhereTheLineIsSealedAndWhoSendsIsKnownByItsCertificate() throws Exception {
    cabinet.put(STORE, with(first));
    startForOthers(STORE, true, "none");
    until(() -> source.port().isPresent());
    KeyStore known = plant.trust();
    Authority.put(known, "press", press);
    assertThat(post(client(known), "https", 21).statusCode()).isEqualTo(201);
    KeyStore unknown = plant.trust();
    Authority.put(unknown, "press", new Authority(papers, "passer-by").sign("press"));
    assertThatThrownBy(() -> post(client(unknown), "https", 22)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> post(client(plant.trust()), "https", 23))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> post(HttpClient.newHttpClient(), "http", 24))
        .isInstanceOf(IOException.class);
    assertThat(intake.accepted()).hasSize(1);
  }

  @Test
  void othersReachItWhereTheLineIsSealedAndWhoSendsSigns() throws Exception {
    cabinet.put(STORE, with(first));
    startForOthers(STORE, false, "body");
    until(() -> source.port().isPresent());
    HttpResponse<String> nobody = post(client(plant.trust()), "https", 31);
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.body()).contains("X-Hub-Signature-256");
    assertThat(intake.accepted()).isEmpty();
    Mac hash = Mac.getInstance("HmacSHA256");
    hash.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signature =
        HexFormat.of().formatHex(hash.doFinal(text(32).getBytes(StandardCharsets.UTF_8)));
    assertThat(post(client(plant.trust()), "https", 32, signature).statusCode()).isEqualTo(201);
    assertThat(intake.accepted()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', false, none",
    "'', false, body",
    "'', false, standard-webhooks",
    "HttpsKeystore, false, none"
  })
  void othersDoNotReachWhatIsOpenOrFromAnybody(
      String keystore, boolean demanded, String signature) {
    assertThatThrownBy(() -> startForOthers(keystore, demanded, signature))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("address: given 0.0.0.0, with keystore '" + keystore + "'")
        .hasMessageContaining("signature " + signature)
        .hasMessageContaining("allowed: a loopback address such as 127.0.0.1, or another with");
  }

  @Test
  void aDemandThatNobodyCanMeetIsRefused() {
    assertThatThrownBy(() -> start("", "", true))
        .hasMessageContaining("client.certificate: given true without keystore");
    assertThatThrownBy(() -> start("", "rest", false))
        .hasMessageContaining("key.alias: given 'rest' without keystore");
  }
}
