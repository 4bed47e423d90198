package org.bellcrank.source.mqtt.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
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

  /** As with the cable out: no broker was reached, and none ended anything. */
  @Test
  void aNetworkThatIsNotThereIsABrokerThatIsAway() throws Exception {
    trouble.failed(refusal(134));
    trouble.failed(failing(ofConnecting("Network is unreachable")));
    assertThat(trouble.words()).isEmpty();
    trouble.failed(failing(new SSLException(ofConnecting("Das Netzwerk ist nicht aktiv"))));
    assertThat(trouble.words()).isEmpty();
  }

  /** The way to it is not there; Java has no exception of its own for that. */
  private static SocketException ofConnecting(String words) throws IOException {
    try (Socket socket = new Socket(new NoWay(words)) {}) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1883));
      throw new AssertionError("connected");
    } catch (SocketException e) {
      return e;
    }
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

  /** A socket of a gateway without a network. */
  private static final class NoWay extends SocketImpl {

    private final String words;

    private NoWay(String words) {
      this.words = words;
    }

    @Override
    protected void create(boolean stream) {}

    @Override
    protected void connect(String host, int port) throws IOException {
      throw new SocketException(words);
    }

    @Override
    protected void connect(InetAddress address, int port) throws IOException {
      throw new SocketException(words);
    }

    @Override
    protected void connect(SocketAddress address, int timeout) throws IOException {
      throw new SocketException(words);
    }

    @Override
    protected void bind(InetAddress host, int port) {}

    @Override
    protected void listen(int backlog) {}

    @Override
    protected void accept(SocketImpl other) {}

    @Override
    protected InputStream getInputStream() {
      return InputStream.nullInputStream();
    }

    @Override
    protected OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    protected int available() {
      return 0;
    }

    @Override
    protected void close() {}

    @Override
    protected void sendUrgentData(int data) {}

    @Override
    public void setOption(int option, Object value) {}

    @Override
    public Object getOption(int option) {
      return 0;
    }
  }
}
