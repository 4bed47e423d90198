package org.bellcrank.source.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.crypto.CryptoService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Posts whose senders prove themselves, over real HTTP on a free port. */
class SignedPostsTest {

  private static final String GOOD =
      "{\"type\":\"measurement\",\"point\":\"p\",\"value\":81.5,\"unit\":\"Cel\"}";

  /** Secret, text and hash of the example in GitHub's documentation of its web hooks. */
  private static final String GITHUBS_SECRET = "It's a Secret to Everybody";

  private static final String GITHUBS_TEXT = "Hello, World!";
  private static final String GITHUBS_HASH =
      "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  /** Of the example that goes with the specification of Standard Webhooks. */
  private static final String WEBHOOKS_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final String WEBHOOKS_ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String WEBHOOKS_TEXT = "{\"test\": 2432232314}";
  private static final String WEBHOOKS_HASH = "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final long WEBHOOKS_TIME = 1614265330L;

  private final MemoryIntake intake = new MemoryIntake();
  private final MemoryStore store = new MemoryStore();
  private final HttpClient client = HttpClient.newHttpClient();
  private Instant now = Instant.ofEpochSecond(WEBHOOKS_TIME);
  private RestSource source;

  @AfterEach
  void stop() {
    source.stop();
  }

  @Test
  void aBodyIsSignedAsGithubSignsIt() throws Exception {
    start("body", Map.of("signature.secret", new Password(GITHUBS_SECRET)));
    HttpResponse<String> signed =
        post(GITHUBS_TEXT, "X-Hub-Signature-256", "sha256=" + GITHUBS_HASH);
    assertThat(signed.statusCode()).as("believed, and no JSON").isEqualTo(422);
    assertThat(signed.body()).contains("message");
    HttpResponse<String> other =
        post(GITHUBS_TEXT + "!", "X-Hub-Signature-256", "sha256=" + GITHUBS_HASH);
    assertThat(other.statusCode()).isEqualTo(401);
    assertThat(other.headers().firstValue("WWW-Authenticate")).contains("HMAC-SHA256");
    assertThat(other.body()).contains("is not of this body").contains("allowed: HMAC-SHA256");
  }

  @Test
  void aMessageIsSignedAsStandardWebhooksHasIt() throws Exception {
    start("standard-webhooks", Map.of("signature.secret", WEBHOOKS_SECRET));
    HttpResponse<String> signed =
        post(WEBHOOKS_TEXT, webhook(WEBHOOKS_ID, WEBHOOKS_TIME, "v1," + WEBHOOKS_HASH));
    assertThat(signed.statusCode()).as("believed, and no observation").isEqualTo(422);
    assertThat(signed.body()).contains("type: given");
    String several = "v1a,asymmetric v1,bm9uZQ== v1," + WEBHOOKS_HASH;
    assertThat(post(WEBHOOKS_TEXT, webhook(WEBHOOKS_ID, WEBHOOKS_TIME, several)).statusCode())
        .as("one of several")
        .isEqualTo(422);
    assertThat(
            post(WEBHOOKS_TEXT, webhook("msg_other", WEBHOOKS_TIME, "v1," + WEBHOOKS_HASH))
                .statusCode())
        .as("the id is signed")
        .isEqualTo(401);
  }

  @Test
  void whatWasSignedLongAgoOrWillBeIsNotBelieved() throws Exception {
    start("standard-webhooks", Map.of("signature.secret", WEBHOOKS_SECRET));
    String[] signed = webhook(WEBHOOKS_ID, WEBHOOKS_TIME, "v1," + WEBHOOKS_HASH);
    now = Instant.ofEpochSecond(WEBHOOKS_TIME + 300);
    assertThat(post(WEBHOOKS_TEXT, signed).statusCode()).isEqualTo(422);
    now = Instant.ofEpochSecond(WEBHOOKS_TIME + 301);
    HttpResponse<String> late = post(WEBHOOKS_TEXT, signed);
    assertThat(late.statusCode()).isEqualTo(401);
    assertThat(late.body()).contains("webhook-timestamp").contains("at most 300 s away");
    now = Instant.ofEpochSecond(WEBHOOKS_TIME - 301);
    assertThat(post(WEBHOOKS_TEXT, signed).statusCode()).isEqualTo(401);
  }

  @Test
  void aMessageThatIsSentAgainIsOneAndTwoThatSayTheSameAreTwo() throws Exception {
    start("standard-webhooks", Map.of("signature.secret", "pit"));
    assertThat(post(GOOD, signed("m-1", GOOD)).statusCode()).isEqualTo(201);
    assertThat(post(GOOD, signed("m-1", GOOD)).statusCode()).isEqualTo(200);
    assertThat(post(GOOD, signed("m-2", GOOD)).statusCode()).isEqualTo(201);
    assertThat(intake.accepted()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "webhook-id, webhook-id: given 'nothing'",
    "webhook-timestamp, webhook-timestamp: given 'nothing'",
    "webhook-signature, webhook-signature: given 'nothing'"
  })
  void whatIsNotSignedIsToldWhichHeaderItLacksAndFillsNoJournal(String without, String words)
      throws Exception {
    start("standard-webhooks", Map.of("signature.secret", "pit"));
    List<String> some = new ArrayList<>();
    String[] all = signed("m-1", GOOD);
    for (int i = 0; i < all.length; i += 2) {
      if (!all[i].equals(without)) {
        some.addAll(List.of(all[i], all[i + 1]));
      }
    }
    HttpResponse<String> answer = post(GOOD, some.toArray(String[]::new));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains(words);
    assertThat(intake.accepted()).isEmpty();
    assertThat(store.entries()).isEmpty();
  }

