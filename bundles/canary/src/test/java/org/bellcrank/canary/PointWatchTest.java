package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.canary.Lamp.State;
import org.bellcrank.observation.DeviceStatus.Status;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SensorTrouble;
import org.bellcrank.stream.StreamCounts;
import org.bellcrank.stream.StreamWatch;
import org.junit.jupiter.api.Test;

/** The lamp of points' sensors. */
class PointWatchTest {

  private static final Instant START = Instant.parse("2026-03-02T05:00:00Z");

  private final LampBoard board = new LampBoard();
  private final PointWatch watch = new PointWatch(board);
  private final Parts parts = new Parts();
  private final List<SensorTrouble> troubles = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private Instant now = START;
  private long taken;

  private void look() {
    now = now.plus(Duration.ofMinutes(4)); // above a quarter of a period
    watch.look(parts, now);
    board.pass(now);
  }

  private Lamp lamp() {
    return board.lamp(Kind.POINTS, PointWatch.POINTS);
  }

  private void wrong(String point, Status status) {
    troubles.add(new SensorTrouble(point, status, START, "why"));
  }

  @Test
  void itIsThereFromTheFirstSampleAndGreenWhileEverySensorIsBelieved() {
    look();
    parts.streams = new Streams();
    look();
    assertThat(board.all()).isEmpty();
    taken = 7;
    look();
    assertThat(lamp().id()).isEqualTo("points");
    assertThat(lamp().state()).isEqualTo(State.GREEN);
    assertThat(lamp().proof()).contains("7 samples");
  }

  @Test
  void itSaysHowManySensorsAreSilentFlatOrOutOfRangeAndWhichFirst() {
    parts.streams = new Streams();
    taken = 7;
    for (int i = 1; i <= 5; i++) {
      wrong("pump-" + i + "/heat", Status.STALE);
    }
    wrong("fan/heat", Status.FLAT_LINE);
    look();
    assertThat(lamp().state()).as("once may be a hiccup").isEqualTo(State.GREY);
    look();
    assertThat(lamp().state()).isEqualTo(State.RED);
    assertThat(lamp().words())
        .isEqualTo("5 silent (pump-1/heat; pump-2/heat; pump-3/heat; 2 more), 1 flat (fan/heat)");
    assertThat(board.changes()).hasSize(1);
  }

  @Test
  void whileItIsRedItsWordsFollowWhatIsSoNowAndNobodyIsToldAgain() {
    parts.streams = new Streams();
    wrong("pump/heat", Status.OUT_OF_RANGE);
    look();
    look();
    board.changes();
    wrong("pump/speed", Status.LOST);
    look();
    assertThat(lamp().words()).isEqualTo("1 out of range (pump/heat), 1 lost (pump/speed)");
    assertThat(lamp().since()).isBefore(now);
    assertThat(board.changes()).isEmpty();
    troubles.clear();
    taken = 1;
    look();
    assertThat(lamp().state()).isEqualTo(State.GREEN);
    assertThat(board.changes()).hasSize(1);
  }

  @Test
  void whatCannotBeWrittenMakesItRedAsWell() {
    parts.streams = new Streams();
    taken = 3;
    complaints.add("roll-ups wait to be written: disk full");
    look();
    look();
    assertThat(lamp().stage()).isEqualTo("streams");
    assertThat(lamp().words()).contains("disk full");
    parts.streams = null;
    look();
    assertThat(lamp().state()).isEqualTo(State.GREY);
  }

  /** Streams as told here. */
  private final class Streams implements StreamWatch {

    @Override
    public StreamCounts sum() {
      return new StreamCounts(taken, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public List<SensorTrouble> troubles() {
      return troubles;
    }

    @Override
    public List<String> complaints() {
      return complaints;
    }

    @Override
    public Optional<StreamCounts> of(String point) {
      return Optional.empty();
    }

    @Override
    public Optional<Sample> latest(String point) {
      return Optional.empty();
    }

    @Override
    public long waiting() {
      return 0;
    }

    @Override
    public long writing() {
      return 0;
    }

    @Override
    public long lost() {
      return 0;
    }

    @Override
    public long unusedWaveforms() {
      return 0;
    }

    @Override
    public Map<String, String> operating() {
      return Map.of();
    }
  }
}
