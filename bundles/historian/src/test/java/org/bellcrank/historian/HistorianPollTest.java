package org.bellcrank.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.testing.MemoryIntake;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SampleIntake;
import org.bellcrank.stream.Waveform;
import org.junit.jupiter.api.Test;

class HistorianPollTest {

  private final Table table = new Table();
  private final Kept marks = new Kept();
  private final MemoryIntake intake = new MemoryIntake();
  private final MemoryStore store = new MemoryStore();
  private SampleIntake samples;

  /** Records in memory. */
  private static final class Table implements Historian {
    final List<HistoricalValue> values = new ArrayList<>();
    int reads;
    long present = Long.MAX_VALUE;
    Runnable meanwhile = () -> {};

    void add(long mark, double value) {
      values.add(HistoricalValue.of("p", Instant.ofEpochSecond(mark), value, mark));
      values.sort(Comparator.comparingLong(HistoricalValue::mark));
    }

    @Override
    public String place() {
      return "a table";
    }

    @Override
    public Batch from(long from, int most) {
      reads++;
      meanwhile.run();
      List<HistoricalValue> found =
          values.stream().filter(value -> value.mark() >= from).limit(most).toList();
      return Batch.of(found, found.size() == most);
    }

    @Override
    public long present() {
      return present;
    }

    @Override
    public OptionalLong newest() {
      return values.stream().mapToLong(HistoricalValue::mark).max();
    }
  }

  /** A position in memory. */
  private static final class Kept implements Marks {
    long at;

    @Override
    public long mark() {
      return at;
    }

    @Override
    public void move(long to) {
      assertThat(to).isGreaterThanOrEqualTo(at);
      at = to;
    }
  }

  private HistorianPoll poll(long overlap, boolean fromNow, int page) {
    return poll(overlap, fromNow, page, 10_000);
  }

  private HistorianPoll poll(long overlap, boolean fromNow, int page, int remembered) {
    return new HistorianPoll(
        new HistorianPoll.Plan("plant", "test", Duration.ofHours(1), overlap, fromNow, page),
        table,
        marks,
        new Outlet("test:plant", intake, () -> samples, store, Clock.systemUTC()),
        remembered);
  }

  private List<Double> values() {
    return intake.accepted().stream()
        .filter(Measurement.class::isInstance)
        .map(each -> ((Measurement) each).value())
        .toList();
  }

  @Test
  void pagesThatEndAmongRecordsOfOneMarkLoseNoneAndTakeNoneTwice() throws Exception {
    for (int i = 0; i < 50; i++) {
      table.add(10 + i / 7, i);
    }
    HistorianPoll poll = poll(0, false, 3);
    poll.look();
    assertThat(values()).hasSize(50).doesNotHaveDuplicates();
    assertThat(poll.records()).isEqualTo(50);
    poll.look();
    assertThat(poll.records()).isEqualTo(50);
    table.add(17, 99);
    poll.look();
    assertThat(values()).hasSize(51).contains(99.0);
  }

  @Test
  void whatWasWrittenLateIsFoundWithinTheOverlap() throws Exception {
    table.add(100, 1);
    HistorianPoll poll = poll(20, false, 1000);
    poll.look();
    table.add(85, 2);
    table.add(79, 3);
    poll.look();
    assertThat(values()).containsExactly(1.0, 2.0);
  }

  @Test
  void afterARestartItGoesOnAndARecordReadTwiceIsOneMeasurement() throws Exception {
    table.add(100, 1);
    poll(20, false, 1000).look();
    table.add(101, 2);
    poll(20, false, 1000).look();
    assertThat(values()).containsExactly(1.0, 2.0);
    assertThat(marks.at).isEqualTo(101);
  }

  @Test
  void thePositionStandsWhileTheDiskTakesNothing() throws Exception {
    table.add(100, 1);
    intake.full(true);
    HistorianPoll poll = poll(0, false, 1000);
    assertThatThrownBy(poll::look).isInstanceOf(StoreException.class);
    assertThat(marks.at).isLessThan(100);
    intake.full(false);
    poll.look();
    assertThat(values()).containsExactly(1.0);
    assertThat(marks.at).isEqualTo(100);
  }

  @Test
  void fromNowLeavesOutWhatWasThereAndNothingThatCameWhileItWasOff() throws Exception {
    table.add(100, 1);
    poll(50, true, 1000).look();
    table.add(101, 2);
    poll(0, true, 1000).look();
    assertThat(values()).contains(2.0);
  }

  @Test
  void anEmptyHistorianReadFromNowGivesItsFirstRecordEvenAfterARestart() throws Exception {
    poll(0, true, 1000).look();
    table.add(5, 1);
    poll(0, true, 1000).look();
    assertThat(values()).containsExactly(1.0);
  }

  @Test
  void aRecordWithoutAValueIsAStateOfItsPointToldOnce() throws Exception {
    for (int i = 1; i < 4; i++) {
      table.values.add(HistoricalValue.bad("p", Instant.ofEpochSecond(i), "I/O Timeout", i));
    }
    table.add(4, 7);
    poll(0, false, 1000).look();
    assertThat(intake.accepted()).hasSize(3);
    DeviceStatus lost = (DeviceStatus) intake.accepted().get(0);
    assertThat(lost.status()).isEqualTo(DeviceStatus.Status.LOST);
    assertThat(lost.detail()).isEqualTo("I/O Timeout");
    assertThat(((DeviceStatus) intake.accepted().get(1)).status())
        .isEqualTo(DeviceStatus.Status.OK);
  }

