package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bellcrank.condition.ConditionBook;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.journal.Work;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.Prediction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CadenceTest {

  private static final Instant START = Instant.parse("2026-03-01T08:20:00Z");
  private static final String RATE =
      "rates: [ { id: chips, class: chip, asset: pump, every: PT1H, to: pump/std } ]";
  private static final String SERVICE =
      "services: [ { id: grease, point: pump/speed, failureMode: service-due,"
          + " from: 2026-03-02T06:00:00Z, every: P7D %s } ]";
  private static final String UNLESS =
      ", unless: { points: { odd: pump/std }, when: 'odd < 2.0', fresh: PT2H, atMost: 2 }";

  private final Kept store = new Kept();
  private final Taker taker = new Taker();
  private final Map<String, Sample> latest = new HashMap<>();
  private final List<SensorTrouble> troubles = new ArrayList<>();
  private final List<Cadence> running = new ArrayList<>();
  private Instant now = START;

  @AfterEach
  void stop() throws InterruptedException {
    for (Cadence each : running) {
      each.stop();
    }
  }

  @Test
  void eachHourIsToldOnceWithZeroWhereNothingWasFoundAndNothingOfBefore() throws Exception {
    store.findings.add(Instant.parse("2026-03-01T07:30:00Z"));
    Cadence cadence = cadence(RATE);
    cadence.look();
    assertThat(taker.samples).isEmpty();
    store.findings.add(Instant.parse("2026-03-01T08:30:00Z"));
    store.findings.add(Instant.parse("2026-03-01T08:59:59Z"));
    store.findings.add(Instant.parse("2026-03-01T10:00:00Z"));
    to("2026-03-01T09:01:00Z"); // findings of the last minutes may still be decided
    cadence.look();
    assertThat(taker.samples).isEmpty();
    to("2026-03-01T09:02:00Z");
    cadence.look();
    cadence.look();
    assertThat(taker.samples).containsExactly("pump/std 2026-03-01T08:59:59Z 2.0");
    to("2026-03-01T11:30:00Z");
    cadence(RATE).look(); // after a restart
    assertThat(taker.samples)
        .containsExactly(
            "pump/std 2026-03-01T08:59:59Z 2.0",
            "pump/std 2026-03-01T09:59:59Z 0.0",
            "pump/std 2026-03-01T10:59:59Z 1.0");
  }

  @Test
  void whileTheStoreDoesNotAnswerNothingIsToldAndNothingIsLost() throws Exception {
    Cadence cadence = cadence(RATE);
    cadence.look();
    store.fails = true;
    to("2026-03-01T10:30:00Z");
    cadence.look();
    assertThat(taker.samples).isEmpty();
    store.fails = false;
    cadence.look();
    assertThat(taker.samples).hasSize(2);
  }

  @Test
  void aServiceIsDueOnItsDayOnceAndNoneOfBeforeItsDocument() throws Exception {
    to("2026-03-11T06:00:00Z"); // due on the 2nd and the 9th
    Cadence cadence = cadence(SERVICE.formatted(""));
    cadence.look();
    assertThat(taker.predictions).isEmpty();
    to("2026-03-16T05:59:59Z");
    cadence.look();
    assertThat(taker.predictions).isEmpty();
    to("2026-03-16T06:00:00Z");
    cadence.look();
    cadence(SERVICE.formatted("")).look();
    assertThat(taker.predictions)
        .singleElement()
        .satisfies(
            due -> {
              assertThat(due.point()).isEqualTo("pump/speed");
              assertThat(due.failureMode()).isEqualTo("service-due");
              assertThat(due.captured().at()).isEqualTo(now);
              assertThat(due.context())
                  .containsExactlyInAnyOrderEntriesOf(
                      Map.of("service", "grease", "serviceNumber", "3"));
            });
  }

  @Test
  void aServiceThatWasTakenJustBeforeAKillHasTheSameNameAgain() throws Exception {
    Cadence cadence = cadence(SERVICE.formatted(""));
    cadence.look();
    to("2026-03-02T06:00:00Z");
    taker.then = () -> store.fails = true;
    cadence.look();
    taker.then = () -> {};
    store.fails = false;
    cadence(SERVICE.formatted("")).look();
    assertThat(taker.predictions).hasSize(2);
    assertThat(taker.predictions.get(0).id()).isEqualTo(taker.predictions.get(1).id());
  }

  @Test
  void aGatewayThatWasOffForWeeksTellsOneServiceAndHowManyWereMissed() throws Exception {
    Cadence cadence = cadence(SERVICE.formatted(""));
    cadence.look();
    to("2026-03-25T00:00:00Z");
    cadence.look();
    assertThat(taker.predictions)
        .singleElement()
        .satisfies(
            due ->
                assertThat(due.context())
                    .containsEntry("servicesMissed", "3")
                    .containsEntry("serviceNumber", "4"));
  }

  @Test
  void aMachineThatIsWellIsNotServicedButNotForEverAndTheJournalSaysWhy() throws Exception {
    Cadence cadence = cadence(SERVICE.formatted(UNLESS));
    cadence.look();
    for (String due : List.of("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23")) {
      to(due + "T06:00:10Z");
      latest.put("pump/std", Sample.of("pump/std", now.minusSeconds(600), 0.4));
      cadence.look();
      cadence.look();
    }
    assertThat(store.notes)
        .hasSize(3)
        .allSatisfy(note -> assertThat(note).contains("service.skipped", "odd < 2.0", "{odd=0.4}"));
    assertThat(taker.predictions)
        .singleElement()
        .satisfies(
            due ->
                assertThat(due.context())
                    .containsEntry("serviceNumber", "3")
                    .containsEntry("serviceWhy", "2 in a row were skipped"));
  }

  @Test
  void aMachineThatIsNotWellIsServicedAndTheOrderSaysWhy() throws Exception {
    Cadence cadence = cadence(SERVICE.formatted(UNLESS));
    cadence.look();
    to("2026-03-02T06:00:10Z");
    latest.put("pump/std", Sample.of("pump/std", now, 2.5));
    cadence.look();
    assertThat(taker.predictions)
        .singleElement()
        .satisfies(
            due ->
                assertThat(due.context()).containsEntry("serviceWhy", "'odd < 2.0' does not hold"));
    assertThat(store.notes).isEmpty();
  }

  @Test
  void aSensorThatIsDoubtedSkipsNothing() throws Exception {
    Cadence cadence = cadence(SERVICE.formatted(UNLESS));
    cadence.look();
    to("2026-03-02T07:00:00Z");
    latest.put("pump/std", Sample.of("pump/std", now, 0.4));
    troubles.add(
        new SensorTrouble("pump/std", DeviceStatus.Status.FLAT_LINE, now, "does not move"));
    cadence.look();
    assertThat(taker.predictions).hasSize(1);
    assertThat(store.notes).isEmpty();
  }

  @Test
  void aServiceWhoseDocumentChangesIsDueAtItsNextTimeFromThenOn() throws Exception {
    cadence(SERVICE.formatted("")).look();
    to("2026-03-23T06:00:00Z");
    cadence(SERVICE.formatted("")).look(); // the fourth
    assertThat(taker.predictions).hasSize(1);
    String longer = SERVICE.formatted("").replace("P7D", "P30D");
    to("2026-03-24T06:00:00Z");
    cadence(longer).look();
    assertThat(taker.predictions).as("nothing at once").hasSize(1);
    to("2026-04-01T06:00:00Z");
    cadence(longer).look();
    assertThat(taker.predictions).as("thirty days after the first").hasSize(2);
    String shorter = SERVICE.formatted("").replace("P7D", "P1D");
    to("2026-04-02T05:00:00Z");
    cadence(shorter).look();
    assertThat(taker.predictions).as("nothing at once").hasSize(2);
    to("2026-04-02T06:00:00Z");
    cadence(shorter).look();
    assertThat(taker.predictions).hasSize(3).extracting(Prediction::id).doesNotHaveDuplicates();
  }

  @Test
  void oneThatFailsIsToldAndStandsInNobodysWay() throws Exception {
    String two =
        "services: [ { id: cursed, point: pump/slow, failureMode: f, from: 2026-03-02T06:00:00Z, every: P7D },"
            + " { id: grease, point: pump/speed, failureMode: f, from: 2026-03-02T06:00:00Z, every: P7D } ]";
    Cadence cadence = cadence(two);
    cadence.look();
    to("2026-03-02T06:00:00Z");
    taker.refuses = "pump/slow";
    cadence.look();
    assertThat(taker.predictions).extracting(Prediction::point).containsExactly("pump/speed");
    assertThat(cadence.complaints())
        .singleElement()
        .asString()
        .contains("service 'cursed'", "tried again");
    taker.refuses = "";
    cadence.look();
    assertThat(taker.predictions).hasSize(2);
    assertThat(cadence.complaints()).isEmpty();
  }

  @Test
  void aConditionOfAnyLengthFitsIntoWhatIsTold() throws Exception {
    String condition = "odd < 2.0" + " && odd < 2.0".repeat(200);
    Cadence cadence = cadence(SERVICE.formatted(UNLESS.replace("odd < 2.0", condition)));
    cadence.look();
    to("2026-03-02T06:00:10Z");
    latest.put("pump/std", Sample.of("pump/std", now, 2.5));
    cadence.look();
    assertThat(taker.predictions.get(0).context().get("serviceWhy")).hasSizeLessThan(1_000);
  }

  @Test
  void valuesThatAreOldOrBadSayNothingAndAfterAnHourTheServiceIsDue() throws Exception {
    Cadence cadence = cadence(SERVICE.formatted(UNLESS));
    cadence.look();
    to("2026-03-02T06:30:00Z");
    latest.put("pump/std", Sample.of("pump/std", now.minus(Duration.ofHours(3)), 0.4));
    cadence.look();
    latest.put("pump/std", Sample.bad("pump/std", now, "broken"));
    cadence.look();
    assertThat(taker.predictions).isEmpty();
    to("2026-03-02T07:00:00Z");
    cadence.look();
    assertThat(taker.predictions)
        .singleElement()
        .satisfies(due -> assertThat(due.context().get("serviceWhy")).contains("odd"));
  }

  @Test
  void mistakesAreToldWithTheirPlace() {
    assertThat(problems(RATE.replace("PT1H", "PT90M")))
        .singleElement()
        .asString()
        .contains("whole hours");
    assertThat(problems(RATE.replace("pump/std", "pump/mean")))
        .singleElement()
        .asString()
        .contains("a point without unit");
    assertThat(problems(RATE.replace("asset: pump", "asset: none")))
        .singleElement()
        .asString()
        .contains("no asset has this id");
    assertThat(problems(SERVICE.formatted(UNLESS.replace("odd < 2.0", "even < 2.0"))))
        .singleElement()
        .asString()
        .contains("even");
    assertThat(problems(SERVICE.formatted("").replace("P7D", "PT1S")))
        .singleElement()
        .asString()
        .contains("PT1H to");
    assertThat(problems(SERVICE.formatted(UNLESS.replace("PT2H", "PT0S"))))
        .singleElement()
        .asString()
        .contains("above zero");
  }

  private static List<String> problems(String text) {
    try {
      PointStreamTest.read(text);
      return List.of();
    } catch (InvalidDocumentException e) {
      return e.problems().stream().map(Problem::text).toList();
    }
  }

  private void to(String time) {
    now = Instant.parse(time);
  }

  private Cadence cadence(String text) throws InvalidDocumentException {
    StreamPlan plan = PointStreamTest.read(text);
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now;
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
          }
        };
    Cadence cadence = new Cadence(store, () -> Optional.of(plan), taker, new Watch(), taker, clock);
    running.add(cadence);
    return cadence;
  }

  /** Takes samples and predictions. */
  private static final class Taker implements SampleIntake, ObservationIntake {
    final List<String> samples = new ArrayList<>();
    final List<Prediction> predictions = new ArrayList<>();
    Runnable then = () -> {};
    String refuses = "";

    @Override
    public void take(List<Sample> taken) {
      taken.forEach(
          each -> samples.add("%s %s %s".formatted(each.point(), each.at(), each.value())));
    }

    @Override
    public int offer(List<Sample> offered) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void take(Waveform waveform) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean streams(String point) {
      return true;
    }

    @Override
    public Accepted accept(Observation observation) {
      if (((Prediction) observation).point().equals(refuses)) {
        throw new StoreException("refused", null);
      }
      predictions.add((Prediction) observation);
      then.run();
      return new Accepted(observation.id(), predictions.size(), false);
    }

    @Override
    public CompletableFuture<Accepted> submit(Observation observation) {
      return CompletableFuture.completedFuture(accept(observation));
    }
  }

  private final class Watch implements StreamWatch {

    @Override
    public List<SensorTrouble> troubles() {
      return troubles;
    }

    @Override
    public Optional<Sample> latest(String point) {
      return Optional.ofNullable(latest.get(point));
    }

    @Override
    public StreamCounts sum() {
      return StreamCounts.NONE;
    }

    @Override
    public Optional<StreamCounts> of(String point) {
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

    @Override
    public List<String> complaints() {
      return List.of();
    }
  }

  /** A store of what streams keep and of findings of one class on one asset. */
  private static final class Kept implements Store, TrendBook, ConditionBook, PassageBook {
    final Map<String, Facts> states = new HashMap<>();
    final List<Instant> findings = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    boolean fails;

    @Override
    public <T> T commit(Work<T> work) {
      if (fails) {
        throw new StoreException("disk full", null);
      }
      Kept self = this;
      return work.in(
          new UnitOfWork() {
            @Override
            public <P> P port(Class<P> type) {
              return type.cast(self);
            }

            @Override
            public void append(Instant at, String kind, String subject, Facts facts) {
              notes.add(kind + " " + subject + " " + facts);
            }
          });
    }

    @Override
    public <T> CompletableFuture<T> submit(Work<T> work) {
      return CompletableFuture.completedFuture(commit(work));
    }

    @Override
    public <T> T read(Work<T> work) {
      return commit(work);
    }

    @Override
    public Registration onCommit(Runnable listener) {
      return () -> {};
    }

    @Override
    public void add(RollUp rollUp) {}

    @Override
    public List<RollUp> between(String point, Instant from, Instant before, int limit) {
      return List.of();
    }

    @Override
    public int remove(Instant before, int limit) {
      return 0;
    }

    @Override
    public void add(Passage passage) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Passage> ofJudged(Instant from, Instant before, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Facts> states() {
      return states;
    }

    @Override
    public void keep(String of, Facts state) {
      states.put(of, state);
    }

    @Override
    public Optional<Facts> state(String key) {
      return Optional.empty();
    }

    @Override
    public void forget(String key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Facts> states(String prefix) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void count(String asset, String defectClass, Instant at) {}

    @Override
    public long counted(String asset, String defectClass, Instant from, Instant to) {
      assertThat(asset + " " + defectClass).isEqualTo("pump chip");
      return findings.stream()
          .map(at -> at.getEpochSecond() / 3_600)
          .filter(hour -> hour >= from.getEpochSecond() / 3_600)
          .filter(hour -> hour <= to.getEpochSecond() / 3_600)
          .count();
    }
  }
}
