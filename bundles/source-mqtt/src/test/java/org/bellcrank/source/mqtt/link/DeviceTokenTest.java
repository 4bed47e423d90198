package org.bellcrank.source.mqtt.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What platforms check of a token is in IotPlatformsTest; here what is told without one. */
class DeviceTokenTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-05-04T06:00:00Z"), ZoneOffset.UTC);

  private static DeviceToken token(String key, boolean certificate) {
    return new DeviceToken(
        URI.create("ssl://hub.example:8883"), "gate-7", () -> key, certificate, CLOCK);
  }

  @Test
  void aKeyThatIsNoBase64IsRefusedAndNotShown() {
    assertThatThrownBy(() -> token("not a key!", false).get())
        .hasMessageContaining(
            "password: given what is no base64; allowed: the device's key in base64")
        .hasMessageNotContaining("not a key");
  }

  @Test
  void withoutAKeyTheCertificateOfAKeystoreIsNeededAndNothingIsEverDue() {
    assertThatThrownBy(() -> token("", false).get()).hasMessageContaining("given none");
    DeviceToken shown = token(" ", true);
    assertThat(shown.get()).isEmpty();
    assertThat(shown.isDue()).isFalse();
  }

  @Test
  void theUserNamesTheHubTheDeviceAndTheInterface() {
    assertThat(token("", true).username()).isEqualTo("hub.example/gate-7/?api-version=2021-04-12");
  }
}
