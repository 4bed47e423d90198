package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of samples for which a queue has no room. */
@Timeout(60)
class NoRoomTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  private final List<Observation> taken = Collections.synchronizedList(new ArrayList<>());
  private volatile StreamPlan plan; // while there is none, nothing is looked at

  @Test
  void aPointWhoseBadValueFoundNoRoomIsLostAllTheSameAndOneThatCameBackIsWell() throws Exception {
    StreamIntake intake = intake();
    List<Sample> samples = new ArrayList<>();
    samples.add(sample("pump/pressure", 0, 80));
    for (int i = 0; i < Shard.ROOM - 1; i++) {
      samples.add(sample("pump/pressure", 1, 80));
    }
    assertThat(intake.offer(samples)).isEqualTo(Shard.ROOM);
    List<Sample> lost = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      lost.add(Sample.bad("pump/pressure", START.plusSeconds(2 + i), "gone " + i));
    }
    assertThat(intake.offer(lost)).isZero();
    assertThat(intake.waiting()).isEqualTo(Shard.ROOM + 1);
    plan = PointStreamTest.read("streams: [ { point: pump/pressure } ]");
    Until.is(() -> !devices().isEmpty());
    intake.take(List.of(sample("pump/pressure", 9, 81)));
    Until.is(() -> devices().size() >= 2);
    intake.stop();
    assertThat(devices()).containsExactly("LOST gone 2", "OK values come again");
    assertThat(intake.sum().taken()).isEqualTo(Shard.ROOM + 2);
    assertThat(intake.waiting()).isZero();
  }

  @Test
  void whatIsTakenAfterwardsStandsInThePlaceOfWhatFoundNoRoom() throws Exception {
    StreamIntake intake = intake();
    List<Sample> samples = new ArrayList<>(Collections.nCopies(Shard.ROOM, sample("p", 0, 1)));
    assertThat(intake.offer(samples)).isEqualTo(Shard.ROOM);
    assertThat(intake.offer(List.of(Sample.bad("p", START, "gone"), sample("p", 1, 2)))).isZero();
    CountDownLatch put = new CountDownLatch(1);
    Thread waits =
        new Thread(
            () -> {
              try {
                intake.take(List.of(sample("p", 2, 3)));
                put.countDown();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waits.start();
    Until.is(() -> waits.getState() == Thread.State.WAITING);
    plan = StreamPlan.NONE;
    put.await();
    Until.is(() -> intake.waiting() == 0);
    intake.stop();
    assertThat(values()).last().isEqualTo(3.0);
    assertThat(devices()).isEmpty();
  }

  private List<String> devices() {
    return List.copyOf(taken).stream()
        .filter(DeviceStatus.class::isInstance)
        .map(DeviceStatus.class::cast)
        .map(each -> each.status() + " " + each.detail())
        .toList();
  }

  private List<Double> values() {
    return List.copyOf(taken).stream()
        .filter(Measurement.class::isInstance)
        .map(each -> ((Measurement) each).value())
        .toList();
  }

  private static Sample sample(String point, long second, double value) {
    return Sample.of(point, START.plusSeconds(second), value);
  }

  private StreamIntake intake() {
    ObservationIntake intake =
        new ObservationIntake() {
          @Override
          public Accepted accept(Observation observation) {
            return submit(observation).join();
          }

          @Override
          public CompletableFuture<Accepted> submit(Observation observation) {
            taken.add(observation);
            return CompletableFuture.completedFuture(new Accepted(observation.id(), 1, false));
          }
        };
    return new StreamIntake(
        intake,
        new StreamIntakeTest.Book(),
        new NoEvidence(),
        () -> Optional.ofNullable(plan),
        Clock.fixed(START.plusSeconds(3_600), ZoneOffset.UTC));
  }
}
