package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.Prediction;
import org.bellcrank.site.SiteReader;
import org.bellcrank.stream.RollUp;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.StreamIntake;
import org.bellcrank.stream.StreamPlan;
import org.bellcrank.stream.TrendBook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamOnSqliteTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(START.plusSeconds(3_600), ZoneOffset.UTC);
  private static final String SITE =
      """
      assets:
        - { id: plant, name: Plant, level: site }
        - { id: pump, name: Pump, level: machine, parent: plant }
      points:
        - { id: pump/heat, asset: pump, unit: Cel }
        - { id: pump/hours, asset: pump }
      limits:
        - { id: hot, point: pump/heat, high: 75, hysteresis: 5, holdFor: PT30S, failureMode: overheating }
      streams:
        - { point: pump/heat, valid: { low: -20, high: 150 }, rollup: PT1M }
        - { point: pump/hours, counter: { service: { every: 500, failureMode: service-due } } }
      trends:
        - { id: wear, point: pump/heat, limit: { above: 120 }, window: P20D, every: PT6H, horizon: P14D, failureMode: worn }
      connectors:
        - { id: cmms, kind: custom-rest, site: plant, address: "http://127.0.0.1:9" }
      """;

  @TempDir Path folder;

  @Test
  void withoutDocumentsEachSampleIsAMeasurement() throws Exception {
    try (JdbcStore store = JdbcStore.open(folder)) {
      StreamIntake intake = intake(store, StreamPlan.NONE);
      List<Sample> samples = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        samples.add(Sample.of("point-" + i % 7, START.plusMillis(i), i));
      }
      intake.take(samples);
      until(() -> intake.sum().measured() == 2_000 && intake.writing() == 0);
      assertThat(observations(store)).hasSize(2_000).allMatch(Measurement.class::isInstance);
      intake.stop();
    }
  }

  @Test
  void ofAThinnedStreamWhatTheLimitNeedsIsKeptAndTheRestIsRolledUp() throws Exception {
    try (JdbcStore store = JdbcStore.open(folder)) {
      StreamIntake intake = intake(store, plan());
      List<Sample> samples = new ArrayList<>();
      for (int second = 0; second < 600; second++) {
        samples.add(Sample.of("pump/heat", START.plusSeconds(second), second < 300 ? 60 : 80));
      }
      samples.add(Sample.of("pump/heat", START.plusSeconds(600), 999));
      intake.take(samples);
      until(() -> intake.sum().taken() == 601);
      intake.stop();
      assertThat(observations(store).stream().filter(Measurement.class::isInstance))
          .extracting(each -> each.captured().at())
          .startsWith(START, START.plusSeconds(300), START.plusSeconds(330))
          .hasSizeLessThan(10);
      assertThat(observations(store).stream().filter(DeviceStatus.class::isInstance))
          .singleElement()
          .matches(each -> ((DeviceStatus) each).status() == DeviceStatus.Status.OUT_OF_RANGE);
      List<RollUp> kept =
          store.read(
              unit ->
                  unit.port(TrendBook.class)
                      .between("pump/heat", START, START.plusSeconds(600), 100));
      assertThat(kept).hasSize(10).allMatch(each -> each.count() == 60);
      assertThat(intake.sum().invalid()).isEqualTo(1);
    }
  }

  @Test
  void aServiceIsDueOnceThoughTheGatewayWentDown() throws Exception {
    try (JdbcStore store = JdbcStore.open(folder)) {
      StreamIntake before = intake(store, plan());
      before.take(hours(0, 0, 100, 400, 499));
      until(() -> before.sum().taken() == 4);
      before.stop();
      StreamIntake after = intake(store, plan());
      after.take(hours(10, 500, 550, 599.5, 999));
      until(() -> after.sum().taken() == 4);
      after.stop();
      assertThat(observations(store).stream().filter(Prediction.class::isInstance))
          .singleElement()
          .extracting(Observation::context)
          .isEqualTo(Map.of("serviceNumber", "1", "serviceTotal", "500.0"));
    }
  }

  @Test
  void aTrendIsToldTheSameThoughTheGatewayWentDown(@TempDir Path other) throws Exception {
    List<Prediction> whole;
    try (JdbcStore store = JdbcStore.open(other)) {
      StreamIntake intake = intake(store, plan());
      intake.take(rising(-30 * 24, 0));
      intake.stop();
      whole = predictions(store);
    }
    try (JdbcStore store = JdbcStore.open(folder)) {
      for (int from = -30 * 24; from < 0; from += 11 * 24 + 3) {
        StreamIntake intake = intake(store, plan());
        intake.take(rising(from, Math.min(0, from + 11 * 24 + 3)));
        intake.stop();
      }
      assertThat(predictions(store)).hasSizeBetween(5, 25).hasSameSizeAs(whole);
      for (int i = 0; i < whole.size(); i++) {
        Prediction one = predictions(store).get(i);
        assertThat(one.id()).isEqualTo(whole.get(i).id());
        assertThat(one.remainingLifeDays()).isEqualTo(whole.get(i).remainingLifeDays());
        assertThat(one.failureMode()).isEqualTo("worn");
      }
    }
  }

  /** A sample an hour, 110 at the start and 3 more each day: 120 is reached after 3.3 days. */
  private static List<Sample> rising(int fromHour, int toHour) {
    List<Sample> samples = new ArrayList<>();
    for (int hour = fromHour; hour < toHour; hour++) {
      samples.add(
          Sample.of("pump/heat", START.plus(Duration.ofHours(hour)), 110 + hour * 3 / 24.0));
    }
    return samples;
  }

  private static List<Prediction> predictions(JdbcStore store) {
    return observations(store).stream()
        .filter(Prediction.class::isInstance)
        .map(Prediction.class::cast)
        .toList();
  }

  @Test
  void rollUpsOfOneIntervalBecomeOneAndOldOnesAreForgotten() {
    try (JdbcStore store = JdbcStore.open(folder)) {
      RollUp first = new RollUp("p", Duration.ofMinutes(1), START, 3, 1, 3, 2);
      RollUp second = new RollUp("p", Duration.ofMinutes(1), START, 1, 0.1, 0.1, 0.1);
      store.commit(
          unit -> {
            unit.port(TrendBook.class).add(first);
            unit.port(TrendBook.class).add(second);
            unit.port(TrendBook.class).keep("p", Facts.with("device", "OK").build());
            return null;
          });
      Instant end = START.plusSeconds(60);
      assertThat(
              store.<List<RollUp>>read(
                  unit -> unit.port(TrendBook.class).between("p", START, end, 9)))
          .containsExactly(new RollUp("p", Duration.ofMinutes(1), START, 4, 0.1, 3, 1.525));
      int gone = store.commit(unit -> unit.port(TrendBook.class).remove(end, 10));
      assertThat(gone).isEqualTo(1);
      assertThat(store.<Map<String, Facts>>read(unit -> unit.port(TrendBook.class).states()))
          .containsOnlyKeys("p");
    }
  }

  private static List<Sample> hours(long second, double... hours) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < hours.length; i++) {
      samples.add(Sample.of("pump/hours", START.plusSeconds(second + i), hours[i]));
    }
    return samples;
  }

  private static StreamIntake intake(JdbcStore store, StreamPlan plan) {
    return new StreamIntake(
        new DurableIntake(store, CLOCK),
        store,
        new FileEvidenceStore(store.directory(), store, CLOCK),
        () -> Optional.of(plan),
        CLOCK);
  }

  private static StreamPlan plan() throws Exception {
    return new SiteReader(new ExpressionLanguage()).read(Map.of("site.yaml", SITE)).streams();
  }

  private static List<Observation> observations(JdbcStore store) {
    return store.read(
        unit ->
            unit.port(ObservationBook.class).after(0, 10_000).stream()
                .map(ObservationBook.Stored::observation)
                .toList());
  }

  private static void until(BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      Thread.sleep(5);
    }
  }
}
