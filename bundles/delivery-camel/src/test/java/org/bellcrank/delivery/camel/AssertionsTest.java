package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorCheck;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.document.Problem;
import org.bellcrank.journal.Facts;
import org.bellcrank.keys.testing.Authority;
import org.bellcrank.keys.testing.OpenCabinet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins with a signed assertion in place of a secret. */
class AssertionsTest {

  private static final String SESSION =
      """

      session:
        assertion:
          issuer: "${instance.requestedBy}"
          subject: "${credential.user}"
          audience: "${instance.address}/token"
          lifetime: PT3M
          claims: { scope: orders }
        login:
          - route: call
            request:
              method: POST
              path: /token
              body: { form: { assertion: "${credential.assertion}", client_id: "${credential.user}" } }
            extract: { token: { body: /token } }
        carry: { headers: { Authorization: "Bearer ${session.token}" } }
      """;

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  @TempDir static Path papers;
  private static Authority.Signed rsa;
  private static Authority.Signed curve;
  private static KeyStore store;

  @TempDir Path home;
  private final List<String> bodies = new ArrayList<>();
  private StepAnswer answer = answered(200, "{\"token\":\"token-1\"}");
  private Sessions sessions;

  @BeforeAll
  static void sign() throws Exception {
    Authority plant = new Authority(papers, "plant");
    rsa = plant.signRsa("gateway");
    curve = plant.sign("curve");
    store = plant.trust();
    Authority.put(store, "gateway", rsa);
    Authority.put(store, "curve", curve);
  }

