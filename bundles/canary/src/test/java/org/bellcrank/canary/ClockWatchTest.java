package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.canary.Lamp.State;
import org.bellcrank.observation.SourceClocks.Doubt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lamps of clocks that contradict each other. */
class ClockWatchTest {

  private static final String SOURCE = "mqtt:press";

  private final LampBoard board = new LampBoard();
  private final ClockWatch watch = new ClockWatch(board);
  private final Parts parts = new Parts();
  private final List<Doubt> doubts = new ArrayList<>();
  private Map<String, Long> heard = Map.of();
  private Instant now = Instant.parse("2026-03-02T05:00:00Z");

  @BeforeEach
  void join() {
    parts.clocks = () -> List.copyOf(doubts);
    parts.traffic = () -> heard;
  }

  private List<State> told() {
    now = now.plus(Duration.ofSeconds(10));
    watch.look(parts, now);
    board.pass(now);
    return board.changes().stream().map(Lamp::state).toList();
  }

  private void doubt(Duration ahead) {
    heard = Map.of("source/" + SOURCE, 1L);
    doubts.clear();
    doubts.add(new Doubt(SOURCE, now, now, now.plus(ahead), 1));
  }

  @Test
  void itIsRedAtOnceToldOnceAndClears() {
    assertThat(told()).isEmpty();
    assertThat(board.names(Kind.CLOCK)).isEmpty();
    doubt(Duration.ofHours(2));
    assertThat(told()).containsExactly(State.RED);
    assertThat(told()).isEmpty();
    assertThat(board.lamp(Kind.CLOCK, SOURCE).id()).isEqualTo("clock/" + SOURCE);
    assertThat(board.lamp(Kind.CLOCK, SOURCE).stage()).isEqualTo("ahead");
    assertThat(board.lamp(Kind.CLOCK, SOURCE).words()).contains("2 h 0 min 0 s ahead");
    doubt(Duration.ofDays(-20_000));
    assertThat(told()).as("another way to be wrong").containsExactly(State.RED);
    doubts.clear();
    assertThat(told()).containsExactly(State.GREEN);
    now = now.plus(Duration.ofDays(1));
    assertThat(told()).as("silence is no proof against it").isEmpty();
    assertThat(board.lamp(Kind.CLOCK, SOURCE).state()).isEqualTo(State.GREEN);
  }

  @Test
  void afterARestartItStaysRedUntilItsSourceIsHeard() {
    doubt(Duration.ofHours(2));
    told();
    LampBoard next = new LampBoard();
    next.restore(board.lamp(Kind.CLOCK, SOURCE));
    doubts.clear();
    heard = Map.of();
    ClockWatch restarted = new ClockWatch(next);
    restarted.look(parts, now);
    assertThat(next.lamp(Kind.CLOCK, SOURCE).state()).isEqualTo(State.RED);
    heard = Map.of("source/" + SOURCE, 1L);
    restarted.look(parts, now);
    assertThat(next.lamp(Kind.CLOCK, SOURCE).state()).isEqualTo(State.GREEN);
  }
}
