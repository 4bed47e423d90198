package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.keys.testing.Authority;
import org.bellcrank.keys.testing.OpenCabinet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CMMS behind TLS, with a throw-away authority; it may demand certificates. */
class CertificatesTest {

  private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "camel-routes");
  private static final String STORE = "SSLKeystore";

  @TempDir static Path papers;
  private static Authority plant;
  private static Authority stranger;
  private static Authority.Signed cmms;
  private static Authority.Signed first;
  private static Authority.Signed second;

  @TempDir Path folder;
  private final OpenCabinet cabinet = new OpenCabinet();
  private final List<String> callers = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private CamelDelivery camel;
  private HttpsServer server;
  private Optional<String> spoken = Optional.empty();
  private ConnectorInstance.Transport transport = ConnectorInstance.Transport.NONE;

  @BeforeAll
  static void sign() throws Exception {
    plant = new Authority(papers, "plant");
    stranger = new Authority(papers, "stranger");
    cmms = plant.sign("cmms");
    first = plant.sign("gateway-2026");
    second = plant.sign("gateway-2027");
  }

  @BeforeEach
  void start() throws IOException {
    Path key = Files.createDirectories(folder.resolve("keys")).resolve("k");
    Files.writeString(key, "gateway:secret");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    camel = new CamelDelivery(folder.resolve("keys"), SHIPPED.toString(), 1000);
    Until.is(() -> camel.find("custom-rest").isPresent(), camel::all);
    camel.setKeyCabinet(cabinet);
  }

  @AfterEach
  void stop() {
    camel.close();
    if (server != null) {
      server.stop(0);
    }
    threads.shutdownNow();
  }

  private void serve(Authority.Signed certificate, boolean demand) throws Exception {
    KeyStore own = plant.trust();
    Authority.put(own, "cmms", certificate);
    SSLContext context = OpenCabinet.material("cmms", own).server("cmms", true).context();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters asked = context.getDefaultSSLParameters();
            asked.setNeedClientAuth(demand);
            spoken.ifPresent(version -> asked.setProtocols(new String[] {version}));
            parameters.setSSLParameters(asked);
          }
        });
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, demand));
    server.start();
  }

  private void answer(HttpExchange exchange, boolean demand) throws IOException {
    callers.add(
        demand
            ? ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName()
            : "somebody");
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static KeyStore gateway(Authority.Signed key) throws Exception {
    KeyStore store = plant.trust();
    Authority.put(store, "gateway", key);
    return store;
  }

  private StepAnswer call(String keystore, String alias) {
    return call(
        Optional.of(new ConnectorInstance.Keys(keystore, alias)),
        "https://127.0.0.1:" + server.getAddress().getPort());
  }

  private StepAnswer call(Optional<ConnectorInstance.Keys> keys, String address) {
    ConnectorInstance instance =
        new ConnectorInstance(
            "i",
            "custom-rest",
            "i",
            "plant",
            URI.create(address),
            Optional.of("secret:k"),
            Map.of(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            keys);
    return camel.call(
        new StepRequest(
            "call",
            instance.over(transport),
            "POST",
            "/api/v1/workorders",
            "",
            Map.of("Content-Type", "application/json"),
            "{}".getBytes(StandardCharsets.UTF_8),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20)));
  }

  private static ConnectorInstance.Transport lowest(String version) {
    return new ConnectorInstance.Transport(
        OptionalInt.empty(), OptionalInt.empty(), Optional.of(version), Optional.empty());
  }

  /** The server speaks TLS 1.2 alone: an endpoint that demands 1.3 sends it nothing. */
  @Test
  void anOlderTlsThanTheEndpointDemandsIsNotSpoken() throws Exception {
    spoken = Optional.of("TLSv1.2");
    serve(cmms, false);
    cabinet.put(STORE, plant.trust());
    transport = lowest("1.2");
    assertThat(call(STORE, "")).isInstanceOf(StepAnswer.Answered.class);
    transport = lowest("1.3");
    assertThat(notSent(call(STORE, "")))
        .contains("nothing was sent", "demanded is TLS 1.3 or newer");
    String java = "https://127.0.0.1:" + server.getAddress().getPort();
    assertThat(notSent(call(Optional.empty(), java))).contains("demanded is TLS 1.3 or newer");
    assertThat(callers).containsExactly("somebody");
  }

  @Test
  void theNewestTlsIsSpokenWhereTheEndpointDemandsIt() throws Exception {
    spoken = Optional.of("TLSv1.3");
    serve(cmms, true);
    cabinet.put(STORE, gateway(first));
    transport = lowest("1.3");
    assertThat(call(STORE, "gateway")).isInstanceOf(StepAnswer.Answered.class);
    assertThat(callers).containsExactly("CN=gateway-2026");
  }

  private static String notSent(StepAnswer answer) {
    assertThat(answer).isInstanceOf(StepAnswer.NotSent.class);
    assertThat(((StepAnswer.NotSent) answer).trouble()).isEqualTo(Trouble.TLS);
    return ((StepAnswer.NotSent) answer).words();
  }

  private static String noCredential(StepAnswer answer) {
    assertThat(answer).isInstanceOf(StepAnswer.NoCredential.class);
    return ((StepAnswer.NoCredential) answer).words();
  }

  @Test
  void theAuthorityOfTheKeystoreIsBelievedAndNoOther() throws Exception {
    serve(cmms, false);
    cabinet.put(STORE, plant.trust()).put("other", stranger.trust());
    assertThat(call(STORE, "")).isInstanceOf(StepAnswer.Answered.class);
    assertThat(notSent(call("other", ""))).contains("keystore other trusts", "nothing was sent");
    String java = "https://127.0.0.1:" + server.getAddress().getPort();
    assertThat(notSent(call(Optional.empty(), java))).contains("that Java trusts");
    assertThat(callers).containsExactly("somebody");
  }

  @Test
  void anExpiredCertificateAndOneOfAnotherHostGetNothing() throws Exception {
    cabinet.put(STORE, plant.trust());
    serve(plant.signExpired("cmms"), false);
    assertThat(notSent(call(STORE, ""))).contains("validity");
    server.stop(0);
    serve(plant.signForHost("elsewhere.example"), false);
    assertThat(notSent(call(STORE, ""))).contains("127.0.0.1");
    assertThat(callers).isEmpty();
  }

  @Test
  void aDemandedCertificateIsShownAndItsRenewalTakenWithoutRestart() throws Exception {
    serve(cmms, true);
    cabinet.put(STORE, gateway(first));
    assertThat(call(STORE, "gateway")).isInstanceOf(StepAnswer.Answered.class);
    assertThat(call(STORE, "")).isInstanceOf(StepAnswer.Answered.class);
    cabinet.put(STORE, gateway(second));
    assertThat(call(STORE, "gateway")).isInstanceOf(StepAnswer.Answered.class);
    assertThat(callers).containsExactly("CN=gateway-2026", "CN=gateway-2026", "CN=gateway-2027");
  }

  @Test
  void withoutTheDemandedCertificateNothingIsTaken() throws Exception {
    serve(cmms, true);
    cabinet.put(STORE, plant.trust());
    assertThat(call(STORE, "")).isNotInstanceOf(StepAnswer.Answered.class);
    assertThat(callers).isEmpty();
  }

  @Test
  void whatIsMissingIsOneLineAndNothingIsSent() throws Exception {
    serve(cmms, false);
    assertThat(noCredential(call(STORE, "")))
        .contains("keystore: given 'SSLKeystore'")
        .doesNotContain("\n");
    cabinet.put(STORE, plant.trust());
    assertThat(noCredential(call(STORE, "typo"))).contains("key alias: given 'typo'");
    camel.unsetKeyCabinet(cabinet);
    assertThat(noCredential(call(STORE, ""))).contains("nothing offers keystores");
    assertThat(callers).isEmpty();
  }
}
