package org.bellcrank.source.pi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.testing.MemoryIntake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a double of PI Web API. */
class PiSourceTest {

  private static final String OIL = "\\\\pi\\press4.oil";
  private static final String FLOW = "\\\\AF\\Plant\\Press 4|Flow";
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.1234567Z");

  private final MemoryIntake intake = new MemoryIntake();
  private final MemoryStore store = new MemoryStore().with(Positions.class, new KeptPositions());
  private final List<PiSource> sources = new ArrayList<>();
  private PiDouble pi;

  @BeforeEach
  void startDouble() throws Exception {
    pi = new PiDouble();
  }

  @AfterEach
  void stop() {
    sources.forEach(PiSource::stop);
    pi.close();
  }

  private PiSource start(Map<String, Object> given) {
    Map<String, Object> all = new HashMap<>(given);
    all.putIfAbsent("url", pi.url());
    all.putIfAbsent("points", new String[] {"press/oil=" + OIL});
    all.putIfAbsent("start", "beginning");
    all.putIfAbsent("poll_interval", 100);
    all.putIfAbsent("user", PiDouble.USER);
    PiSource source =
        new PiSource(
            intake,
            store,
            Clock.systemUTC(),
            Map.of("kura.service.pid", "plant", "password", PiDouble.PASSWORD),
            Given.settings(PiSource.Config.class, all));
    sources.add(source);
    return source;
  }

  private List<Measurement> measurements(String point) {
    return intake.accepted().stream()
        .filter(Measurement.class::isInstance)
        .map(Measurement.class::cast)
        .filter(each -> each.point().equals(point))
        .toList();
  }

