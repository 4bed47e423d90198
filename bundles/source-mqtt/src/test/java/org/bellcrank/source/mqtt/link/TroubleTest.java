package org.bellcrank.source.mqtt.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.keys.MissingKeysException;
import org.junit.jupiter.api.Test;

/** What a person has to mend is told once, and said for as long as it is so. */
class TroubleTest {

  private static final LinkSettings SETTINGS =
      new LinkSettings(
          "Test",
          MqttVersion.V5,
          URI.create("tcp://127.0.0.1:1"),
          "trouble",
          List.of(),
          "press",
          () -> "pit prop",
          new KeyChoice("Test", "", ""),
          false,
          Optional::empty);

  private final Trouble trouble = new Trouble(SETTINGS);

  private static LinkException refusal(int reason) {
    return LinkException.connecting(reason, new Exception("as the client says it"));
  }

  @Test
  void theSameRefusalIsNewsOnceUntilItIsAnotherOrOver() {
    trouble.failed(refusal(134));
    String said = trouble.words();
    assertThat(said).isEqualTo("it refuses the login: bad user name or password (reason 134)");
    assertThat(trouble.isNews(said)).as("it was told").isFalse();
    trouble.failed(refusal(138));
    assertThat(trouble.words()).isEqualTo("it refuses the login: banned (reason 138)");
    assertThat(trouble.isNews(said)).as("another was told meanwhile").isTrue();
    trouble.over();
    assertThat(trouble.words()).isEmpty();
    assertThat(trouble.isNews(said)).as("it was over").isTrue();
  }

  @Test
  void aBrokerThatIsAwayOrBusyLeavesNothingToMend() {
    trouble.failed(refusal(134));
    trouble.failed(refusal(136)); // unavailable
    assertThat(trouble.words()).isEmpty();
    trouble.failed(new IllegalStateException("the gateway's cipher is not there yet"));
    assertThat(trouble.words()).isEmpty();
  }

  private static LinkException failing(Exception why) {
    return LinkException.connecting(0, new Exception("as the client says it", why));
  }

  /** Over TLS 1.3 a broker says so once and is just gone another time. */
  @Test
  void aCertificateThatIsNotTakenIsToldUntilTheBrokerIsAway() {
    trouble.failed(failing(new SocketException("Broken pipe")));
    assertThat(trouble.words()).isEqualTo("it ends the connection before it answers the login");
    trouble.failed(failing(new SSLHandshakeException("Received fatal alert: unknown_ca")));
    String refused = "it refuses the login: the certificate (TLS alert unknown_ca)";
    assertThat(trouble.words()).isEqualTo(refused);
    trouble.failed(failing(new EOFException()));
    assertThat(trouble.words()).isEqualTo(refused);
    assertThat(trouble.isNews(refused)).as("it was told").isFalse();
    trouble.failed(failing(new ConnectException("Connection refused")));
    assertThat(trouble.words()).isEmpty();
  }

  /** Ours are another matter: the broker's certificate is what we do not take. */
  @Test
  void aBrokerWhoseCertificateWeDoNotTakeRefusesNobody() {
    trouble.failed(failing(new SSLHandshakeException("PKIX path building failed")));
    assertThat(trouble.words()).isEmpty();
  }

  @Test
  void keysThatMayComeAMomentLaterAreToldAtTheSecondTry() {
    trouble.missing(new MissingKeysException("keystore: given 'none'"));
    assertThat(trouble.words()).isEqualTo("keystore: given 'none'");
    assertThat(trouble.isNews(trouble.words())).as("not told yet").isTrue();
  }

  @Test
  void whatIsShownToTheBrokerIsToldWithoutThePassword() {
    assertThat(SETTINGS.shown()).isEqualTo("user name 'press' and its password");
  }
}
