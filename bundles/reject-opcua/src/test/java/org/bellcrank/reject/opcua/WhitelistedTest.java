package org.bellcrank.reject.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhitelistedTest {

  private static Reject of(Map<String, String> words) {
    return new Reject(1, Instant.EPOCH, "o#0", "o", Instant.EPOCH, true, words);
  }

  @Test
  void aLineNamesNodePulseAndFindings() {
    Whitelisted line =
        Whitelisted.of(
            "nsu=http://plant;s=Reject Press 4 | pulse 200 | asset press-4 | class crack, pitting"
                + " | severity major");

    assertThat(line.node()).isEqualTo("nsu=http://plant;s=Reject Press 4");
    assertThat(line.pulse()).isEqualTo(Duration.ofMillis(200));
    assertThat(line.words())
        .containsEntry("class", Set.of("crack", "pitting"))
        .containsEntry("severity", Set.of("MAJOR"));
    Map<String, String> fits = Map.of("asset", "press-4", "class", "crack", "severity", "MAJOR");
    assertThat(line.fits(of(fits))).isTrue();
    for (String missing : fits.keySet()) {
      Map<String, String> less = new java.util.HashMap<>(fits);
      less.remove(missing);
      assertThat(line.fits(of(less))).as("without " + missing).isFalse();
      less.put(missing, "other");
      assertThat(line.fits(of(less))).as("another " + missing).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ns=2;s=reject | pulse 200 | asset a",
        "nsu=http://plant;s=r | asset a",
        "nsu=http://plant;s=r | pulse 19 | asset a",
        "nsu=http://plant;s=r | pulse 5001 | asset a",
        "nsu=http://plant;s=r | pulse 200 | pulse 200 | asset a",
        "nsu=http://plant;s=r | pulse 200 | class crack",
        "nsu=http://plant;s=r | pulse 200 | severity MAJOR",
        "nsu=http://plant;s=r | pulse 200 | asset a | asset b",
        "nsu=http://plant;s=r | pulse 200 | asset",
        "nsu=http://plant;s=r | pulse 200 | asset a,,b",
        "nsu=http://plant;s=r | pulse 200 | asset a | severity AWFUL",
        "nsu=http://plant;s=r | pulse 200 | asset a | colour red"
      })
  void whatIsNoSuchLineIsRefused(String line) {
    assertThatThrownBy(() -> Whitelisted.of(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("given '" + line + "'", "allowed", "pulse 20 to 5000");
  }
}
