package org.bellcrank.itests.chaos.halts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HaltsOptionsTest {

  @Test
  void allWordsAreTaken() {
    HaltsOptions options =
        HaltsOptions.read(
            List.of(
                ("--halts 5 --images 7 --seed 9 --minutes 3 --report /tmp/r.json --resume"
                        + " --folder /tmp/f")
                    .split(" ")));
    assertThat(options.halts()).isEqualTo(5);
    assertThat(options.images()).isEqualTo(7);
    assertThat(options.seed()).isEqualTo(9);
    assertThat(options.time()).contains(Duration.ofMinutes(3));
    assertThat(options.report()).contains(Path.of("/tmp/r.json"));
    assertThat(options.resume()).isTrue();
    assertThat(options.folder()).contains(Path.of("/tmp/f"));
    assertThat(options.postgresql()).isFalse();
    assertThat(HaltsOptions.read(List.of("--halts", "2", "--database", "postgresql")).postgresql())
        .isTrue();
  }

  @Test
  void killsAreForTheOtherHarness() {
    assertThat(HaltsOptions.meant(List.of("--kills", "5"))).isFalse();
    assertThat(HaltsOptions.meant(List.of("--seed", "1", "--images", "5"))).isTrue();
    assertThatThrownBy(() -> HaltsOptions.read(List.of("--halts", "5", "--kills", "5")))
        .hasMessageContaining("given '--kills'")
        .hasMessageContaining("--images N");
  }

  @Test
  void whatIsWrongIsSaidWithWhatIsAllowed() {
    assertThatThrownBy(() -> HaltsOptions.read(List.of("--halts", "many")))
        .hasMessage("--halts: given 'many'; allowed 0 to 1000000");
    assertThatThrownBy(() -> HaltsOptions.read(List.of("--images")))
        .hasMessage("--images needs a value");
    assertThatThrownBy(() -> HaltsOptions.read(List.of("--images", "5", "--resume")))
        .hasMessageContaining("--report FILE is missing");
    assertThatThrownBy(() -> HaltsOptions.read(List.of("--halts", "5", "--database", "oracle")))
        .hasMessage("--database: given 'oracle'; allowed sqlite or postgresql");
    assertThatThrownBy(
            () -> HaltsOptions.read(List.of("--images", "5", "--database", "postgresql")))
        .hasMessageContaining("a server keeps its own");
  }
}
