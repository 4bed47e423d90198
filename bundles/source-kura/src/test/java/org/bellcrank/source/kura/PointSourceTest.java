package org.bellcrank.source.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.bellcrank.asset.GapListener;
import org.bellcrank.asset.GapReport;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.observation.testing.MemoryIntake;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PointSourceTest {

  private static final String OIL_AND_RUN =
      """
        - id: press/oil
          unit: Cel
          source: { driver: plc, channel: { address: 10 }, every: PT0.02S, scale: 0.1, offset: -5 }
        - { id: press/run, source: { driver: plc, channel: { address: 7 }, type: boolean, every: PT0.02S } }
        - { id: press/none }
      """;
  private static final String HEARD =
      """
        - { id: press/oil, source: { driver: plc, channel: { address: 10 } } }
      """;

  private final SiteOf site = new SiteOf();
  private final TakenSamples taken = new TakenSamples();
  private final MemoryIntake observations = new MemoryIntake();
  private final MemoryStore store = new MemoryStore();
  private final FakeDriver plc = new FakeDriver();
  private PointSource source;

  @AfterEach
  void stop() {
    plc.hangs.countDown();
    if (source != null) {
      source.stop();
    }
  }

  private void start(String... drivers) {
    source =
        new PointSource(
            site,
            taken,
            observations,
            store,
            Clock.systemUTC(),
            Map.of("kura.service.pid", "points"),
            Given.settings(PointSource.Config.class, Map.of("drivers", drivers)));
  }

  private void bind(String name, FakeDriver driver) {
    source.bindDriver(driver, Map.of("kura.service.pid", name));
  }

  @Test
  void pointsOfOnePeriodAreReadTogetherScaledAndGivenOnWithTheDriversTime() {
    plc.values.put("10", TypedValues.newIntegerValue(815));
    plc.values.put("7", TypedValues.newBooleanValue(true));
    site.points(OIL_AND_RUN);
    start();
    bind("plc", plc);
    Wait.until(() -> taken.of("press/oil").size() > 2 && taken.of("press/run").size() > 2);
    assertThat(taken.last("press/oil"))
        .isEqualTo(
            new Sample(
                "press/oil",
                Instant.ofEpochMilli(plc.at),
                76.5,
                Optional.of("Cel"),
                Quality.GOOD,
                Optional.empty()));
    assertThat(taken.last("press/run").value()).isEqualTo(1);
    assertThat(plc.prepared).hasValue(1);
    assertThat(source.samples()).isGreaterThan(5);
  }

  @Test
  void aChannelThatFailsIsBadInTheDriversWordsAndTheOthersAreNot() {
    plc.values.put("7", TypedValues.newStringValue("running"));
    site.points(OIL_AND_RUN);
    start();
    bind("plc", plc);
    Wait.until(() -> taken.of("press/run").size() > 1);
    assertThat(taken.last("press/oil").quality()).isEqualTo(Quality.BAD);
    assertThat(taken.last("press/oil").note()).contains("BadNodeIdUnknown at 10");
    assertThat(taken.last("press/run").note()).contains("no number: running");
    plc.values.put("10", TypedValues.newIntegerValue(0));
    Wait.until(() -> taken.last("press/oil").quality() == Quality.GOOD);
    plc.broken = true;
    Wait.until(() -> taken.last("press/oil").note().equals(Optional.of("no route to the PLC")));
    Wait.until(() -> taken.last("press/run").note().equals(Optional.of("no route to the PLC")));
    assertThat(source.bad()).isPositive();
  }

  @Test
  void aDriverMayComeLateGoAndComeBackAndItsPointsSayBadMeanwhileOnce() {
    plc.values.put("10", TypedValues.newIntegerValue(0));
    site.points(OIL_AND_RUN);
    start();
    Wait.until(() -> taken.of("press/oil").size() == 1);
    assertThat(taken.last("press/oil").note()).contains("no driver is named plc");
    bind("plc", plc);
    Wait.until(() -> taken.last("press/oil").quality() == Quality.GOOD);
    source.unbindDriver(plc, Map.of("kura.service.pid", "plc"));
    Wait.until(() -> taken.last("press/oil").note().equals(Optional.of("no driver is named plc")));
    Wait.until(() -> plc.closed.get() == 1);
    FakeDriver other = new FakeDriver();
    other.values.put("10", TypedValues.newIntegerValue(60));
    bind("plc", other);
    Wait.until(() -> taken.last("press/oil").value() == 1);
  }

  @Test
  void aDriverThatIsConfiguredAnewIsPreparedAndListenedToAnew() {
    site.points(OIL_AND_RUN + HEARD.replace("press/oil", "press/level"));
    start();
    bind("plc", plc);
    Wait.until(() -> plc.prepared.get() == 1 && plc.listeners.containsKey("press/level"));
    source.updatedDriver(plc, Map.of("kura.service.pid", "plc", "host", "other"));
    Wait.until(() -> plc.prepared.get() == 2 && plc.closed.get() == 1);
  }

  @Test
  void aPointWithoutAPeriodIsListenedToWithTheSettingsThatAnAssetWouldGive() {
    site.points(HEARD);
    start();
    bind("plc", plc);
    Wait.until(() -> plc.listeners.containsKey("press/oil"));
    assertThat(plc.heard.get("press/oil"))
        .isEqualTo(
            Map.of(
                "+name",
                "press/oil",
                "+enabled",
                "true",
                "+type",
                "READ",
                "+value.type",
                "DOUBLE",
                "address",
                "10"));
    plc.tell("press/oil", 4.5);
    assertThat(taken.last("press/oil").value()).isEqualTo(4.5);
    site.points("  - { id: press/none }");
    Wait.until(plc.listeners::isEmpty);
  }

  @Test
  void aPointThatNoDocumentReadsAnyMoreHasNoValue() {
    site.points(HEARD + HEARD.replace("press/oil", "press/level"));
    start();
    bind("plc", plc);
    Wait.until(() -> plc.listeners.keySet().containsAll(List.of("press/oil", "press/level")));
    plc.tell("press/oil", 4.5);
    plc.tell("press/level", 7);
    site.points(HEARD.replace("press/oil", "press/level"));
    Wait.until(() -> taken.last("press/oil").quality() == Quality.BAD);
    assertThat(taken.last("press/oil").note())
        .contains("its site documents name no driver that gives it any more");
    site.points("  - { id: press/oil }");
    Wait.until(() -> taken.last("press/level").quality() == Quality.BAD);
    Wait.until(plc.listeners::isEmpty);
    assertThat(taken.of("press/oil")).as("told once").hasSize(2);
    assertThat(source.signs()).isEmpty();
  }

  @Test
  void aPointThatMovesToADriverThatIsMissedAlreadyHasNoValue() {
    String missed = HEARD.replace("press/oil", "press/level").replace("plc", "none");
    site.points(HEARD + missed);
    start();
    bind("plc", plc);
    Wait.until(() -> plc.listeners.containsKey("press/oil") && !taken.of("press/level").isEmpty());
    plc.tell("press/oil", 4.5);
    site.points(HEARD.replace("plc", "none") + missed);
    Wait.until(() -> taken.last("press/oil").quality() == Quality.BAD);
    assertThat(taken.last("press/oil").note()).contains("no driver is named none");
    assertThat(taken.of("press/level")).as("told once").hasSize(1);
  }

  @Test
  void eachDriverIsASourceThatTellsHowItsPointsFare() {
    plc.values.put("10", TypedValues.newIntegerValue(0));
    plc.values.put("7", TypedValues.newBooleanValue(true));
    site.points(
        OIL_AND_RUN + "  - { id: saw/oil, source: { driver: saw, channel: { address: 1 } } }");
    start();
    bind("plc", plc);
    Wait.until(() -> words("plc").equals("2 points with a value"));
    Wait.until(() -> words("saw").equals("1 of 1 point without a value: no driver is named saw"));
    assertThat(source.signs()).hasSize(2);
    assertThat(source.sign().alive()).isFalse();
    assertThat(source.sign().words()).isEqualTo("no values come from saw");
    plc.broken = true;
    Wait.until(() -> words("plc").equals("2 of 2 points without a value: no route to the PLC"));
    assertThat(sign("plc").alive()).isFalse();
    site.points("  - { id: press/none }");
    Wait.until(() -> source.signs().isEmpty());
    assertThat(source.sign().alive()).isTrue();
  }

  private String words(String driver) {
    return source.signs().stream()
        .filter(each -> each.name().equals(driver))
        .map(SourceLife.Sign::words)
        .findFirst()
        .orElse("");
  }

  private SourceLife.Sign sign(String driver) {
    return source.signs().stream()
        .filter(each -> each.name().equals(driver))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aValueForWhichItsSourceDoesNotVouchIsUncertainInItsWordsAndScaled() {
    site.points(
        "  - { id: press/oil, source: { driver: plc, channel: { address: 10 }, scale: 0.1 } }");
    start();
    bind("plc", plc);
    Wait.until(() -> plc.listeners.containsKey("press/oil"));
    plc.doubt("press/oil", 815, "Uncertain_SubNormal");
    assertThat(taken.last("press/oil"))
        .isEqualTo(
            new Sample(
                "press/oil",
                Instant.ofEpochMilli(plc.at),
                81.5,
                Optional.empty(),
                Quality.UNCERTAIN,
                Optional.of("Uncertain_SubNormal")));
    assertThat(source.bad()).isZero();
  }

  @Test
  void whatBecameOfAGapStandsInTheJournalAboutItsDriverWithThePoint() {
    site.points(HEARD);
    start();
    bind("plc", plc);
    Wait.until(() -> plc.listeners.containsKey("press/oil"));
    Instant from = Instant.parse("2026-03-02T09:12:00Z");
    ((GapListener) plc.listeners.get("press/oil"))
        .onGap(
            new GapReport(
                from, Optional.of(from.plusSeconds(60)), "history of plc", 60, 0, List.of()));
    source.stop();
    source = null;
    Wait.until(() -> store.entries().stream().anyMatch(each -> each.kind().equals("gaps.told")));
    assertThat(store.newest("gaps.told", 9))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.subject()).isEqualTo("plc");
              assertThat(entry.facts().factsList("points").get(0).text("point"))
                  .contains("press/oil");
            });
  }

  @Test
  void aDriverThatTellsNothingByItselfIsSaidSoWithWhatIsAllowed() {
    plc.listenable = false;
    site.points(HEARD);
    start();
    bind("plc", plc);
    Wait.until(() -> taken.last("press/oil") != null && plc.listeners.isEmpty());
    Wait.until(() -> taken.last("press/oil").note().orElse("").contains("source.every"));
  }

  @Test
  void whatADriverTellsAndFindsNoRoomIsCountedAndNotedAndHoldsNobodyUp() {
    site.points(HEARD);
    start();
    bind("plc", plc);
    Wait.until(() -> plc.listeners.containsKey("press/oil"));
    taken.full = true;
    for (int i = 0; i < 100; i++) {
      plc.tell("press/oil", i);
    }
    assertThat(source.lost()).isEqualTo(100);
    Wait.until(
        () ->
            store.entries().stream()
                .anyMatch(
                    entry ->
                        entry.kind().equals("observation.shed")
                            && entry.facts().whole("readings").orElse(0) > 0));
  }

  @Test
  void aDriverThatHangsHoldsUpNoOtherNorTheStop() {
    FakeDriver stuck = new FakeDriver();
    stuck.hangs = new CountDownLatch(1);
    plc.values.put("10", TypedValues.newIntegerValue(0));
    site.points(
        OIL_AND_RUN
            + "  - { id: saw/oil, source: { driver: saw, channel: { address: 1 }, every: PT0.02S } }");
    start();
    bind("saw", stuck);
    bind("plc", plc);
    Wait.until(() -> stuck.executed.get() == 1 && taken.of("press/oil").size() > 10);
    assertThat(taken.of("saw/oil")).noneMatch(each -> each.quality() == Quality.GOOD);
    taken.samples.clear();
    stuck.values.put("1", TypedValues.newIntegerValue(3));
    stuck.hangs.countDown();
    Wait.until(() -> !taken.of("saw/oil").isEmpty());
    Wait.until(() -> source.skipped() > 0);
  }

  @Test
  void anInstanceMayReadTheDriversThatItNamesAlone() {
    plc.values.put("10", TypedValues.newIntegerValue(0));
    site.points(
        OIL_AND_RUN
            + "  - { id: saw/oil, source: { driver: saw, channel: { address: 1 }, every: PT0.02S } }");
    start("plc", " ");
    bind("plc", plc);
    Wait.until(() -> taken.of("press/oil").size() > 3);
    assertThat(taken.of("saw/oil")).isEmpty();
  }

  @Test
  void withoutAGatewayADriversNameIsThePartOfItsPidThatAPersonChose() {
    plc.values.put("10", TypedValues.newIntegerValue(0));
    site.points(OIL_AND_RUN);
    start();
    source.bindDriver(plc, Map.of("service.pid", "org.bellcrank.driver.modbus.ModbusDriver~plc"));
    Wait.until(
        () -> taken.of("press/oil").stream().anyMatch(each -> each.quality() == Quality.GOOD));
  }
}
