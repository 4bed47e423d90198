package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.store.jdbc.PipelineRig.RAISE_ALL;
import static org.bellcrank.store.jdbc.PipelineRig.look;
import static org.bellcrank.store.jdbc.PipelineRig.measured;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bellcrank.asset.Standing;
import org.bellcrank.delivery.ForeignAsset.State;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Disposition;
import org.bellcrank.register.Discrepancy;
import org.bellcrank.register.RegisterBook;
import org.bellcrank.register.RegisterDesk;
import org.bellcrank.register.RegisterEntry;
import org.bellcrank.register.Registers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Registers are read, kept, held against the documents, and what they say has its effect once. */
@Timeout(120)
class RegistersTest {

  private static final String CMMS = "cmms";
  @TempDir Path folder;
  private final ToldRegister register = new ToldRegister();
  private PipelineRig rig;
  private Registers registers;

  @BeforeEach
  void open() {
    rig = new PipelineRig(folder.resolve("data"));
    rig.put(documents(text -> text));
    register.has("K-1", "B", State.IN_SERVICE);
    register.has("K-2", "B", State.IN_SERVICE);
    IntStream.range(3, 9).forEach(i -> register.has("K-" + i, "C", State.IN_SERVICE));
  }

  @AfterEach
  void close() {
    stop();
    rig.close();
  }

  private static Map<String, String> documents(UnaryOperator<String> change) {
    Map<String, String> files = new HashMap<>(PipelineRig.files(RAISE_ALL));
    files.computeIfPresent(
        "plant.yaml",
        (name, text) ->
            change.apply(
                text.replace("name: Screw 1,", "name: Screw 1, foreignIds: { cmms: K-1 },")
                    .replace("name: Screw 2,", "name: Screw 2, foreignIds: { cmms: K-2 },")));
    return files;
  }

  private void start() {
    registers =
        new Registers(rig.store, rig.clock(), System::nanoTime, rig.activeSite(), register, 10);
  }

  private void stop() {
    if (registers != null) {
      registers.close();
      registers = null;
    }
  }

  private RegisterDesk.Health until(Predicate<RegisterDesk.Health> wanted) {
    Until.is(() -> registers.health().stream().anyMatch(wanted), () -> registers.health());
    return registers.health().get(0);
  }

  /** Reads once more, to the end or until it breaks off. */
  private RegisterDesk.Health again() {
    rig.now.updateAndGet(at -> at.plus(Duration.ofHours(1)));
    int read = rig.journal("register.read").size();
    registers.readNow(CMMS);
    Until.is(
        () ->
            rig.journal("register.read").size() > read
                || registers.health().get(0).failing().isPresent(),
        () -> registers.health());
    return registers.health().get(0);
  }

  private void started() {
    start();
    until(health -> health.read().isPresent());
  }

  private RegisterEntry entry(String id) {
    return registers.find(CMMS, id).orElseThrow();
  }

  private List<Discrepancy.Kind> kinds() {
    return registers.discrepancies(CMMS).stream().map(Discrepancy::kind).distinct().toList();
  }

  @Test
  void allPagesAreReadAndKept() {
    start();
    RegisterDesk.Health health = until(each -> each.read().isPresent());
    assertThat(health.shown()).isEqualTo(8);
    assertThat(health.unmapped()).isEqualTo(6);
    assertThat(kinds()).containsExactly(Discrepancy.Kind.UNMAPPED);
    assertThat(registers.entries(CMMS, "K-2", 3))
        .extracting(each -> each.asset().foreignId())
        .containsExactly("K-3", "K-4", "K-5");
    Facts read = rig.journal("register.read").get(0).facts();
    assertThat(read.whole("matched")).hasValue(2);
  }

  @Test
  void readingAgainChangesNothingButWhenItWasSeen() {
    started();
    RegisterEntry before = entry("K-1");
    int differs = rig.journal("register.differs").size();
    again();
    assertThat(entry("K-1").firstSeen()).isEqualTo(before.firstSeen());
    assertThat(entry("K-1").lastSeen()).isAfter(before.lastSeen());
    assertThat(entry("K-1").asset()).isEqualTo(before.asset());
    assertThat(rig.journal("register.differs")).hasSize(differs);
    assertThat(size()).isEqualTo(8);
  }

  private long size() {
    return rig.store.read(unit -> unit.port(RegisterBook.class).size(CMMS));
  }

  @Test
  void aReadingThatBreaksOffRemovesNothing() {
    started();
    register.loses("K-7");
    register.failsAtPage(3);
    for (int i = 0; i < 3; i++) {
      RegisterDesk.Health health = again();
      assertThat(health.words()).isEqualTo("gone fishing");
    }
    assertThat(size()).isEqualTo(8);
    assertThat(entry("K-7").goneAt()).isEmpty();
    register.failsAtPage(Integer.MAX_VALUE);
    Until.is(
        () -> {
          rig.now.updateAndGet(at -> at.plusSeconds(1));
          registers.readNow(CMMS);
          return registers.health().get(0).failing().isEmpty();
        },
        () -> registers.health());
  }