  @Test
  void whatIsTooLongIsNotReadToItsEndToSeeWhoSignedIt() throws Exception {
    start("body", Map.of("signature.secret", "pit"));
    String long_ = "x".repeat(5000);
    assertThat(post(long_, "X-Hub-Signature-256", hex("pit", long_)).statusCode()).isEqualTo(413);
    assertThat(store.entries()).isEmpty();
    assertThat(post(GOOD, "X-Hub-Signature-256", hex("pit", GOOD)).statusCode()).isEqualTo(201);
  }

  @Test
  void whileSendersChangeTheirSecretBothAreTaken() throws Exception {
    start("body", Map.of("signature.secret", "new", "signature.secret.before", "old"));
    assertThat(post(GOOD, "X-Hub-Signature-256", hex("old", GOOD)).statusCode()).isEqualTo(201);
    assertThat(post(GOOD, "X-Hub-Signature-256", hex("new", GOOD)).statusCode()).isEqualTo(200);
    assertThat(post(GOOD, "X-Hub-Signature-256", hex("none", GOOD)).statusCode()).isEqualTo(401);
  }

  @Test
  void aSecretThatTheGatewaySealedIsOpenedAsSoonAsItCanBe() throws Exception {
    String sealed = "c3RhcnRzdGFydDEyMzQ1Ng==-c2VhbGVkc2VhbGVkc2VhbGVk";
    start("body", Map.of("signature.secret", new Password(sealed)));
    HttpResponse<String> early = post(GOOD, "X-Hub-Signature-256", hex("pit", GOOD));
    assertThat(early.statusCode()).as("senders give up on 401").isEqualTo(503);
    assertThat(early.headers().firstValue("Retry-After")).contains("5");
    assertThat(post(GOOD, "X-Hub-Signature-256", hex(sealed, GOOD)).statusCode())
        .as("what is sealed is no secret")
        .isEqualTo(503);
    source.setCryptoService(new Opener());
    assertThat(post(GOOD, "X-Hub-Signature-256", hex("pit", GOOD)).statusCode()).isEqualTo(201);
  }

  /** Each would cost a hash over the whole message, before anybody proved anything. */
  @Test
  void ofManySignaturesSomeAreLookedAt() throws Exception {
    start("standard-webhooks", Map.of("signature.secret", WEBHOOKS_SECRET));
    String none = "v1," + Base64.getEncoder().encodeToString(new byte[32]) + " ";
    String right = "v1," + WEBHOOKS_HASH;
    assertThat(
            post(WEBHOOKS_TEXT, webhook(WEBHOOKS_ID, WEBHOOKS_TIME, none.repeat(9) + right))
                .statusCode())
        .isEqualTo(422);
    assertThat(
            post(WEBHOOKS_TEXT, webhook(WEBHOOKS_ID, WEBHOOKS_TIME, none.repeat(10) + right))
                .statusCode())
        .isEqualTo(401);
  }

  /** Whoever caught one signed message could send it again under any key. */
  @Test
  void aKeyThatNobodySignedIsRefused() throws Exception {
    start("body", Map.of("signature.secret", "pit"));
    HttpResponse<String> answer =
        post(GOOD, "X-Hub-Signature-256", hex("pit", GOOD), "Idempotency-Key", "k-1");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Idempotency-Key: given 'k-1'; allowed: none");
    assertThat(intake.accepted()).isEmpty();
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> start("md5", Map.of("signature.secret", "pit")))
        .hasMessageContaining("signature: given md5; allowed: none, body, standard-webhooks");
    for (String none : List.of("", "whsec_", "whsec_no base64")) {
      assertThatThrownBy(() -> start("body", Map.of("signature.secret", none)))
          .as(none)
          .hasMessageContaining("signature.secret: given none that can be used");
    }
    start("none", Map.of());
  }

  private static final class Opener implements CryptoService {
    @Override
    public char[] encryptAes(char[] value) {
      throw new AssertionError("nothing is sealed here");
    }

    @Override
    public char[] decryptAes(char[] value) throws KuraException {
      return "pit".toCharArray();
    }
  }

  private String[] signed(String id, String body) throws Exception {
    long time = now.getEpochSecond();
    byte[] hash = hash("pit", id + "." + time + "." + body);
    return webhook(id, time, "v1," + Base64.getEncoder().encodeToString(hash));
  }

  private static String[] webhook(String id, long time, String signature) {
    return new String[] {
      "webhook-id", id, "webhook-timestamp", String.valueOf(time), "webhook-signature", signature
    };
  }

  private static String hex(String secret, String text) throws Exception {
    return java.util.HexFormat.of().formatHex(hash(secret, text));
  }

  private static byte[] hash(String secret, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private void start(String signature, Map<String, Object> properties) {
    Clock clock = // one that a test sets
        new Clock() {
          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    source =
        new RestSource(
            intake, new MemoryEvidence(), store, clock, properties, new Given(0, false, signature));
  }

  private HttpResponse<String> post(String body, String... headers) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + source.port().orElseThrow() + "/v1/observations"))
            .header("Content-Type", "application/json")
            .headers(headers)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
