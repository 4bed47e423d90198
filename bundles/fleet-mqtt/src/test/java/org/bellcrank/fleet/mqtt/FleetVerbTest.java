package org.bellcrank.fleet.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Mistakes on the command line are told before anything starts. */
class FleetVerbTest {

  private static Optional<String> complaint(String... words) {
    return new FleetVerb().complaint(List.of(words));
  }

  @Test
  void whatIsWrongIsToldWithWhatIsAllowed() {
    assertThat(complaint("list", "--broker", "tcp://127.0.0.1:1883")).isEmpty();
    assertThat(complaint()).hasValueSatisfying(text -> assertThat(text).contains("fleet list"));
    assertThat(complaint("list")).hasValueSatisfying(text -> assertThat(text).contains("--broker"));
    assertThat(complaint("list", "--broker", "http://x"))
        .hasValueSatisfying(text -> assertThat(text).contains("tcp://HOST:PORT"));
    assertThat(complaint("list", "--brokr", "x"))
        .hasValueSatisfying(text -> assertThat(text).contains("--brokr").contains("--broker"));
    assertThat(complaint("list", "--broker")).isPresent();
  }

  @Test
  void aPasswordOnTheCommandLineIsRefusedAndNotRepeated() {
    assertThat(complaint("list", "--broker", "tcp://fleet:hidden@broker:1883"))
        .hasValueSatisfying(
            text -> assertThat(text).contains("BELLCRANK_FLEET_PASSWORD").doesNotContain("hidden"));
    assertThat(complaint("list", "--broker", "tcp://broker:1883", "--password", "hidden"))
        .hasValueSatisfying(text -> assertThat(text).doesNotContain("hidden"));
  }
}