  @Test
  void whatTwoReadingsInARowDoNotShowIsGoneAndWhatComesBackIsThere() {
    started();
    register.loses("K-1");
    again();
    assertThat(entry("K-1").goneAt()).as("once may be a page that shifted").isEmpty();
    assertThat(kinds()).doesNotContain(Discrepancy.Kind.DANGLING);
    again();
    assertThat(entry("K-1").goneAt()).isPresent();
    assertThat(kinds()).contains(Discrepancy.Kind.DANGLING);
    assertThat(registers.standings()).as("what is gone stops no rule").isEmpty();
    register.has("K-1", "B", State.IN_SERVICE);
    again();
    assertThat(entry("K-1").goneAt()).isEmpty();
    assertThat(kinds()).doesNotContain(Discrepancy.Kind.DANGLING);
  }

  @Test
  void aFullRegisterThatIsSuddenlyEmptyIsNotBelieved() {
    started();
    IntStream.range(1, 9).forEach(i -> register.loses("K-" + i));
    assertThat(again().words()).contains("shows no asset, where 8 were");
    assertThat(size()).isEqualTo(8);
  }

  @Test
  void pagesThatTurnInCirclesAreNoEndlessRegister() {
    register.turnsInCircles();
    start();
    assertThat(until(health -> health.failing().isPresent()).words())
        .contains("page 2 shows only what pages before it showed");
    assertThat(registers.health().get(0).read()).isEmpty();
  }

  @Test
  void wordsThatTheConnectorDoesNotKnowAreNamedAndStopNothing() {
    register.saysOf("K-1", "lent out");
    start();
    assertThat(until(health -> health.read().isPresent()).unknown())
        .containsExactly("status lent out");
    assertThat(registers.standings()).isEmpty();
  }

  @Test
  void afterAStartItIsNotReadBeforeItsTime() {
    started();
    int asked = register.questions.get();
    stop();
    start();
    rig.put(documents(text -> text.replace("Screw 1", "Screw one")));
    Until.is(() -> rig.journal("register.read").size() == 2, () -> registers.health());
    assertThat(register.questions.get()).as("new documents need no new reading").isEqualTo(asked);
    rig.now.updateAndGet(at -> at.plus(Duration.ofDays(1)));
    Until.is(() -> register.questions.get() > asked, () -> registers.health());
  }

  @Test
  void rulesStopForWhatIsRetiredAndGoOnWhenItIsBack() {
    started();
    see(0, "left");
    assertThat(disposition(0)).isEqualTo(Disposition.RAISED);
    register.has("K-1", "B", State.RETIRED);
    again();
    see(1, "left");
    assertThat(disposition(1)).isEqualTo(Disposition.SUPPRESSED);
    assertThat(rig.finding("c:1#0").state().reason())
        .startsWith("asset screw-1 is retired in the register of cmms (K-1, since ");
    assertThat(rig.orders()).as("what was before stays").hasSize(1);
    see(2, "right");
    assertThat(disposition(2)).as("the neighbour goes on").isEqualTo(Disposition.RAISED);
    assertThat(rig.journal("asset.retired"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.subject()).isEqualTo("screw-1"));
    register.has("K-1", "B", State.IN_SERVICE);
    again();
    see(3, "left");
    assertThat(disposition(3)).isEqualTo(Disposition.MERGED);
    assertThat(rig.journal("asset.returned")).hasSize(1);
    assertThat(rig.journal("asset.retired")).hasSize(1);
  }

  @Test
  void aLimitThatIsCrossedWhileTheAssetIsRetiredCrossesWhenItIsBack() {
    register.has("K-1", "B", State.RETIRED);
    started();
    measure(0, 90);
    measure(40, 91);
    measure(80, 92);
    assertThat(rig.in(Disposition.SUPPRESSED)).as("told once, not for each value").isOne();
    assertThat(rig.orders()).isEmpty();
    register.has("K-1", "B", State.IN_SERVICE);
    again();
    measure(120, 93);
    measure(160, 94);
    assertThat(rig.orders()).hasSize(1);
    assertThat(rig.in(Disposition.RAISED)).as("and once again").isOne();
    register.has("K-1", "B", State.RETIRED);
    again();
    measure(200, 95);
    assertThat(rig.in(Disposition.SUPPRESSED)).as("it was crossed before").isOne();
  }

  private void measure(int second, double value) {
    rig.intake.accept(measured("m:" + second, PipelineRig.START.plusSeconds(second), value));
    rig.settle();
  }