  @Test
  void recordsOfAPointWithAPipelineAreSamples() throws Exception {
    List<Sample> taken = taken();
    table.add(100, 1);
    table.values.add(HistoricalValue.of("q", Instant.ofEpochSecond(101), 2, 101));
    HistorianPoll poll = poll(50, false, 1000);
    poll.look();
    poll.look();
    assertThat(poll.remark()).isEmpty();
    assertThat(taken).extracting(Sample::value).containsExactly(1.0);
    assertThat(values()).containsExactly(2.0);
  }

  /** What a pipeline of the point p takes from now on. */
  private List<Sample> taken() {
    List<Sample> taken = new ArrayList<>();
    samples =
        new SampleIntake() {
          @Override
          public void take(List<Sample> given) {
            taken.addAll(given);
          }

          @Override
          public int offer(List<Sample> given) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void take(Waveform waveform) {
            throw new UnsupportedOperationException();
          }

          @Override
          public boolean streams(String point) {
            return point.equals("p");
          }
        };
    return taken;
  }

  @Test
  void aRecordDatedAheadIsHandedOnOnceAndWhatComesAfterIsRead() throws Exception {
    table.present = 100;
    table.add(50, 1);
    table.add(5_000, 2);
    HistorianPoll poll = poll(10, false, 1000);
    poll.look();
    assertThat(marks.at).isEqualTo(50);
    assertThat(poll.remark()).contains("1 records are dated ahead", "1970-01-01T01:23:20Z");
    table.present = 120;
    table.add(110, 3);
    poll.look();
    assertThat(values()).containsExactly(1.0, 2.0, 3.0);
    poll(10, false, 1000).look();
    assertThat(values()).containsExactly(1.0, 2.0, 3.0);
  }

  @Test
  void fromNowBeginsNoLaterThanTheClockWhateverLiesAhead() throws Exception {
    table.present = 100;
    table.add(5_000, 1);
    HistorianPoll poll = poll(0, true, 1000);
    poll.look();
    table.present = 200;
    table.add(150, 2);
    poll.look();
    assertThat(values()).contains(2.0);
  }

  @Test
  void aPositionThatWasKeptAheadOfTheClockIsNotBegunAt() throws Exception {
    marks.at = 9_000;
    table.present = 100;
    table.add(100, 1);
    HistorianPoll poll = poll(10, false, 1000);
    poll.look();
    table.present = 500;
    table.add(150, 2);
    poll.look();
    assertThat(values()).containsExactly(1.0, 2.0);
    assertThat(marks.at).isEqualTo(9_000);
  }

  @Test
  void moreAheadThanCanBeRememberedWaitsForItsTimeAndIsTakenOnce() throws Exception {
    List<Sample> taken = taken();
    table.present = 10;
    for (int i = 1; i <= 100; i++) {
      table.add(i, i);
    }
    HistorianPoll poll = poll(0, false, 7, 20);
    for (int i = 10; i <= 100; i += 5) {
      table.present = i;
      poll.look();
      poll.look();
    }
    assertThat(taken).hasSize(100).extracting(Sample::value).doesNotHaveDuplicates();
  }

  @Test
  void anOverlapWithMoreRecordsThanAreRememberedIsShortenedRatherThanTakenTwice() throws Exception {
    List<Sample> taken = taken();
    for (int i = 1; i <= 100; i++) {
      table.add(i, i);
    }
    HistorianPoll poll = poll(1_000, false, 10, 30);
    poll.look();
    poll.look();
    table.add(101, 101);
    poll.look();
    assertThat(taken).hasSize(101);
    assertThat(poll.remark()).contains("shortened from 1000 to 29");
  }

  @Test
  void aStateThatTheDiskDidNotTakeIsToldWithTheNextTry() throws Exception {
    table.add(1, 7);
    HistorianPoll poll = poll(0, false, 1000);
    poll.look();
    table.values.add(HistoricalValue.bad("p", Instant.ofEpochSecond(2), "I/O Timeout", 2));
    intake.full(true);
    assertThatThrownBy(poll::look).isInstanceOf(StoreException.class);
    intake.full(false);
    poll.look();
    assertThat(states()).containsExactly(DeviceStatus.Status.OK, DeviceStatus.Status.LOST);
  }

  @Test
  void aPointThatWasLostAndCameBackWhileItWasOffIsSaidToBeWell() throws Exception {
    table.values.add(HistoricalValue.bad("p", Instant.ofEpochSecond(1), "I/O Timeout", 1));
    poll(0, false, 1000).look();
    table.values.clear();
    table.add(2, 7);
    poll(0, false, 1000).look();
    assertThat(states()).containsExactly(DeviceStatus.Status.LOST, DeviceStatus.Status.OK);
  }

  private List<DeviceStatus.Status> states() {
    return intake.accepted().stream()
        .filter(DeviceStatus.class::isInstance)
        .map(each -> ((DeviceStatus) each).status())
        .toList();
  }

  @Test
  void whatAnswersAfterTheEndIsNotHandedOn() throws Exception {
    table.add(1, 7);
    HistorianPoll poll = poll(0, false, 1000);
    table.meanwhile = poll::close;
    poll.look();
    assertThat(intake.accepted()).isEmpty();
    assertThat(marks.at).isEqualTo(1);
  }
}
