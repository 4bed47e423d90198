package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Signatures as four vendors make them; each was computed by two other implementations. */
class WebHookTest {

  private static final Instant SIGNED = Instant.ofEpochSecond(1_700_000_000L);
  private static final String BODY = "{\"workOrderId\":1,\"newStatus\":\"DONE\"}";

  /** The time and the body, both in one header. */
  private static final WebHook MAINTAINX =
      new WebHook(
          Optional.of("/workOrderId"),
          "x-maintainx-webhook-body-signature",
          "t={timestamp},v1={signature}",
          WebHook.Encoding.HEX,
          "{timestamp}.{body}",
          WebHook.Key.RAW,
          Map.of(),
          Optional.of(Duration.ofMinutes(5)));

  private static final Map<String, String> SENT =
      Map.of(
          "x-maintainx-webhook-body-signature",
          "t=1700000000,v1=9fc5d57865c796ff350af3053b21103e28b779a0e92ba9384bef78c66b4be1df");

  private static WebHook.Call call(Map<String, String> headers, String body) {
    return new WebHook.Call("/hooks/plant", headers, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void timeAndBodyInOneHeader() throws Exception {
    assertThat(MAINTAINX.hear(call(SENT, BODY), "whsec", SIGNED)).contains("1");
  }

  @Test
  void timeAndTokenWithoutTheBodyUnderAHashedKey() throws Exception {
    WebHook limble =
        new WebHook(
            Optional.of("/taskID"),
            "signature",
            "{signature}",
            WebHook.Encoding.HEX,
            "{timestamp}{token}",
            WebHook.Key.SHA256_HEX,
            Map.of("timestamp", "timestamp", "token", "Token"),
            Optional.empty());
    Map<String, String> headers =
        Map.of(
            "signature", "cf5d9983d792292465c496256e0d72075f1efdc984be146e2ef84a31dcacd981",
            "timestamp", "1700000000",
            "token", "tok42");
    assertThat(limble.hear(call(headers, "{\"taskID\":7}"), "limbleKey", SIGNED)).contains("7");
  }

  @Test
  void theBodyAloneInBase64() throws Exception {
    WebHook frappe =
        new WebHook(
            Optional.of("/name"),
            "X-Frappe-Webhook-Signature",
            "{signature}",
            WebHook.Encoding.BASE64,
            "{body}",
            WebHook.Key.RAW,
            Map.of(),
            Optional.empty());
    Map<String, String> headers =
        Map.of("x-frappe-webhook-signature", "ZvcgOZtHYHonekWzJwcO38phtSGG79Pugn69q+kOkic=");
    String body = "{\"name\": \"ACC-ASR-1\", \"repair_status\": \"Completed\"}";
    assertThat(frappe.hear(call(headers, body), "s3", SIGNED)).contains("ACC-ASR-1");
  }

  @Test
  void theShippedRulesOfAtlasTakeItsSignatureAndNameNoOrder() throws Exception {
    WebHook atlas =
        ConnectorFolder.read(Sown.shipped("atlas")).reading().orElseThrow().hook().orElseThrow();
    Map<String, String> headers =
        Map.of(
            "x-webhook-signature",
            "7e8c921b8df4e4f9352bf8a57fa9423d7e9c2be9518612b924466d2c3c367b76");
    assertThat(atlas.hear(call(headers, BODY), "sec", SIGNED)).isEmpty();
    assertThat(atlas.order()).isEmpty();
  }

  @Test
  void whatIsNotSignedSoIsNotBelieved() {
    refused(MAINTAINX, call(SENT, BODY.replace("DONE", "OPEN")), "whsec", "not that of this call");
    refused(MAINTAINX, call(SENT, BODY), "another", "not that of this call");
    refused(MAINTAINX, call(Map.of(), BODY), "whsec", "no header x-maintainx");
    refused(MAINTAINX, with("v1=00"), "whsec", "of another form");
    refused(MAINTAINX, with("t=1700000000,v1="), "whsec", "of another form");
    refused(MAINTAINX, with("t=1700000000,v1=xyz"), "whsec", "not written as hex");
    refused(MAINTAINX, with("t=1700000000,v1=00"), "whsec", "not that of this call");
  }

  @Test
  void whatWasSignedLongAgoIsNotBelievedAndNoSecretStandsInTheWords() throws Exception {
    Instant edge = SIGNED.plus(Duration.ofMinutes(5));
    assertThat(MAINTAINX.hear(call(SENT, BODY), "whsec", edge)).contains("1");
    assertThatExceptionOfType(WebHook.UnprovenException.class)
        .isThrownBy(() -> MAINTAINX.hear(call(SENT, BODY), "whsec", edge.plusSeconds(1)))
        .withMessageContaining("1700000000")
        .withMessageContaining("PT5M")
        .withMessageNotContaining("whsec");
    assertThatExceptionOfType(WebHook.UnprovenException.class)
        .isThrownBy(
            () -> MAINTAINX.hear(call(SENT, BODY), "whsec", SIGNED.minus(Duration.ofMinutes(6))));
  }

  private static WebHook.Call with(String signature) {
    Map<String, String> headers = new HashMap<>();
    headers.put("x-maintainx-webhook-body-signature", signature);
    return call(headers, BODY);
  }

  private static void refused(WebHook hook, WebHook.Call call, String secret, String words) {
    assertThatExceptionOfType(WebHook.UnprovenException.class)
        .isThrownBy(() -> hook.hear(call, secret, SIGNED))
        .withMessageContaining(words);
  }
}
