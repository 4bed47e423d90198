package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bellcrank.canary.Lamp.State;
import org.bellcrank.journal.Entry;
import org.bellcrank.observation.Balance;
import org.bellcrank.observation.BalanceSheet;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.vision.CameraStatus;
import org.bellcrank.workorder.OrderBook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Breaks each single stage of a gateway and looks at its lamps. */
@Timeout(300)
class LampsTest {

  private static final String MAXIMO = "connector/maximo-bedford";
  private static final List<String> ALL =
      List.of(
          "intake",
          "source/cam-bedford",
          "source/cam-lyon",
          "rules",
          MAXIMO,
          "connector/rest-lyon",
          "storage",
          "balance",
          "database");

  /** Time, kind, subject and two hashes of an entry, roughly. */
  private static final int ENTRY = 220;

  @TempDir Path folder;

  @FunctionalInterface
  private interface Act {
    void now() throws Exception;
  }

  @Test
  void whicheverStageIsBrokenItsOwnLampTurnsRedAndTheOthersStayGreen() throws Exception {
    try (LampRig rig = new LampRig(folder)) {
      rig.pass(LampRig.PERIOD);
      assertThat(rig.in(State.GREEN)).containsExactlyElementsOf(ALL);
      assertThat(rig.lamp(MAXIMO).proof()).contains("answered find", "ended before create");

      breaks(rig, MAXIMO, "step find", () -> rig.maximo.close(), rig::restartMaximo);
      breaks(
          rig,
          MAXIMO,
          "step find",
          () -> rig.key("maximo-bedford", "an expired key"),
          () -> rig.key("maximo-bedford", "bedford-api-key"));
      Path recipe = rig.routes("maximo").resolve("recipe.yaml");
      breaks(
          rig,
          MAXIMO,
          "connector folder",
          () -> {
            rig.change(recipe, "effect: look", "effect: lok");
            LampRig.await("refusal", () -> rig.isFolderRefused("maximo"));
          },
          () -> {
            rig.change(recipe, "effect: lok", "effect: look");
            LampRig.await("folder", () -> !rig.isFolderRefused("maximo"));
          });
      Path rules = rig.documentFolder().resolve("rules.yaml");
      breaks(
          rig,
          "rules",
          "documents",
          () -> {
            rig.change(rules, "template: overheating", "template: overheatin");
            LampRig.await("refusal", () -> !rig.documents.refusals().isEmpty());
          },
          () -> {
            rig.change(rules, "template: overheatin }", "template: overheating }");
            LampRig.await("documents", () -> rig.documents.refusals().isEmpty());
          });
      breaks(
          rig,
          "source/cam-lyon",
          "camera",
          () -> rig.cameras.put("cam-lyon", CameraStatus.State.LOST),
          () -> rig.cameras.put("cam-lyon", CameraStatus.State.RUNNING));
      breaks(
          rig,
          "source/cam-lyon",
          "camera",
          () -> rig.cameras.remove("cam-lyon"),
          () -> rig.cameras.put("cam-lyon", CameraStatus.State.RUNNING));

      assertThat(rig.maximo.books().orders()).isEmpty();
      assertThat(rig.custom.books().orders()).isEmpty();
      nothingCounts(rig);
      assertThat(bytesEach(rig)).as("what a canary leaves in the journal").isBetween(500L, 10_000L);
    }
  }

  private static long bytesEach(LampRig rig) {
    List<Entry> ended = rig.journal("canary.ended");
    long bytes =
        rig.journal(kind -> true).stream()
            .filter(entry -> entry.subject().startsWith("canary:"))
            .mapToLong(entry -> entry.facts().json().length() + ENTRY)
            .sum();
    return bytes / ended.size();
  }