  @Test
  void aDifferentCriticalityIsOnlyToldUnlessTheDocumentsTakeIt() {
    register.has("K-1", "A", State.IN_SERVICE);
    started();
    assertThat(kinds()).contains(Discrepancy.Kind.CRITICALITY);
    assertThat(registers.standings()).isEmpty();
    see(0, "left");
    int told = priority();
    rig.put(
        documents(
            text -> text.replace("site: works,", "site: works, register: { criticality: cmms },")));
    Until.is(() -> !registers.standings().isEmpty(), () -> registers.health());
    assertThat(registers.standings())
        .extracting(Standing::asset)
        .containsExactlyInAnyOrder("screw-1", "screw-2");
    register.has("K-2", "A", State.IN_SERVICE);
    again();
    assertThat(rig.journal("asset.criticality")).isNotEmpty();
    see(1, "right");
    assertThat(rig.orders().get(0).fields().text("asset.criticality")).contains("A");
    assertThat(priority()).as("the next order is more urgent").isLessThan(told);
  }

  private int priority() {
    return (int) rig.orders().get(0).fields().whole("order.priority").orElseThrow();
  }

  private Disposition disposition(int number) {
    return rig.finding("c:" + number + "#0").state().disposition();
  }

  @Test
  void aClockThatIsSetBackMakesNothingGone() {
    started();
    rig.now.updateAndGet(at -> at.minus(Duration.ofDays(2)));
    Until.is(() -> rig.journal("register.read").size() == 2, () -> registers.health());
    assertThat(registers.entries(CMMS, "", 100))
        .hasSize(8)
        .allSatisfy(entry -> assertThat(entry.goneAt()).isEmpty());
    assertThat(kinds()).doesNotContain(Discrepancy.Kind.DANGLING);
  }

  @Test
  void aConnectorThatReadsNoRegisterAnyMoreStopsNoRule() {
    register.has("K-1", "B", State.RETIRED);
    started();
    register.connector(false, true);
    Until.is(() -> registers.health().isEmpty(), () -> registers.health());
    assertThat(registers.standings()).as("its package is replaced").hasSize(1);
    register.connector(true, false);
    Until.is(() -> registers.standings().isEmpty(), () -> registers.standings());
    assertThat(rig.journal("asset.returned")).hasSize(1);
    assertThat(rig.journal("register.ended")).hasSize(1);
    assertThat(registers.discrepancies(CMMS)).isEmpty();
    rig.now.updateAndGet(at -> at.plus(Duration.ofHours(1)));
    register.connector(true, true);
    until(health -> health.read().isPresent());
    assertThat(registers.standings()).hasSize(1);
    assertThat(rig.journal("asset.retired")).hasSize(2);
  }

  @Test
  void newDocumentsAreHeldAgainstWhatIsKnownWhileTheRegisterIsAway() {
    register.has("K-3", "B", State.RETIRED);
    started();
    register.failsAtPage(1);
    again();
    assertThat(registers.health().get(0).failing()).isPresent();
    rig.now.updateAndGet(at -> at.plus(Duration.ofDays(1)));
    rig.put(documents(text -> text.replace("cmms: K-1", "cmms: K-3")));
    Until.is(() -> !registers.standings().isEmpty(), () -> registers.health());
    assertThat(registers.health().get(0).failing()).isPresent();
  }

  @Test
  void recordsOfWhichNoneCanBeReadAreNoEmptyRegister() {
    register.unreadable(true);
    start();
    RegisterDesk.Health health = until(each -> each.failing().isPresent());
    assertThat(health.words()).contains("no record could be read").contains("no key");
    assertThat(health.read()).isEmpty();
    assertThat(register.questions.get()).isEqualTo(3);
  }

  @Test
  void whatWasRetiredStaysSoWhenItsRecordIsClearedAwayOrSaysWhatNobodyKnows() {
    register.has("K-1", "B", State.RETIRED);
    started();
    register.loses("K-1");
    again();
    again();
    assertThat(entry("K-1").goneAt()).isPresent();
    assertThat(kinds()).contains(Discrepancy.Kind.DANGLING);
    assertThat(registers.standings()).extracting(Standing::asset).containsExactly("screw-1");
    register.saysOf("K-1", "lent out");
    again();
    assertThat(registers.standings()).hasSize(1);
    assertThat(rig.journal("asset.returned")).isEmpty();
    rig.put(documents(text -> text.replace("cmms: K-1", "cmms: K-3")));
    Until.is(() -> registers.standings().isEmpty(), () -> registers.standings());
    assertThat(rig.journal("asset.returned")).hasSize(1);
  }

  @Test
  void whileOneReadingRunsNoSecondOneBeginsBesideIt() {
    register.waits();
    start();
    Until.is(() -> register.questions.get() == 1, () -> registers.health());
    register.connector(false, true);
    Until.is(() -> register.looks(5), () -> registers.health());
    register.connector(true, true);
    Until.is(() -> register.looks(5), () -> registers.health());
    assertThat(register.questions.get()).isOne();
    register.goesOn();
    until(health -> health.read().isPresent());
    assertThat(rig.journal("register.read")).hasSize(1);
  }

  private void see(int number, String point) {
    rig.intake.accept(look("c:" + number, number, point, 0.9, 100));
    rig.settle();
  }
}
