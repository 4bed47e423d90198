package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.store.jdbc.PipelineRig.START;
import static org.bellcrank.store.jdbc.PipelineRig.measured;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bellcrank.condition.Stands;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.pipeline.StandingValues;
import org.bellcrank.pipeline.start.StartGate;
import org.bellcrank.replay.Replay;
import org.bellcrank.replay.Report;
import org.bellcrank.replay.Request;
import org.bellcrank.replay.StoreRecording;
import org.bellcrank.replay.Versions;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit of the rig's nut: 75 degrees, for 30 s. */
@Timeout(120)
class StandingValuesTest {

  private static final String HOT =
      "  - { id: hot, point: nut, high: 75, hysteresis: 5, holdFor: PT30S, failureMode: overheating }\n";

  @TempDir Path folder;
  private final AtomicLong steady = new AtomicLong(1_000_000);
  private PipelineRig rig;
  private StandingValues standing;

  @BeforeEach
  void open() {
    rig = new PipelineRig(folder.resolve("data"));
    rig.documents(PipelineRig.RAISE_ALL);
    standing = standing(rig.intake);
    standing.look();
  }

  @AfterEach
  void close() {
    standing.stop();
    rig.close();
  }

  @Test
  void aValueThatIsToldOnceCrossesItsLimitWhenTheDurationIsOverAndOnlyOnce() {
    accept(measured("plc:1", START, 80));
    looks(29);
    assertThat(rig.orders()).isEmpty();
    looks(200);
    assertThat(rig.orders()).hasSize(1);
    assertThat(rig.in(Disposition.RAISED)).isEqualTo(1);
    assertThat(rig.in(Disposition.MERGED)).isZero();
    assertThat(observations()).hasSize(2);
    Measurement still = (Measurement) observations().get(1).observation();
    assertThat(still.captured().at()).isEqualTo(START.plusSeconds(30));
    assertThat(still.source()).isEqualTo("plc");
    assertThat(still.context())
        .isEqualTo(Map.of("standsSince", START.toString(), "standsOf", "plc:1"));
    assertThat(rig.finding(still.id() + "#0").state().why().text("standsSince"))
        .contains(START.toString());
    assertThat(rig.orders().get(0).fields().values())
        .containsEntry("finding.capturedAt", START.plusSeconds(30).toString());
  }

  @Test
  void theNewestValueBeyondTheLimitIsTheOneThatStands() {
    accept(measured("plc:1", START, 80));
    looks(20);
    accept(measured("plc:2", START.plusSeconds(20), 85));
    looks(9);
    assertThat(rig.orders()).isEmpty();
    looks(2);
    assertThat(((Measurement) observations().get(2).observation()).value()).isEqualTo(85);
    assertThat(rig.orders()).hasSize(1);
  }

  @Test
  void aSensorThatFailedMeanwhileLetsNothingStandEvenIfItIsWellAgain() {
    accept(measured("plc:1", START, 80));
    looks(10);
    accept(status("s:1", DeviceStatus.Status.LOST));
    looks(10);
    accept(status("s:2", DeviceStatus.Status.OK));
    looks(100);
    assertThat(observations()).hasSize(3);
    assertThat(rig.orders()).isEmpty();
    accept(measured("plc:2", START.plusSeconds(130), 81));
    assertThat(rig.orders()).as("two values, a minute and more apart, as ever").hasSize(1);
  }

  @Test
  void aValueThatCameBackBeforeItIsDecidedIsTheEndOfIt() {
    StandingValues late =
        standing(
            new ObservationIntake() {
              @Override
              public Accepted accept(Observation observation) {
                rig.intake.accept(measured("plc:2", START.plusSeconds(29), 40));
                return rig.intake.accept(observation);
              }

              @Override
              public CompletableFuture<Accepted> submit(Observation observation) {
                throw new UnsupportedOperationException();
              }
            });
    late.look();
    accept(measured("plc:1", START, 80));
    late.look();
    pass(30);
    late.look();
    late.stop();
    rig.settle();
    looks(100);
    assertThat(observations()).hasSize(3);
    assertThat(rig.orders()).isEmpty();
  }

  @Test
  void whatWaitedBeforeARestartIsToldOnceSourcesHadTimeToTellOtherwise() {
    accept(measured("plc:1", START, 80));
    looks(10);
    restart();
    looks(29);
    assertThat(rig.orders()).isEmpty();
    looks(2);
    assertThat(rig.orders()).hasSize(1);
    restart();
    looks(100);
    assertThat(observations()).hasSize(2);
  }

  @Test
  void aSourceThatTellsAfterARestartWhatItHasNowEndsIt() {
    accept(measured("plc:1", START, 80));
    looks(10);
    restart();
    looks(10);
    accept(measured("plc:2", rig.now.get(), 40));
    looks(100);
    assertThat(rig.orders()).isEmpty();
  }