  @Test
  void recordedValuesOfSeveralStreamsArePagedWithoutALossAndARestartGoesOn() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      pi.number(OIL, AT.plusNanos(100L * i), i);
    }
    for (int i = 0; i < 10; i++) {
      pi.number(FLOW, AT.plusNanos(50_000L * i), -i);
    }
    Map<String, Object> settings =
        Map.of("points", new String[] {"press/oil=" + OIL, "press/flow=" + FLOW}, "overlap", 0);
    PiSource first = start(settings);
    Wait.until(
        () -> measurements("press/oil").size() == 5_000 && measurements("press/flow").size() == 10);
    assertThat(measurements("press/oil").get(1).captured().at()).isEqualTo(AT.plusNanos(100));
    assertThat(measurements("press/oil")).extracting(Measurement::value).isSorted();
    assertThat(pi.requests).anyMatch(each -> each.contains("/attributes?"));
    first.stop();
    pi.number(OIL, AT.plusSeconds(1), -1);
    PiSource second = start(settings);
    Wait.until(() -> measurements("press/oil").size() == 5_001);
    assertThat(second.records()).isLessThanOrEqualTo(2);
  }

  @Test
  void aStreamThatWasSilentForHoursIsReadFromWhereItStood() {
    Instant start = Instant.now().minusSeconds(86_400);
    pi.number(OIL, start, 1);
    pi.number(FLOW, start.plusSeconds(36_000), 2);
    start(Map.of("points", new String[] {"press/oil=" + OIL, "press/flow=" + FLOW}));
    Wait.until(() -> intake.accepted().size() == 4); // with the state of each
    // The second comes after the first was answered.
    Wait.until(
        () -> pi.requests.stream().filter(each -> each.contains("/streamsets/end?")).count() > 1);
    for (int i = 1; i <= 2_500; i++) {
      pi.number(OIL, start.plusSeconds(i), 1_000 + i);
    }
    pi.number(OIL, start.plusSeconds(40_000), 3);
    Wait.until(() -> measurements("press/oil").size() == 2_502);
    assertThat(measurements("press/oil"))
        .extracting(Measurement::value)
        .startsWith(1.0, 1001.0, 1002.0)
        .endsWith(3_500.0, 3.0);
    assertThat(measurements("press/flow")).hasSize(1);
  }

  @Test
  void statesOfTheSystemAndWhatIsNotGoodAreStatesOfThePointAndDigitalOnesNumbers() {
    pi.add(
        OIL,
        AT,
        "\"Value\":{\"Name\":\"I/O Timeout\",\"Value\":246,\"IsSystem\":true},\"Good\":false");
    pi.add(OIL, AT.plusSeconds(1), "\"Value\":{\"Name\":\"Running\",\"Value\":3},\"Good\":true");
    pi.add(OIL, AT.plusSeconds(2), "\"Value\":12.5,\"Good\":false");
    pi.add(OIL, AT.plusSeconds(3), "\"Value\":7,\"Good\":true,\"Questionable\":true");
    start(Map.of());
    Wait.until(() -> intake.accepted().size() == 6);
    assertThat(measurements("press/oil")).extracting(Measurement::value).containsExactly(3.0, 7.0);
    assertThat(
            intake.accepted().stream()
                .filter(DeviceStatus.class::isInstance)
                .map(each -> ((DeviceStatus) each).detail()))
        .containsExactly("I/O Timeout", "values come", "not good: 12.5", "values come");
  }

  @Test
  void interpolatedValuesStandOnWholeStepsAndNoneIsTakenTwice() {
    pi.number(OIL, AT, 1);
    long now = Instant.now().getEpochSecond();
    start(Map.of("interpolate", 1000, "start", "now", "overlap", 2));
    Wait.until(() -> measurements("press/oil").size() > 2);
    List<Measurement> taken = measurements("press/oil");
    for (Measurement each : taken) {
      assertThat(each.captured().at().getNano()).isZero();
      assertThat(each.value()).isEqualTo(each.captured().at().getEpochSecond());
      assertThat(each.value()).isGreaterThanOrEqualTo(now);
    }
    assertThat(taken).extracting(Measurement::value).doesNotHaveDuplicates();
  }

  @Test
  void aTagThatIsNotThereStopsNoneOfTheOthersAndIsABadValueAndSaid() {
    pi.number(OIL, AT, 1);
    PiSource source =
        start(Map.of("points", new String[] {"gone=\\\\pi\\renamed", "press/oil=" + OIL}));
    Wait.until(() -> measurements("press/oil").size() == 1 && source.sign().alive());
    assertThat(source.sign().words()).contains("1 of 2 points are not found", "renamed", "404");
    assertThat(intake.accepted())
        .filteredOn(DeviceStatus.class::isInstance)
        .filteredOn(each -> ((DeviceStatus) each).device().equals("gone"))
        .extracting(each -> ((DeviceStatus) each).status())
        .containsExactly(DeviceStatus.Status.LOST);
  }

  @Test
  void twoPointsOfOneTagBothHaveItsValues() {
    pi.number(OIL, AT, 1);
    start(Map.of("points", new String[] {"one=" + OIL, "two=" + OIL}));
    Wait.until(() -> measurements("one").size() == 1 && measurements("two").size() == 1);
  }

  @Test
  void aValueDatedAheadIsTakenAndThoseThatComeAfterItToo() {
    pi.number(OIL, Instant.now().plusSeconds(300), 1);
    PiSource source = start(Map.of("overlap", 0));
    Wait.until(() -> source.sign().words().contains("1 records are dated ahead"));
    pi.number(OIL, Instant.now().plusSeconds(1), 2);
    Wait.until(() -> measurements("press/oil").size() == 2);
  }

  @Test
  void anUnknownTagAWrongPasswordAndAServerThatIsAwayAreSaidAndItGoesOnAfterwards() {
    PiSource unknown = start(Map.of());
    Wait.until(() -> unknown.sign().words().contains("it answered 404"));
    PiSource stranger = start(Map.of("user", "nobody"));
    Wait.until(() -> stranger.sign().words().contains("it answered 401"));
    pi.number(OIL, AT, 1);
    Wait.until(() -> measurements("press/oil").size() == 1 && unknown.sign().alive());
    pi.failing = true;
    Wait.until(() -> unknown.sign().words().contains("it answered 503"));
    pi.number(OIL, AT.plusSeconds(1), 2);
    pi.failing = false;
    Wait.until(() -> measurements("press/oil").size() == 2);
  }

  @Test
  void anErrorAmongTheValuesHoldsThePositionRatherThanPassingOver() {
    pi.number(OIL, AT, 1);
    pi.add(
        OIL, AT.plusSeconds(1), "\"Value\":null,\"Errors\":[{\"Message\":[\"archive offline\"]}]");
    PiSource source = start(Map.of());
    Wait.until(() -> source.sign().words().contains("archive offline"));
    assertThat(intake.accepted()).isEmpty();
    pi.number(OIL, AT.plusSeconds(1), 2);
    Wait.until(() -> measurements("press/oil").size() == 2);
  }

  @ParameterizedTest
  @CsvSource({
    "url, https://user:secret@pi/piwebapi, url: given '…@pi/piwebapi'; allowed: https",
    "url, http://pi.example/piwebapi, whose password anybody on the way could read",
    "points, press/oil, points: given 'press/oil'; allowed: point=",
    "points, ' ', points: given 0; allowed: 1 to 1000",
    "interpolate, 1000, start: given beginning with interpolate 1000; allowed: now",
    "interpolate, 5, interpolate: given 5; allowed: 100 to 86400000",
  })
  void aWrongSettingIsRefusedNamingItAndWhatIsAllowed(String key, String given, String words) {
    Object value =
        switch (key) {
          case "points" -> new String[] {given};
          case "interpolate" -> Integer.valueOf(given);
          default -> given;
        };
    assertThatThrownBy(() -> start(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}