  private static void breaks(LampRig rig, String lamp, String stage, Act breaking, Act repair)
      throws Exception {
    int told = rig.journal("lamp.changed").size();
    breaking.now();
    rig.pass(LampRig.PERIOD.multipliedBy(2));
    assertThat(rig.in(State.RED)).as(lamp).containsExactly(lamp);
    assertThat(rig.lamp(lamp).stage()).isEqualTo(stage);
    assertThat(rig.lamp(lamp).words()).isNotBlank();
    assertThat(rig.in(State.GREEN)).hasSize(ALL.size() - 1);
    repair.now();
    rig.pass(LampRig.PERIOD);
    assertThat(rig.in(State.GREEN)).as("after the repair of %s", lamp).hasSize(ALL.size());
    assertThat(rig.journal("lamp.changed").subList(told, told + 2))
        .extracting(Entry::subject, entry -> entry.facts().requireText("state"))
        .as("told once, and cleared")
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(lamp, "RED"),
            org.assertj.core.api.Assertions.tuple(lamp, "GREEN"));
  }

  @Test
  void aMissingRightForPicturesHidesNoCmmsThatIsAway() throws Exception {
    try (LampRig rig = new LampRig(folder)) {
      rig.pass(LampRig.PERIOD);
      rig.pictureless = "maximo-bedford";
      rig.pass(LampRig.PERIOD.multipliedBy(2));
      assertThat(rig.in(State.RED)).containsExactly(MAXIMO);
      assertThat(rig.lamp(MAXIMO).stage()).isEqualTo("behind");
      rig.maximo.close();
      rig.pass(LampRig.PERIOD.multipliedBy(2));
      assertThat(rig.lamp(MAXIMO).stage()).isEqualTo("step find");
      rig.restartMaximo();
      rig.pass(LampRig.PERIOD.multipliedBy(2));
      assertThat(rig.lamp(MAXIMO).stage()).isEqualTo("behind");
      rig.pictureless = "";
      rig.pass(LampRig.PERIOD);
      assertThat(rig.in(State.GREEN)).containsExactlyElementsOf(ALL);
      assertThat(rig.journal("lamp.changed"))
          .extracting(
              entry ->
                  entry.facts().requireText("state") + " " + entry.facts().text("stage").orElse(""))
          .extracting(String::strip)
          .containsExactly("RED behind", "RED step find", "GREEN", "RED behind", "GREEN");
    }
  }

  @Test
  void aStoreThatTakesNothingAndDecidingThatStandsAreToldByTheirLampsAlone() throws Exception {
    try (LampRig rig = new LampRig(folder)) {
      rig.pass(LampRig.PERIOD);
      rig.readOnly = true;
      rig.pass(LampRig.PERIOD.multipliedBy(2));
      assertThat(rig.in(State.RED)).containsExactly("intake");
      assertThat(rig.lamp("intake").words()).contains("Read-only file system");
      rig.readOnly = false;
      rig.pass(LampRig.PERIOD);
      assertThat(rig.in(State.GREEN)).containsExactlyElementsOf(ALL);
      assertThat(rig.journal("lamp.changed")).as("written when the store took it").hasSize(2);

      rig.pipeline.stop();
      rig.standing = true;
      rig.pass(LampRig.PERIOD.multipliedBy(2));
      assertThat(rig.in(State.RED)).containsExactly("rules");
      assertThat(rig.lamp("rules").words()).contains("has stopped");
      rig.restartLamps();
      assertThat(rig.lamp("rules").state()).as("red over a restart").isEqualTo(State.RED);
      long told = rig.journal("lamp.changed").size();
      rig.pass(LampRig.PERIOD.multipliedBy(3));
      assertThat(rig.lamp("rules").level()).isEqualTo(2);
      rig.pass(LampRig.PERIOD.multipliedBy(12));
      assertThat(rig.lamp("rules").level()).isEqualTo(3);
      assertThat(rig.journal("lamp.changed").size() - told)
          .as("each level once, and not again after the restart")
          .isEqualTo(2);
      rig.startDeciding();
      rig.standing = false;
      rig.pass(LampRig.PERIOD.multipliedBy(2));
      assertThat(rig.in(State.GREEN)).containsExactlyElementsOf(ALL);
      nothingCounts(rig);
    }
  }

  @Test
  void aMarkerMakesOneOrderInTheCmmsThatEachTestReadsBack() throws Exception {
    try (LampRig rig = new LampRig(folder)) {
      Files.writeString(
          rig.documentFolder().resolve("canary.yaml"),
          """
          canary:
            connectors:
              maximo-bedford: { marker: "GATEWAY TEST" }
              rest-lyon: { enabled: false }
          """);
      LampRig.await(
          "documents", () -> rig.documents.site().orElseThrow().canaries().targets().size() == 2);
      assertThatThrownBy(() -> rig.canaries.run(Optional.of("rest-lyon"), "Ada"))
          .hasMessageContaining("maximo-bedford");
      String id = rig.canaries.run(Optional.empty(), "Ada").get(0).id();
      rig.pass(LampRig.PERIOD.multipliedBy(4));
      assertThat(rig.canaries.find(id).orElseThrow().words()).contains("was read back");
      assertThat(rig.maximo.books().orders()).hasSize(1);
      assertThat(rig.maximo.books().orders().get(0).toString()).contains("GATEWAY TEST");
      assertThat(rig.in(State.GREY)).containsExactly("connector/rest-lyon");
      assertThat(rig.journal("canary.requested"))
          .singleElement()
          .matches(entry -> entry.facts().requireText("who").equals("Ada"));
      assertThat(rig.custom.books().orders()).isEmpty();
      nothingCounts(rig);
    }
  }

  /** Tests stand in a state of their own, and among no numbers of real findings and orders. */
  private static void nothingCounts(LampRig rig) {
    LampRig.await(
        "every test decided",
        () ->
            rig.journal("canary.disposed").size()
                == rig.store.<Integer>read(unit -> (int) BalanceSheet.of(rig.store).tests()));
    BalanceSheet sheet = new BalanceSheet();
    Balance balance = sheet.read(rig.store);
    assertThat(sheet.problems()).isEmpty();
    assertThat(balance.difference()).isZero();
    assertThat(balance.accepted()).isZero();
    assertThat(balance.tests()).isPositive();
    assertThat(balance.states().get(Disposition.TEST)).isEqualTo(balance.tests());
    rig.store.read(
        unit -> {
          assertThat(unit.port(FindingBook.class).counts().values()).allMatch(each -> each == 0);
          assertThat(unit.port(FindingBook.class).newest(0, 10)).isEmpty();
          assertThat(unit.port(OrderBook.class).newest(Optional.empty(), 10)).isEmpty();
          return null;
        });
  }
}