  @Test
  void aStreamSaysItItselfButForWhatWaitedBeforeAStart() {
    accept(streamed("x:1", START, 80, Map.of()));
    looks(100);
    assertThat(rig.orders()).isEmpty();
    restart();
    looks(31);
    assertThat(rig.orders()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {Stands.NO, Stands.UNTIL_RESTART})
  void whatItsStreamDoesNotVouchForIsNotToldAfterARestart(String stands) {
    accept(streamed("x:1", START, 80, Map.of(Stands.STANDS, stands)));
    restart();
    looks(100);
    assertThat(observations()).hasSize(1);
    assertThat(rig.orders()).isEmpty();
    accept(streamed("x:2", rig.now.get(), 80, Map.of(Stands.STANDS, stands)));
    assertThat(rig.orders()).as("moved by results alone").hasSize(1);
  }

  @Test
  void aValueBeforeTheOneThatDoesNotStandDoesNotStandEither() {
    accept(streamed("x:1", START, 80, Map.of()));
    accept(streamed("x:2", START.plusSeconds(1), 80, Map.of(Stands.STANDS, Stands.NO)));
    restart();
    looks(100);
    assertThat(rig.orders()).isEmpty();
  }

  @Test
  void aValueThatWasToldWhileTheDocumentsHadNoLimitIsTheEndOfTheOneBefore() {
    Optional<Site> all = rig.site.get();
    accept(measured("plc:1", START, 80));
    rig.put(files(text -> text.replace("limits:\n" + HOT, "")));
    accept(measured("plc:2", START.plusSeconds(5), 60));
    rig.site.set(all);
    looks(100);
    assertThat(observations()).hasSize(2);
    assertThat(rig.orders()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"nut,bolt", "bolt,nut"})
  void aValueThatIsRefusedHoldsUpNoOther(String full, String other) {
    rig.put(
        files(
            text ->
                text.replace("points:", "points:\n  - { id: bolt, asset: screw-1, unit: Cel }")
                    .replace(
                        "limits:", "limits:\n" + HOT.replace("hot", "b").replace("nut", "bolt"))));
    Map<String, String> most = new HashMap<>();
    IntStream.range(0, 63).forEach(key -> most.put("key" + key, ""));
    for (String point : List.of(full, other)) {
      accept(
          new Measurement(
              point,
              "plc",
              new CaptureTime(START, ClockQuality.SOURCE),
              point,
              80,
              Optional.of("Cel"),
              point.equals(full) ? most : Map.of()));
    }
    looks(100);
    assertThat(observations()).hasSize(3);
    assertThat(((Measurement) observations().get(2).observation()).point()).isEqualTo(other);
  }

  @Test
  void aReplayDecidesItAsItWas() throws Exception {
    accept(measured("plc:1", START, 80));
    looks(40);
    accept(measured("plc:2", START.plusSeconds(60), 60));
    accept(measured("plc:3", START.plusSeconds(70), 80));
    looks(40);
    assertThat(rig.in(Disposition.MERGED)).isEqualTo(1);
    StoreRecording recording = new StoreRecording(rig.store);
    Report report =
        Replay.run(
            recording,
            new Versions(recording, new SiteReader(PipelineRig.LANGUAGE)),
            new Request(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Request.LISTED),
            (moment, observations) -> {});
    assertThat(report.unlike()).isZero();
    assertThat(report.facts().facts("recorded").orElseThrow().whole("equal")).hasValue(2);
  }

  /** The rig's documents, and something else of its plant. */
  private static Map<String, String> files(UnaryOperator<String> plant) {
    Map<String, String> files = new HashMap<>(PipelineRig.files(PipelineRig.RAISE_ALL));
    String before = files.get("plant.yaml");
    String after = plant.apply(before);
    assertThat(after).isNotEqualTo(before);
    files.put("plant.yaml", after);
    return files;
  }

  private StandingValues standing(ObservationIntake intake) {
    return new StandingValues(
        rig.store, rig.activeSite(), intake, rig.clock(), StartGate.OPEN, steady::get, false);
  }

  private void restart() {
    standing.stop();
    rig.close();
    rig.now.set(rig.now.get().plus(Duration.ofHours(2)));
    rig.start();
    standing = standing(rig.intake);
    standing.look();
  }

  private void accept(Observation observation) {
    rig.intake.accept(observation);
    rig.settle();
    standing.look();
  }

  /** Each second for some seconds. */
  private void looks(int seconds) {
    for (int i = 0; i < seconds; i++) {
      pass(1);
      standing.look();
    }
    rig.settle();
  }

  private void pass(int seconds) {
    steady.addAndGet(Duration.ofSeconds(seconds).toNanos());
    rig.now.set(rig.now.get().plusSeconds(seconds));
  }

  private List<ObservationBook.Stored> observations() {
    return rig.store.read(unit -> unit.port(ObservationBook.class).after(0, 100));
  }

  private static Measurement streamed(
      String id, Instant at, double value, Map<String, String> context) {
    return new Measurement(
        id,
        Stands.STREAM,
        new CaptureTime(at, ClockQuality.SOURCE),
        "nut",
        value,
        Optional.of("Cel"),
        context);
  }

  private DeviceStatus status(String id, DeviceStatus.Status status) {
    return new DeviceStatus(
        id,
        "plc",
        new CaptureTime(rig.now.get(), ClockQuality.SOURCE),
        "nut",
        status,
        "",
        Map.of());
  }
}
