package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.canary.Lamp.State;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.site.CanaryPlan;
import org.junit.jupiter.api.Test;

/** The lamps of sources that are no cameras. */
class SourceWatchTest {

  private static final Instant START = Instant.parse("2026-03-02T05:00:00Z");

  private final LampBoard board = new LampBoard();
  private final SourceWatch watch = new SourceWatch(board, new Fence(board));
  private final Parts parts = new Parts();
  private final List<SourceLife.Sign> drivers = new ArrayList<>();
  private Instant now = START;

  private void look() {
    now = now.plus(Duration.ofMinutes(4)); // above a quarter of a period
    watch.look(Optional.empty(), CanaryPlan.DEFAULT, parts, now);
    board.pass(now);
  }

  @Test
  void aServiceThatSpeaksForSeveralHasALampForEach() {
    parts.sources.add(
        new SourceLife() {
          @Override
          public Sign sign() {
            return new Sign("points", "points", false, "no values come from plc-2");
          }

          @Override
          public List<Sign> signs() {
            return drivers;
          }
        });
    drivers.add(new SourceLife.Sign("plc-1", "driver", true, "9 points with a value"));
    drivers.add(new SourceLife.Sign("plc-2", "driver", false, "800 of 800 without a value"));
    look();
    look();
    assertThat(board.names(Kind.SOURCE)).containsExactlyInAnyOrder("plc-1", "plc-2");
    assertThat(board.lamp(Kind.SOURCE, "plc-1").state()).isEqualTo(State.GREEN);
    Lamp off = board.lamp(Kind.SOURCE, "plc-2");
    assertThat(off.state()).isEqualTo(State.RED);
    assertThat(off.id()).isEqualTo("source/plc-2");
    assertThat(off.stage()).isEqualTo("driver");
    assertThat(off.words()).contains("800 of 800 without a value");

    drivers.remove(1);
    look();
    assertThat(board.lamp(Kind.SOURCE, "plc-2").state())
        .as("nobody reads it")
        .isEqualTo(State.GREY);
  }
}
