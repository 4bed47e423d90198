package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bellcrank.canary.Lamp.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A source of a whole gateway falls silent, bursts, and is as usual again. */
@Timeout(300)
class PatternsTest {

  private static final String LAMP = "pattern/source/mqtt:line-1";

  @TempDir Path folder;

  @Test
  void silenceAndBurstsAreToldOnceGrowUrgentAndClear() throws Exception {
    try (LampRig rig = new LampRig(folder)) {
      Files.writeString(
          rig.documentFolder().resolve("canary.yaml"),
          """
          canary:
            patterns:
              streams: { "source/mqtt:line-1": { silentAfter: PT10M, most: 5 } }
          """);
      LampRig.await(
          "documents",
          () -> !rig.documents.site().orElseThrow().canaries().patterns().streams().isEmpty());
      rig.reported("mqtt:line-1", 0);
      rig.pass(Duration.ofMinutes(9));
      assertThat(rig.canaries.all()).extracting(Lamp::id).doesNotContain(LAMP);
      rig.pass(Duration.ofMinutes(3));
      assertThat(rig.lamp(LAMP).state()).isEqualTo(State.RED);
      assertThat(rig.lamp(LAMP).stage()).isEqualTo("silence");
      rig.pass(LampRig.PERIOD.multipliedBy(4));
      assertThat(rig.lamp(LAMP).level()).as("grows urgent").isEqualTo(2);

      rig.reported("mqtt:line-1", 1);
      rig.pass(Duration.ofMinutes(2));
      assertThat(rig.lamp(LAMP).state()).isEqualTo(State.GREEN);

      for (int i = 2; i < 8; i++) {
        rig.reported("mqtt:line-1", i);
      }
      rig.pass(Duration.ofMinutes(2));
      assertThat(rig.lamp(LAMP).stage()).isEqualTo("burst");
      rig.restartLamps();
      assertThat(rig.lamp(LAMP).state()).as("over a restart").isEqualTo(State.RED);
      rig.pass(Duration.ofMinutes(6));
      assertThat(rig.lamp(LAMP).state()).isEqualTo(State.GREEN);
      assertThat(
              rig.journal("lamp.changed").stream()
                  .map(entry -> entry.facts().text("state").orElse("")))
          .as("red, urgent, clear, red, clear")
          .containsExactly("RED", "RED", "GREEN", "RED", "GREEN");
    }
  }
}
