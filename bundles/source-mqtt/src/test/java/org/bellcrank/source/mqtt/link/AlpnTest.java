package org.bellcrank.source.mqtt.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.source.mqtt.testing.IotPlatform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A port that several protocols share is told which one is spoken, before a word of it. */
class AlpnTest {

  private static final String AT_443 = "x-amzn-mqtt-ca";

  @TempDir static Path folder;
  private static IotPlatform.Papers papers;

  @BeforeAll
  static void sign() throws Exception {
    papers = IotPlatform.Papers.in(folder);
  }

  private static Client client(IotPlatform there, MqttVersion version) throws LinkException {
    LinkSettings settings =
        new LinkSettings(
            "Test",
            version,
            URI.create(there.uri()),
            IotPlatform.DEVICE,
            List.of(),
            "",
            () -> "",
            new KeyChoice("Test", IotPlatform.STORE, "gateway"),
            false,
            Optional::empty);
    return Client.of(
        settings,
        new Client.Events() {
          @Override
          public void arrived(Incoming message) {
            throw new AssertionError("nothing is subscribed to");
          }

          @Override
          public void lost(Client whose, String words) {
            // the end of the test
          }
        });
  }

  private static SSLSocketFactory plain(IotPlatform there) throws Exception {
    return there.cabinet().open(IotPlatform.STORE).client("gateway").context().getSocketFactory();
  }

  @ParameterizedTest
  @EnumSource
  void theProtocolIsNamedInTheHandshake(MqttVersion version) throws Exception {
    try (IotPlatform there = IotPlatform.start("aws443", papers)) {
      Client client = client(there, version);
      try {
        client.connect(
            Optional.of(new AlpnSockets(plain(there), AT_443)), new LinkSettings.Login("", ""));
        assertThat(there.await("alpn", 0)).isEqualTo("alpn " + AT_443);
        assertThat(client.connected()).isTrue();
        client.disconnect();
      } finally {
        client.discard();
      }
    }
  }

  @Test
  void whoNamesNoneIsNotLetInThere() throws Exception {
    try (IotPlatform there = IotPlatform.start("aws443", papers)) {
      Client client = client(there, MqttVersion.V5);
      try {
        assertThatThrownBy(
                () -> client.connect(Optional.of(plain(there)), new LinkSettings.Login("", "")))
            .isInstanceOf(LinkException.class);
        assertThat(there.await("refused", 0)).isEqualTo("refused alpn false");
      } finally {
        client.discard();
      }
    }
  }

  /** The check of the host's name is one of the parameters that clients set. */
  @Test
  void whatElseIsSetForTheHandshakeStays() throws Exception {
    SSLSocketFactory any = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (SSLSocket socket = (SSLSocket) new AlpnSockets(any, AT_443).createSocket()) {
      SSLParameters given = new SSLParameters();
      given.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(given);
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SocketException.class);
      SSLParameters used = socket.getSSLParameters();
      assertThat(used.getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
      assertThat(used.getApplicationProtocols()).containsExactly(AT_443);
    }
  }

  @Test
  void onlyPort443OfAwsAsksForIt() {
    Platform aws = Platform.of("test", Platform.AWS_IOT);
    assertThat(aws.alpn(URI.create("ssl://thing.example:443"))).contains(AT_443);
    assertThat(aws.alpn(URI.create("ssl://thing.example:8883"))).isEmpty();
    assertThat(Platform.NONE.alpn(URI.create("ssl://broker.example:443"))).isEmpty();
  }
}
