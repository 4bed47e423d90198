package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.canary.Lamp.State;
import org.bellcrank.closure.ClosureDesk;
import org.bellcrank.closure.ForeignState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lamp of reading what became of orders. */
class ReadingWatchTest {

  private static final Instant START = Instant.parse("2026-03-02T05:00:00Z");

  private final LampBoard board = new LampBoard();
  private final ReadingWatch watch = new ReadingWatch(board);
  private final Parts parts = new Parts();
  private Instant now = START;
  private List<ClosureDesk.Health> told = List.of();

  @BeforeEach
  void open() {
    parts.closures =
        new ClosureDesk() {
          @Override
          public Optional<ForeignState> of(String order) {
            return Optional.empty();
          }

          @Override
          public boolean hint(String instance, String foreignId) {
            return false;
          }

          @Override
          public boolean hint(String instance) {
            return false;
          }

          @Override
          public List<Health> health() {
            return told;
          }
        };
  }

  private Lamp lookWith(String words, List<String> unknown, List<String> unreadable) {
    told =
        List.of(
            new ClosureDesk.Health(
                "lyon",
                Optional.of(START),
                words.isEmpty() ? Optional.empty() : Optional.of(START),
                words,
                Optional.empty(),
                unknown,
                unreadable));
    for (int i = 0; i < 2; i++) {
      now = now.plus(Duration.ofHours(1));
      watch.look(parts, now);
      board.pass(now);
    }
    return board.lamp(Kind.READING, "lyon");
  }

  @Test
  void itIsGreenWhileReadingsGoWell() {
    assertThat(lookWith("", List.of(), List.of()).state()).isEqualTo(State.GREEN);
  }

  @Test
  void itIsRedWithTheWordsOfTheCmmsWhileReadingsFail() {
    Lamp lamp = lookWith("answered 500: out of memory", List.of(), List.of());
    assertThat(lamp.state()).isEqualTo(State.RED);
    assertThat(lamp.words()).isEqualTo("answered 500: out of memory");
    assertThat(lookWith("", List.of(), List.of()).state()).isEqualTo(State.GREEN);
  }

  @Test
  void itIsRedWhereAStatusIsNotKnownOrARecordCannotBeRead() {
    Lamp lamp = lookWith("", List.of("ZZTOP"), List.of("OT-1: no status", "OT-2", "OT-3"));
    assertThat(lamp.state()).isEqualTo(State.RED);
    assertThat(lamp.words())
        .contains("does not know the status ZZTOP", "OT-1: no status", "1 more")
        .doesNotContain("OT-3");
  }

  @Test
  void whileOrdersDoNotFlowItsConnectorsLampTellsWhy() {
    Lamp lamp = lookWith("nothing is asked: its orders do not flow: away", List.of(), List.of());
    assertThat(lamp.state()).isEqualTo(State.GREY);
    assertThat(board.changes()).isEmpty();
  }

  @Test
  void anInstanceThatIsReadNoMoreIsGrey() {
    lookWith("", List.of(), List.of());
    told = List.of();
    watch.look(parts, now);
    assertThat(board.lamp(Kind.READING, "lyon").state()).isEqualTo(State.GREY);
  }
}