  @BeforeEach
  void sessions() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    OpenCabinet cabinet = new OpenCabinet().put("SSLKeystore", store);
    sessions =
        new Sessions(
            request -> {
              bodies.add(new String(request.body(), StandardCharsets.UTF_8));
              return answer;
            },
            new Assertions(new CamelKeys(null, () -> cabinet), clock),
            System::nanoTime,
            clock);
  }

  private static StepAnswer answered(int status, String body) {
    return new StepAnswer.Answered(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private Path folder(String from, String to) throws Exception {
    Path source = Path.of(System.getProperty("project.root"), "camel-routes", "custom-rest");
    Path folder = home.resolve("custom-rest");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve(source.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    assertThat(SESSION).contains(from);
    Path file = folder.resolve("connector.yaml");
    String session = from.isEmpty() ? SESSION : SESSION.replace(from, to);
    Files.writeString(file, Files.readString(file) + session);
    return folder;
  }

  private Sessions.Outcome outcome(String from, String to, String alias) throws Exception {
    return outcome(from, to, alias, Map.of("requestedBy", "bellcrank-lyon"));
  }

  private Sessions.Outcome outcome(
      String from, String to, String alias, Map<String, String> context) throws Exception {
    Connector connector = ConnectorFolder.read(folder(from, to));
    ConnectorInstance instance =
        new ConnectorInstance(
            "cmms",
            "custom-rest",
            "CMMS",
            "plant",
            URI.create("https://cmms.example/api"),
            Optional.of("secret:x"),
            context,
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.of(new ConnectorInstance.Keys("SSLKeystore", alias)));
    return sessions.of(connector, instance, Optional.of("gateway:"));
  }

  private String sentAssertion() {
    return URLDecoder.decode(
        bodies.get(0).replaceAll("assertion=([^&]*)&.*", "$1"), StandardCharsets.UTF_8);
  }

  private static Facts part(String token, int index) {
    return Facts.parse(
        new String(
            Base64.getUrlDecoder().decode(token.split("\\.")[index]), StandardCharsets.UTF_8));
  }

  private static boolean verified(String token, Certificate certificate, String algorithm)
      throws Exception {
    Signature signature = Signature.getInstance(algorithm);
    signature.initVerify(certificate);
    signature.update(
        token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(token.split("\\.")[2]));
  }

  @Test
  void aLoginCarriesWhatTheKeyOfTheInstanceSigned() throws Exception {
    assertThat(outcome("", "", "gateway")).isInstanceOf(Sessions.Held.class);
    String token = sentAssertion();
    assertThat(verified(token, rsa.chain()[0], "SHA256withRSA")).isTrue();
    Facts head = part(token, 0);
    assertThat(head.text("alg")).contains("RS256");
    assertThat(head.text("x5t"))
        .contains(
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                    MessageDigest.getInstance("SHA-1").digest(rsa.chain()[0].getEncoded())));
    Facts body = part(token, 1);
    assertThat(body.text("iss")).contains("bellcrank-lyon");
    assertThat(body.text("sub")).contains("gateway");
    assertThat(body.text("aud")).contains("https://cmms.example/api/token");
    assertThat(body.text("scope")).contains("orders");
    assertThat(body.whole("exp")).hasValue(NOW.plusSeconds(180).getEpochSecond());
    assertThat(body.requireText("jti")).hasSize(36);
  }

  @Test
  void aKeyOfAnEllipticCurveSignsInItsOwnWay() throws Exception {
    outcome("issuer:", "algorithm: ES256\n    issuer:", "curve");
    String token = sentAssertion();
    assertThat(part(token, 0).text("alg")).contains("ES256");
    assertThat(verified(token, curve.chain()[0], "SHA256withECDSAinP1363Format")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | given no keyAlias",
        "nobody | given 'nobody'; allowed: curve, gateway of keystore SSLKeystore",
        "curve | a key of kind EC; allowed: one that signs with SHA256withRSA",
      })
  void aKeyThatIsNotThereIsToldAndNothingIsSent(String alias, String words) throws Exception {
    Sessions.Outcome outcome = outcome("", "", alias);
    assertThat(((Sessions.Failed) outcome).answer())
        .isInstanceOfSatisfying(
            StepAnswer.NoCredential.class, none -> assertThat(none.words()).contains(words));
    assertThat(bodies).isEmpty();
  }

  @Test
  void aNameThatTheSiteDoesNotSayIsToldAndNothingIsSent() throws Exception {
    Sessions.Outcome outcome = outcome("", "", "gateway", Map.of());
    assertThat(((Sessions.Failed) outcome).answer())
        .isEqualTo(
            new StepAnswer.NoCredential(
                "the assertion needs instance.requestedBy, which is not known"));
    assertThat(bodies).isEmpty();
  }

  /** It is longer than the words that are kept: cleaned after the cut, its beginning would stay. */
  @Test
  void aRefusalThatRepeatsTheAssertionIsCleaned() throws Exception {
    Sessions echo =
        new Sessions(
            request ->
                answered(
                    400,
                    Facts.with(
                            "message", "bad " + new String(request.body(), StandardCharsets.UTF_8))
                        .build()
                        .json()),
            new Assertions(
                new CamelKeys(null, () -> new OpenCabinet().put("SSLKeystore", store)),
                Clock.systemUTC()),
            System::nanoTime,
            Clock.systemUTC());
    sessions = echo;
    Sessions.Failed failed = (Sessions.Failed) outcome("", "", "gateway");
    assertThat(failed.answer())
        .isEqualTo(
            new StepAnswer.NoCredential(
                "the login was answered 400: bad assertion=***&client_id=gateway",
                Trouble.SIGN_IN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "lifetime: PT3M | algorithm: HS256 | HS256 | RS256",
        "issuer: | isuer: | isuer | issuer",
        "${instance.requestedBy} | ${credential.password} | credential.password | credential.user",
        "Bearer ${session.token} | Bearer ${credential.assertion} | credential.assertion | not declared",
        "lifetime: PT3M | lifetime: 3 m | 3 m | ^P",
      })
  void aMistakeIsNamedWithPlaceGivenAndAllowed(String from, String to, String given, String allowed)
      throws Exception {
    assertThat(ConnectorCheck.check(folder(from, to)))
        .extracting(Problem::text)
        .anySatisfy(
            line -> assertThat(line).contains("connector.yaml").contains(given).contains(allowed));
  }
}
