package org.bellcrank.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyStore;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.keys.testing.Authority;
import org.bellcrank.keys.testing.OpenCabinet;
import org.junit.jupiter.api.Test;

class KeyChoiceTest {

  private final OpenCabinet cabinet = new OpenCabinet();
  private final AtomicInteger changes = new AtomicInteger();

  @Test
  void itFollowsItsKeystoreInTheCabinetThatIsThere() throws Exception {
    KeyChoice choice = new KeyChoice("part", " SSLKeystore ", null);
    assertThatThrownBy(choice::client)
        .isInstanceOf(MissingKeysException.class)
        .hasMessage(
            "keystore: given 'SSLKeystore'; allowed: none, since nothing offers keystores here");
    choice.follow(cabinet, changes::incrementAndGet);
    assertThatThrownBy(choice::client).hasMessageContaining("given 'SSLKeystore'; allowed: []");
    KeyStore empty = Authority.empty();
    cabinet.put("SSLKeystore", empty);
    cabinet.put("another", empty);
    assertThat(changes).hasValue(1);
    assertThatThrownBy(choice::client).hasMessageContaining("no trusted certificate");
    assertThatThrownBy(() -> choice.server(false)).hasMessageContaining("no key");
    choice.leave(cabinet);
    cabinet.put("SSLKeystore", empty);
    assertThat(changes).hasValue(1);
    assertThatThrownBy(choice::client).hasMessageContaining("nothing offers keystores");
  }

  @Test
  void anAliasWithoutAKeystoreIsRefused() {
    assertThat(new KeyChoice("part", "", " ").none()).isTrue();
    assertThatThrownBy(() -> new KeyChoice("part", null, "gateway"))
        .hasMessageContaining("part key.alias: given 'gateway' without keystore");
  }
}
