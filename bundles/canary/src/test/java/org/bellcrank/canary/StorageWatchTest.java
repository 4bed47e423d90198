package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.canary.Lamp.State;
import org.bellcrank.journal.Keeping;
import org.bellcrank.journal.Room;
import org.junit.jupiter.api.Test;

/** The lamp of the storage at each share. */
class StorageWatchTest {

  private final LampBoard board = new LampBoard();
  private final StorageWatch watch = new StorageWatch(board);
  private Instant now = Instant.parse("2026-03-02T05:00:00Z");

  private List<Integer> toldAt(int percent) {
    now = now.plus(Duration.ofSeconds(10));
    watch.look(new Room(percent, 100, percent >= 100, Keeping.DEFAULT), now);
    board.pass(now);
    return board.changes().stream().map(Lamp::level).toList();
  }

  private Lamp lamp() {
    return board.lamp(Kind.STORAGE, StorageWatch.STORAGE);
  }

  @Test
  void itIsToldOnceAtEachStepAndClearsWithHysteresis() {
    assertThat(toldAt(69)).isEmpty();
    assertThat(lamp().state()).isEqualTo(State.GREEN);
    assertThat(lamp().proof()).isEqualTo("69 % taken: 69 bytes of 100 bytes");
    assertThat(toldAt(70)).containsExactly(1);
    assertThat(toldAt(71)).isEmpty();
    assertThat(toldAt(68)).as("not clear yet").isEmpty();
    assertThat(toldAt(90)).containsExactly(2);
    assertThat(toldAt(100)).containsExactly(3);
    assertThat(lamp().words()).contains("storage is full", "still delivered");
    assertThat(toldAt(95)).containsExactly(2);
    assertThat(toldAt(88)).isEmpty();
    assertThat(toldAt(86)).containsExactly(1);
    assertThat(toldAt(66)).containsExactly(0);
    assertThat(lamp().state()).isEqualTo(State.GREEN);
  }

  @Test
  void timeAloneDoesNotMakeItUrgent() {
    toldAt(75);
    now = now.plus(Duration.ofDays(3));
    assertThat(toldAt(75)).isEmpty();
    assertThat(lamp().level()).isEqualTo(1);
  }

  @Test
  void withoutALimitItIsGreen() {
    watch.look(Room.UNLIMITED, now);
    assertThat(lamp().state()).isEqualTo(State.GREEN);
    assertThat(lamp().proof()).isEqualTo("no limit is set");
  }
}
