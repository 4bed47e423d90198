package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.document.Documents;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures over addresses and security headers, against figures that others computed. */
class ProofTest {

  private static final String SIGN =
      """

      sign:
        kind: hmac-url
        algorithm: HmacSHA256
        key: "${credential.password}"
        over: "${sign.host}${sign.path}?${sign.query}"
        header: Authorization
        encoding: hex-lower
        query:
          accessKey: "${credential.user}"
          appKey: macmmsackp456
          timestamp: "${sign.epochMillis}"
          signatureVersion: "1"
          signatureMethod: HmacSHA256
      """;

  private static final Map<String, Object> KNOWN =
      Map.of("credential.user", "macmmsaakp123", "credential.password", "secret789");

  @TempDir Path home;

  private static StepRequest request(String address, String path, String query) {
    ConnectorInstance instance =
        new ConnectorInstance(
            "cmms",
            "kind",
            "CMMS",
            "plant",
            URI.create(address),
            Optional.empty(),
            Map.of(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty());
    return new StepRequest(
        "call",
        instance,
        "POST",
        path,
        query,
        Map.of("Content-Type", "text/plain"),
        new byte[] {1},
        Duration.ofSeconds(1),
        Duration.ofSeconds(1));
  }

  private static Signing signing(String yaml) throws Exception {
    Problems problems = new Problems();
    Optional<Signing> signing =
        new ProofReader(List.of(), problems)
            .signing(Documents.parse("connector.yaml", yaml).asMap());
    assertThat(problems.all()).isEmpty();
    return signing.orElseThrow();
  }

  /** Two other implementations have this signature for this address. */
  @Test
  void anAddressIsSignedAsOthersSignIt() throws Exception {
    Signing.Signed signed =
        signing(SIGN)
            .signed(
                request("https://acme.macmms.com", "/api/", "action=AddRequest&service=cmms"),
                KNOWN,
                Instant.ofEpochMilli(1_700_000_000_000L));
    assertThat(signed.signature())
        .isEqualTo("3b51ebab5797e589dd2f7795e10a69589d4a303fe9f050d7bdce5fb8d4d4ec3b");
    assertThat(signed.request().headers())
        .containsEntry("Authorization", signed.signature())
        .containsEntry("Content-Type", "text/plain");
    assertThat(signed.request().query())
        .isEqualTo(
            "action=AddRequest&service=cmms&accessKey=macmmsaakp123&appKey=macmmsackp456"
                + "&timestamp=1700000000000&signatureVersion=1&signatureMethod=HmacSHA256");
    assertThat(signed.request().body()).containsExactly(1);
  }

  @Test
  void aQueryThatStandsInThePathIsSignedToo() throws Exception {
    Signing.Signed signed =
        signing(SIGN)
            .signed(
                request("https://acme.macmms.com", "/api/?action=AddRequest", "service=cmms"),
                KNOWN,
                Instant.ofEpochMilli(1_700_000_000_000L));
    assertThat(signed.signature())
        .isEqualTo("3b51ebab5797e589dd2f7795e10a69589d4a303fe9f050d7bdce5fb8d4d4ec3b");
  }

  @Test
  void anAddressThatAnAnswerGaveIsSignedOnTheInstancesOwnHost() throws Exception {
    Signing.Signed signed =
        signing(SIGN)
            .signed(
                request("https://acme.macmms.com", "http://[::1]:8080/api/~x?a=[1]", ""),
                KNOWN,
                Instant.EPOCH);
    assertThat(signed.request().address())
        .isEqualTo(URI.create("https://acme.macmms.com/api/%7Ex?a=%5B1%5D"));
  }

  /** The standards' own example: RFC 4231 and, for SHA-1, RFC 2202, second case each. */
  @ParameterizedTest
  @CsvSource({
    "HmacSHA256, hex-lower, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    "HmacSHA256, hex-upper, 5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843",
    "HmacSHA256, base64, W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=",
    "HmacSHA512, hex-lower, 164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
    "HmacSHA1, hex-lower, effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
  })
  void aSignatureIsWrittenAsAsked(String algorithm, String encoding, String written)
      throws Exception {
    Signing signing =
        signing(
            """
            sign: { kind: hmac-url, algorithm: %s, key: "${credential.secret}", header: X,
                    over: "what do ya want for nothing?", encoding: %s }
            """
                .formatted(algorithm, encoding));
    assertThat(
            signing
                .signed(
                    request("http://127.0.0.1:1", "/", ""),
                    Map.of("credential.secret", "Jefe"),
                    Instant.EPOCH)
                .request()
                .headers())
        .containsEntry("X", written);
  }

  /** A figure that was published long before this code. */
  @Test
  void aPasswordIsDigestedAsOthersDigestIt() {
    byte[] nonce = "d36e316282959a9ed4c89851497a717f".getBytes(StandardCharsets.UTF_8);
    assertThat(UsernameToken.digest(nonce, "2003-12-15T14:43:07Z", "taadtaadpstcsm"))
        .isEqualTo("quR/EWLAV4xLf9Zqyw4pDmfV9OY=");
  }

  @Test
  void aSecurityHeaderIsXmlWhateverThePasswordReads() {
    UsernameToken.Header header =
        new UsernameToken(
                UsernameToken.Profile.OASIS_2004,
                UsernameToken.Password.TEXT,
                Optional.of(Duration.ofMinutes(5)))
            .header(
                "R&D", "p<&>w\"ord", new byte[] {1, 2, 3}, Instant.parse("2026-01-01T00:00:00Z"));
    Content read = Content.Format.XML.read(header.xml()).orElseThrow();
    assertThat(read.text("/Security/UsernameToken/Username")).contains("R&D");
    assertThat(read.text("/Security/UsernameToken/Password")).contains("p<&>w\"ord");
    assertThat(read.text("/Security/UsernameToken/Password/@Type"))
        .hasValueSatisfying(type -> assertThat(type).endsWith("#PasswordText"));
    assertThat(read.text("/Security/UsernameToken/Nonce")).contains("AQID");
    assertThat(read.text("/Security/Timestamp/Expires")).contains("2026-01-01T00:05:00Z");
    assertThat(header.xml()).contains(header.proof());
  }

  @Test
  void aDigestIsOverTheTimeThatStandsBesideIt() {
    byte[] nonce = {1, 2, 3};
    UsernameToken.Header header =
        new UsernameToken(
                UsernameToken.Profile.OASIS_2004, UsernameToken.Password.DIGEST, Optional.empty())
            .header("gateway", "very-secret", nonce, Instant.parse("2026-01-01T00:00:00.123456Z"));
    Content read = Content.Format.XML.read(header.xml()).orElseThrow();
    String created = read.text("/Security/UsernameToken/Created").orElseThrow();
    assertThat(created).isEqualTo("2026-01-01T00:00:00.123Z");
    assertThat(read.text("/Security/UsernameToken/Password"))
        .contains(UsernameToken.digest(nonce, created, "very-secret"));
    assertThat(read.text("/Security/Timestamp")).isEmpty();
    assertThat(header.xml()).doesNotContain("very-secret");
  }

  /** As servers read it that are older than the standard. */
  @Test
  void theDraftHasUserAndPasswordAlone() {
    UsernameToken.Header header =
        new UsernameToken(
                UsernameToken.Profile.DRAFT_2002, UsernameToken.Password.TEXT, Optional.empty())
            .header("gate<way@PLANT", "p&w", new byte[] {1}, Instant.EPOCH);
    assertThat(header.xml())
        .isEqualTo(
            "<wsse:Security xmlns:wsse=\"http://schemas.xmlsoap.org/ws/2002/04/secext\">"
                + "<wsse:UsernameToken><wsse:Username>gate&lt;way@PLANT</wsse:Username>"
                + "<wsse:Password>p&amp;w</wsse:Password></wsse:UsernameToken></wsse:Security>");
    assertThat(header.proof()).isEqualTo("p&amp;w");
  }

  /** A tilde is the end of a line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | `` | `` | ``",
        "HmacSHA256~ | HmacMD5~ | HmacMD5 | HmacSHA256",
        "hmac-url | rsa-url | rsa-url | hmac-url",
        "hex-lower | hex | hex | hex-lower",
        "${credential.password} | secret789 | secret789 | credential.password",
        "${sign.path} | ${sign.pth} | sign.pth | sign.path",
        "${credential.user} | ${credential.password} | credential.password | credential.user",
        "${sign.host} | ${credential.secret} | credential.secret | sign.host",
        "header: Authorization | header: accept | Accept | other headers",
        "~sign: | ~security: { kind: username-token, password: text }~sign: | no body with a place | ${security}",
        "~sign: | ~security: { kind: username-token, password: plain }~sign: | plain | text",
        "~sign: | ~security: { kind: username-token, profile: draft-2002, password: digest }~sign: | draft-2002 | password: text",
        "~sign: | ~security: { kind: username-token, profile: draft, password: text }~sign: | draft | draft-2002",
      })
  void aMistakeIsNamedWithPlaceGivenAndAllowed(String from, String to, String given, String allowed)
      throws Exception {
    Path folder = copied();
    Path file = folder.resolve("connector.yaml");
    String start = from.replace('~', '\n');
    assertThat(SIGN).contains(start);
    String sign = start.isEmpty() ? SIGN : SIGN.replace(start, to.replace('~', '\n'));
    Files.writeString(file, Files.readString(file) + sign);
    List<String> problems = ConnectorCheck.check(folder).stream().map(Problem::text).toList();
    if (given.isEmpty()) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).anySatisfy(line -> assertThat(line).contains(given).contains(allowed));
    }
  }

  @Test
  void aPlaceForASecurityHeaderThatNothingFillsIsNamed() throws Exception {
    Path folder = copied();
    Path file = folder.resolve("recipe.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("body: \\{ mapping: create }", "body: { xml: '<a>\\${security}</a>' }"));
    assertThat(ConnectorCheck.check(folder))
        .extracting(Problem::text)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "recipe.yaml", "/steps/create/request", "security in connector.yaml"));
  }

  private Path copied() throws Exception {
    Path from = Path.of(System.getProperty("project.root"), "camel-routes", "custom-rest");
    Path folder = home.resolve("custom-rest");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(from.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    return folder;
  }
}
