package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bellcrank.condition.Limit;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.journal.Work;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StreamIntakeTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(START.plusSeconds(3_600), ZoneOffset.UTC);
  private static final String MEDIAN =
      "{ point: pump/pressure, windows: [ { count: 3, statistics: { median: pump/mean } } ] }";
  private static final String ODD =
      "baselines: [ { id: odd, points: [pump/pressure, pump/speed], every: PT1S, learn: 12,"
          + " to: pump/std } ]";

  private final Book store = new Book();
  private final Taker taker = new Taker();
  private volatile StreamPlan plan = StreamPlan.NONE;

  @Test
  void newDocumentsTakeNothingFromPointsOfWhichTheySayTheSame() throws Exception {
    plan = PointStreamTest.read("streams: [ " + MEDIAN + " ]");
    StreamIntake intake = intake();
    intake.take(samples("pump/pressure", 0, 2));
    Until.is(() -> intake.sum().taken() == 2);
    plan = PointStreamTest.read("streams: [ " + MEDIAN + ", { point: pump/slow, stale: PT1H } ]");
    intake.take(samples("pump/pressure", 2, 3));
    Until.is(() -> taker.values("pump/mean").size() == 1);
    assertThat(taker.values("pump/mean")).containsExactly(1.0);
    assertThat(intake.of("pump/pressure").orElseThrow().taken()).isEqualTo(3);
    intake.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", ODD}) // with others of its own shard, or of another one
  void whatStandsIsOnceMoreMeasuredForANewLimitAndIsNoSample(String documents) throws Exception {
    StreamIntake intake = intake();
    intake.take(samples("pump/pressure", 80, 81));
    Until.is(() -> taker.taken.size() == 1);
    Limit limit =
        new Limit(
            "high",
            "pump/pressure",
            Optional.of(75.0),
            Optional.empty(),
            0,
            Duration.ZERO,
            "overpressure");
    plan = PointStreamTest.read(documents, List.of(limit));
    Until.is(() -> taker.taken.size() == 2);
    assertThat(taker.values("pump/pressure")).containsExactly(80.0, 80.0);
    assertThat(((Measurement) taker.taken.get(1)).context())
        .containsEntry("standsSince", START.plusMillis(80).toString());
    assertThat(intake.sum().taken()).isLessThan(2);
    intake.stop();
  }

  @Test
  void whatSaysNothingOfTheTimeAfterItSaysSo() throws Exception {
    plan =
        PointStreamTest.read(
            "streams: [ "
                + MEDIAN
                + ", { point: pump/speed, uncertain: ignore, deadband: { absolute: 0.5 } }"
                + ", { point: pump/slow, counter: {}, deadband: { absolute: 0.5 } } ]\n"
                + "rates: [ { id: chips, class: chip, asset: pump, every: PT1H, to: pump/std } ]");
    StreamIntake intake = intake();
    intake.take(samples("pump/pressure", 0, 3));
    intake.take(samples("pump/speed", 0, 1));
    intake.take(samples("pump/slow", 0, 2));
    intake.take(samples("p", 0, 1));
    intake.take(samples("pump/std", 0, 1));
    Until.is(() -> taker.taken.size() == 5);
    intake.stop();
    assertThat(taker.contexts())
        .isEqualTo(
            Map.of(
                "pump/mean", Map.of("stands", "no"),
                "pump/speed", Map.of("stands", "until-restart"),
                "pump/slow", Map.of("stands", "no"),
                "pump/std", Map.of("stands", "no"),
                "p", Map.of()));
  }

  @Test
  void pointsThatAreLookedAtTogetherTellOnAnotherHowOddTheyAre() throws Exception {
    plan = PointStreamTest.read(ODD);
    StreamIntake intake = intake();
    java.util.Random random = new java.util.Random(1);
    List<Sample> samples = new ArrayList<>();
    for (int second = 0; second < 20; second++) {
      double shift = second == 15 ? 1_000 : 0;
      Instant at = START.plusSeconds(second);
      samples.add(Sample.of("pump/pressure", at, random.nextGaussian() + shift));
      samples.add(Sample.of("pump/speed", at, random.nextGaussian()));
    }
    intake.take(samples);
    Until.is(() -> taker.values("pump/std").size() == 1); // 13 of 20: lateness is five seconds
    plan = PointStreamTest.read(ODD + "\nstreams: [ { point: pump/slow, stale: PT1H } ]");
    intake.take(
        List.of(
            Sample.of("pump/pressure", START.plusSeconds(30), 0),
            Sample.of("pump/speed", START.plusSeconds(30), 0)));
    Until.is(() -> taker.values("pump/std").size() == 7);
    assertThat(taker.values("pump/std").get(2)).isEqualTo(BaselinePlan.MOST);
    intake.stop();
  }

  @Test
  void howMuchOfAPartIsUsedIsTheValueOfAPoint() throws Exception {
    plan =
        PointStreamTest.read(
            "lives: [ { id: bearing, bearing: { rating: 30000, load: pump/force, speed: pump/speed },"
                + " every: PT1M, to: pump/std } ]");
    StreamIntake intake = intake();
    for (int minute = 0; minute < 3; minute++) {
      Instant at = START.plusSeconds(60 * minute);
      intake.take(List.of(Sample.of("pump/force", at, 30), Sample.of("pump/speed", at, 6_000)));
    }
    Until.is(() -> taker.values("pump/std").size() == 2);
    intake.stop();
    // at its rating it lasts a million turns; 100 a second
    assertThat(taker.values("pump/std")).containsExactly(0.006, 0.012);
  }

  @Test
  void whileTheStoreTakesNothingSamplesWaitAndComeInTheirOrder() throws Exception {
    taker.fails.set(true);
    StreamIntake intake = intake();
    intake.take(samples("p", 0, 1_000));
    Until.is(() -> !intake.complaints().isEmpty());
    assertThat(taker.taken).isEmpty();
    assertThat(intake.complaints().get(0)).contains("samples wait", "disk full");
    taker.fails.set(false);
    Until.is(() -> intake.writing() == 0 && intake.waiting() == 0);
    intake.stop();
    assertThat(taker.values("p")).startsWith(0.0).contains(999.0).doesNotHaveDuplicates();
    assertThat(taker.values("p")).isSorted().hasSize(1_000);
  }

  @Test
  void whoBringsMoreThanThereIsRoomForWaitsAndOfferTellsHowFarItCame() throws Exception {
    taker.holds.set(true);
    StreamIntake intake = intake();
    int room = Shard.ROOM + 2_000; // with what is on its way out
    int given = intake.offer(samples("p", 0, 40_000));
    assertThat(given).isBetween(Shard.ROOM, room);
    Thread waits =
        new Thread(
            () -> {
              try {
                intake.take(samples("p", given, 40_000));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waits.start();
    Until.is(() -> waits.getState() == Thread.State.WAITING);
    assertThat(taker.held.size()).isLessThanOrEqualTo(512);
    taker.letGo();
    waits.join();
    Until.is(() -> taker.taken.size() == 40_000);
    intake.stop();
    assertThat(taker.values("p")).isSorted();
  }

  @Test
  void whenRollUpsHaveNoRoomTheOldestAreGivenUpAndCounted() {
    Ledger ledger = new Ledger(store);
    store.fails.set(true);
    for (int i = 0; i < Ledger.MOST + 3; i++) {
      ledger.add(rollUp(i));
    }
    assertThat(ledger.lost()).isEqualTo(3);
    ledger.write().handle((done, failure) -> null).join();
    assertThat(ledger.complaint()).contains("disk full");
    store.fails.set(false);
    while (store.rollUps.size() < Ledger.MOST) {
      ledger.write().join();
    }
    assertThat(store.rollUps).hasSize(Ledger.MOST).startsWith(rollUp(3));
    assertThat(store.rollUps).endsWith(rollUp(Ledger.MOST + 2));
    assertThat(ledger.lost()).isEqualTo(3);
    assertThat(ledger.complaint()).isEmpty();
  }

  @Test
  void whatIsHeardOfPointsThatNobodyDeclaredIsToldNewestFirst() throws Exception {
    plan = PointStreamTest.read("streams: [ " + MEDIAN + " ]");
    StreamIntake intake = intake();
    intake.take(samples("pump/pressure", 0, 2));
    intake.take(samples("fan/heat", 5, 8));
    intake.take(
        new Waveform(
            "fan/vibration", START, 50, new double[100], Optional.of("m/s2"), Optional.empty()));
    Until.is(() -> intake.sum().taken() == 5 && intake.waiting() == 0);
    assertThat(intake.undeclared(10))
        .containsExactly(
            new Heard(
                "fan/heat",
                START.plusMillis(7),
                Optional.empty(),
                Optional.of(7.0),
                Optional.empty(),
                3),
            new Heard(
                "fan/vibration",
                START,
                Optional.of("m/s2"),
                Optional.empty(),
                Optional.of(50.0),
                0));
    assertThat(intake.undeclared(1)).hasSize(1);
    assertThat(intake.spectra("fan/vibration")).isPresent();
    assertThat(intake.spectra("fan/heat")).isEmpty();
    intake.stop();
  }

  @Test
  void aSensorThatCannotBeBelievedIsToldUntilItCanBe() throws Exception {
    plan = PointStreamTest.read("streams: [ { point: pump/pressure, valid: { high: 5 } } ]");
    StreamIntake intake = intake();
    intake.take(samples("pump/pressure", 6, 8));
    Until.is(() -> !intake.troubles().isEmpty());
    assertThat(intake.troubles())
        .singleElement()
        .satisfies(
            trouble -> {
              assertThat(trouble.point()).isEqualTo("pump/pressure");
              assertThat(trouble.status()).isEqualTo(DeviceStatus.Status.OUT_OF_RANGE);
              assertThat(trouble.since()).isEqualTo(START.plusMillis(6));
              assertThat(trouble.detail()).contains("given 6.0");
            });
    intake.take(List.of(Sample.of("pump/pressure", START.plusMillis(9), 3)));
    Until.is(() -> intake.troubles().isEmpty());
    intake.stop();
  }

  @Test
  void whatWaitsToBeWrittenIsAmongWhatWasRecorded() {
    store.rollUps.add(rollUp(0));
    Ledger ledger = new Ledger(store);
    ledger.add(rollUp(1));
    assertThat(ledger.recorded("p", START, START.plusSeconds(60)))
        .contains(List.of(rollUp(0), rollUp(1)));
    store.fails.set(true);
    assertThat(ledger.recorded("p", START, START.plusSeconds(60))).isEmpty();
  }

  /** The clock stands for whatever may trip outside of a sample. */
  @Test
  void whatTripsOutsideOfASampleEndsNoStreamAndIsShown() throws Exception {
    AtomicBoolean trips = new AtomicBoolean();
    Clock clock =
        new Clock() {
          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            if (trips.get() && Thread.currentThread().getName().matches("bellcrank-stream-\\d")) {
              throw new IllegalStateException("the clock trips");
            }
            return CLOCK.instant();
          }
        };
    plan = PointStreamTest.read("streams: [ " + MEDIAN + " ]");
    StreamIntake intake =
        new StreamIntake(taker, store, new NoEvidence(), () -> Optional.of(plan), clock);
    trips.set(true);
    Until.is(() -> intake.complaints().stream().anyMatch(each -> each.contains("the clock trips")));
    trips.set(false);
    intake.take(samples("pump/pressure", 0, 3));
    Until.is(() -> taker.values("pump/mean").size() == 1);
    intake.stop();
  }

  private static RollUp rollUp(int second) {
    return new RollUp("p", Duration.ofSeconds(1), START.plusSeconds(second), 1, 1, 1, 1);
  }

  private StreamIntake intake() {
    return new StreamIntake(taker, store, new NoEvidence(), () -> Optional.of(plan), CLOCK);
  }

  private static List<Sample> samples(String point, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Sample.of(point, START.plusMillis(i), i))
        .toList();
  }

  /** Takes observations, or not, or does not say yet. */
  private static final class Taker implements ObservationIntake {
    final List<Observation> taken = Collections.synchronizedList(new ArrayList<>());
    final List<CompletableFuture<Accepted>> held = new ArrayList<>();
    final AtomicBoolean fails = new AtomicBoolean();
    final AtomicBoolean holds = new AtomicBoolean();

    @Override
    public Accepted accept(Observation observation) {
      return submit(observation).join();
    }

    @Override
    public synchronized CompletableFuture<Accepted> submit(Observation observation) {
      if (fails.get()) {
        return CompletableFuture.failedFuture(new StoreException("disk full", null));
      }
      taken.add(observation);
      CompletableFuture<Accepted> answer = new CompletableFuture<>();
      if (holds.get()) {
        held.add(answer);
      } else {
        answer.complete(new Accepted(observation.id(), taken.size(), false));
      }
      return answer;
    }

    synchronized void letGo() {
      holds.set(false);
      held.forEach(each -> each.complete(new Accepted("held", 1, false)));
    }

    synchronized Map<String, Map<String, String>> contexts() {
      return taken.stream()
          .map(Measurement.class::cast)
          .collect(Collectors.toMap(Measurement::point, Measurement::context));
    }

    synchronized List<Double> values(String point) {
      return taken.stream()
          .filter(Measurement.class::isInstance)
          .map(Measurement.class::cast)
          .filter(each -> each.point().equals(point))
          .map(Measurement::value)
          .toList();
    }
  }

  /** A store of what streams keep. */
  static final class Book implements Store {
    final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    final List<RollUp> rollUps = Collections.synchronizedList(new ArrayList<>());
    final AtomicBoolean fails = new AtomicBoolean();

    private final TrendBook book =
        new TrendBook() {
          @Override
          public void add(RollUp rollUp) {
            rollUps.add(rollUp);
          }

          @Override
          public List<RollUp> between(String point, Instant from, Instant before, int limit) {
            return List.copyOf(rollUps);
          }

          @Override
          public int remove(Instant before, int limit) {
            return 0;
          }

          @Override
          public Map<String, Facts> states() {
            return Map.of();
          }

          @Override
          public void keep(String point, Facts state) {}
        };

    @Override
    public <T> T commit(Work<T> work) {
      if (fails.get()) {
        throw new StoreException("disk full", null);
      }
      return work.in(new Unit());
    }

    @Override
    public <T> CompletableFuture<T> submit(Work<T> work) {
      return fails.get()
          ? CompletableFuture.failedFuture(new StoreException("disk full", null))
          : CompletableFuture.completedFuture(commit(work));
    }

    @Override
    public <T> T read(Work<T> work) {
      return commit(work);
    }

    @Override
    public Registration onCommit(Runnable listener) {
      return () -> {};
    }

    private final class Unit implements UnitOfWork {
      @Override
      public <P> P port(Class<P> type) {
        return type.cast(book);
      }

      @Override
      public void append(Instant at, String kind, String subject, Facts facts) {
        notes.add("%s %s %s".formatted(kind, subject, facts));
      }
    }
  }
}
