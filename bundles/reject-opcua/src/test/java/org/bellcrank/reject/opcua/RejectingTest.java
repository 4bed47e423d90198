package org.bellcrank.reject.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.observation.Disposition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RejectingTest {

  private final Line line = new Line();

  @AfterEach
  void stop() {
    line.close();
  }

  private static CaptureTime seen(Duration ago) {
    return new CaptureTime(Line.NOW.minus(ago), ClockQuality.SYNCHRONISED);
  }

  @Test
  void aFindingPulsesItsNodeOnceAndNoOther() {
    line.found("o-1#0", "press-4", "crack");
    line.running();

    assertThat(line.told(2)).containsExactly("reject.intended o-1#0", "reject.pulsed o-1#0");
    assertThat(line.control.writes).containsExactly("reject-4 true", "reject-4 false");
    Facts intended = line.rejects().get(0).facts();
    assertThat(intended.text("node")).contains(Line.PRESS);
    assertThat(intended.text("writes")).contains("true, then false after 20 ms");
    assertThat(intended.text("asset")).contains("press-4");
  }

  @Test
  void nothingIsWrittenUnlessItIsEnabledAndTheJournalTellsWhatWouldBe() {
    line.found("o-1#0", "press-4", "crack");
    line.running("write_enabled", false);

    assertThat(line.told(1)).containsExactly("reject.withheld o-1#0");
    assertThat(line.why()).startsWith("DISABLED");
    assertThat(line.control.writes).isEmpty();
    assertThat(Line.Given.settings(Map.of()).write_enabled()).isFalse();
  }

  @Test
  void whatTheListDoesNotNameAndWhatIsNoDefectRejectsNothing() {
    line.found("o-1#0", "press-4", "scratch");
    line.found("o-2#0", "press-9", "crack");
    line.found("o-3#0", "saw-5", "crack", Disposition.SUPPRESSED, seen(Duration.ZERO));
    line.found("o-4#0", "saw-5", "crack", Disposition.IN_REVIEW, seen(Duration.ZERO));
    line.found("canary:o-5#0", "saw-5", "crack");
    line.found("o-6#0", "saw-5", "wear");
    line.running();

    assertThat(line.told(2)).containsExactly("reject.intended o-6#0", "reject.pulsed o-6#0");
    assertThat(line.control.writes).containsExactly("reject-5 true", "reject-5 false");
  }

  @Test
  void whatIsTooOldOrFromTheFutureOrOfNoKnownTimeIsTooLate() {
    line.found("o-1#0", "saw-5", "a", Disposition.RAISED, seen(Duration.ofMillis(2_001)));
    line.found("o-2#0", "saw-5", "a", Disposition.RAISED, seen(Duration.ofMillis(-2_001)));
    line.found(
        "o-3#0",
        "saw-5",
        "a",
        Disposition.RAISED,
        new CaptureTime(Line.NOW, ClockQuality.GATEWAY, Optional.of(Line.NOW.plusSeconds(99_999))));
    line.running();

    line.told(3);
    assertThat(line.rejects().stream().map(each -> each.facts().requireText("why")).toList())
        .containsExactly("STALE", "UNTIMELY", "UNTIMELY");
    assertThat(line.rejects().get(0).facts().requireText("reason"))
        .contains("seen 2001 ms ago", "allowed: 2000 ms");
    assertThat(line.control.writes).isEmpty();
  }

  @Test
  void whatWasDecidedBeforeALongStopIsNotPulsedAfterIt() {
    line.found("o-1#0", "saw-5", "a");
    line.now = Line.NOW.plusSeconds(60);
    line.running();

    line.told(1);
    assertThat(line.why()).startsWith("STALE");
    assertThat(line.control.writes).isEmpty();
  }

  @Test
  void aCrashBetweenIntentAndOutcomeIsToldAndNotPulsedAgain() {
    line.found("o-1#0", "press-4", "crack");
    line.running();
    line.told(2);
    line.stop();
    // As a crash leaves it: the intent without its outcome, the position before both, the node
    // true.
    Line crashed = new Line();
    crashed.found("o-1#0", "press-4", "crack");
    crashed.append("reject.intended", "o-1#0", line.rejects().get(0).facts());
    crashed.control.nodes.put(Line.PRESS, true);
    try (crashed) {
      crashed.running();
      assertThat(crashed.told(3))
          .containsExactly("reject.intended o-1#0", "reject.unsure o-1#0", "reject.released o-1#0");
      assertThat(crashed.control.writes).containsExactly("reject-4 false");

      crashed.found("o-2#0", "press-4", "crack");
      crashed.told(5);
      assertThat(crashed.control.writes)
          .containsExactly("reject-4 false", "reject-4 true", "reject-4 false");
      crashed.stop();
      crashed.running();
      crashed.found("o-3#0", "press-4", "crack");
      assertThat(crashed.told(7).subList(3, 7))
          .containsExactly(
              "reject.intended o-2#0",
              "reject.pulsed o-2#0",
              "reject.intended o-3#0",
              "reject.pulsed o-3#0");
    }
  }

  @Test
  void anEntryThatIsReadAgainPulsesNothing() {
    line.found("o-1#0", "press-4", "crack");
    line.running();
    line.told(2);
    line.stop();
    line.positions.places.put("reject.rejects", 1L);
    line.found("o-2#0", "saw-5", "wear");

    line.running();

    Line.until(() -> line.told().contains("reject.pulsed o-2#0"));
    assertThat(line.control.writes)
        .containsExactly("reject-4 true", "reject-4 false", "reject-5 true", "reject-5 false");
  }

  @Test
  void onePartIsRejectedOnceHoweverManyDefectsItHas() {
    line.found("o-1#0", "press-4", "crack");
    line.found("o-1#1", "press-4", "pitting");
    line.running();

    line.told(3);
    assertThat(line.why()).isEqualTo("SAME_PART: finding o-1#0 of the same observation did");
    assertThat(line.control.writes).containsExactly("reject-4 true", "reject-4 false");
  }

  @Test
  void noMorePulsesAMinuteThanAllowedNotEvenOverARestart() {
    line.found("o-1#0", "saw-5", "a");
    line.found("o-2#0", "saw-5", "a");
    line.running("pulses_per_minute", 2);
    line.told(4);
    line.stop();
    line.found("o-3#0", "saw-5", "a");
    line.running("pulses_per_minute", 2);
    line.told(5);
    assertThat(line.why()).isEqualTo("RATE: given 3 pulses in 60 s; allowed: 2");

    line.stop();
    line.now = Line.NOW.plusSeconds(60);
    line.found("o-4#0", "saw-5", "a");
    line.running("pulses_per_minute", 2);
    assertThat(line.told(7)).endsWith("reject.intended o-4#0", "reject.pulsed o-4#0");
  }

  @Test
  void aServerThatIsAwayGetsNoLatePulse() {
    line.control.away = true;
    line.found("o-1#0", "saw-5", "a");
    line.found("o-2#0", "saw-5", "a");
    line.running();
    line.told(2);
    assertThat(line.why()).startsWith("AWAY: not tried before").contains("no route to the control");

    line.control.away = false;
    line.now = Line.NOW.plus(Gate.LEFT_ALONE);
    line.found("o-3#0", "saw-5", "a");
    assertThat(line.told(4)).endsWith("reject.intended o-3#0", "reject.pulsed o-3#0");
    assertThat(line.control.writes).containsExactly("reject-5 true", "reject-5 false");
  }

  @Test
  void aServerThatAnswersLateMakesItTooLate() {
    line.control.onRead = () -> line.now = Line.NOW.plusSeconds(3);
    line.found("o-1#0", "saw-5", "a");
    line.running();
    line.told(1);
    assertThat(line.why()).startsWith("STALE");
    assertThat(line.control.writes).isEmpty();
  }

  @Test
  void anAnswerThatIsLostIsUnsureAndTheNodeIsBroughtToRest() {
    line.control.onTrue = Control.Answer.LOST;
    line.found("o-1#0", "saw-5", "a");
    line.running();

    assertThat(line.told(2)).containsExactly("reject.intended o-1#0", "reject.unsure o-1#0");
    assertThat(line.rejects().get(1).facts().requireText("reason")).contains("the answer was lost");
    assertThat(line.control.writes).containsExactly("reject-5 true", "reject-5 false");
  }

  @Test
  void aNodeThatStaysTrueIsWrittenFalseUntilItIsAndPulsedByNobodyMeanwhile() {
    line.control.onFalse = Control.Answer.NOBODY;
    line.found("o-1#0", "saw-5", "a");
    line.running();
    assertThat(line.told(2)).containsExactly("reject.intended o-1#0", "reject.stuck o-1#0");
    line.now = Line.NOW.plus(Gate.LEFT_ALONE);
    line.found("o-2#0", "saw-5", "a");
    line.told(3);
    assertThat(line.why()).isEqualTo("NOT_READY: an earlier pulse has not ended");
    line.stop();

    line.control.onFalse = Control.Answer.DONE;
    line.running();
    assertThat(line.told(4)).endsWith("reject.released o-1#0");
    assertThat(line.control.writes).containsExactly("reject-5 true", "reject-5 false");
  }

  @Test
  void aNodeThatIsTrueAlreadyOrNotThereIsLeftAlone() {
    line.control.nodes.put(Line.SAW, true);
    line.control.nodes.remove(Line.PRESS);
    line.found("o-1#0", "saw-5", "a");
    line.found("o-2#0", "press-4", "crack");
    line.running();

    line.told(2);
    assertThat(line.rejects().get(0).facts().requireText("reason"))
        .isEqualTo("the node is true already");
    assertThat(line.why()).startsWith("NOT_READY").contains("Bad_NodeIdUnknown");
    assertThat(line.control.writes).isEmpty();
  }

  @Test
  void whatTheDriverDoesNotAllowIsToldAsRefused() {
    line.control.onTrue = Control.Answer.REFUSED;
    line.found("o-1#0", "saw-5", "a");
    line.running();

    assertThat(line.told(2)).containsExactly("reject.intended o-1#0", "reject.refused o-1#0");
    assertThat(line.control.writes).isEmpty();
  }

  @Test
  void whatIsToldAsRefusedAndWasDoneIsUnsureAndBroughtToRest() {
    line.control.onTrue = Control.Answer.REFUSED_AND_DONE;
    line.found("o-1#0", "saw-5", "a");
    line.running();

    assertThat(line.told(2)).containsExactly("reject.intended o-1#0", "reject.unsure o-1#0");
    assertThat(line.rejects().get(1).facts().requireText("reason"))
        .contains("Bad_Timeout", "true was read back");
    assertThat(line.control.writes).containsExactly("reject-5 true", "reject-5 false");
  }

  @Test
  void anAnswerThatDoesNotTellWhetherItWasDoneIsNoRefusal() {
    line.control.onTrue = Control.Answer.NOT_KNOWN;
    line.control.onFalse = Control.Answer.REFUSED;
    line.found("o-1#0", "saw-5", "a");
    line.running();

    assertThat(line.told(2)).containsExactly("reject.intended o-1#0", "reject.stuck o-1#0");
    line.control.onFalse = Control.Answer.DONE;
    assertThat(line.told(3)).endsWith("reject.released o-1#0");
    assertThat(line.control.writes).containsExactly("reject-5 true", "reject-5 false");
  }

  @Test
  void noIntentOnDiskNoPulse() {
    line.found("o-1#0", "saw-5", "a");
    // Full from the moment on at which the node was looked at.
    line.control.onRead = () -> line.store.full(true);
    line.running();
    Line.until(() -> line.store.refusals() > 0);
    line.stop();

    assertThat(line.rejects()).isEmpty();
    assertThat(line.control.writes).isEmpty();
  }

  @Test
  void aDriverOfAnotherServerOrNoneGetsNothing() {
    line.found("o-1#0", "saw-5", "a");
    OpcUaReject running = line.made();
    running.start();
    line.told(1);
    assertThat(line.why()).isEqualTo("AWAY: no driver is named plc-4");

    running.bindDriver(
        line.control, Map.of("kura.service.pid", "plc-4", "endpoint", "opc.tcp://other:4840"));
    line.found("o-2#0", "saw-5", "a");
    line.told(2);
    assertThat(line.why())
        .isEqualTo(
            "AWAY: driver plc-4, endpoint: given 'opc.tcp://other:4840'; allowed: "
                + Line.ENDPOINT);
    assertThat(line.control.writes).isEmpty();
  }

  @Test
  void settingsThatCannotBeAreRefusedWithWhatIsAllowed() {
    Map<String, Object> wrong =
        Map.of(
            "driver",
            "",
            "endpoint",
            "http://plant",
            "max_age_millis",
            99,
            "pulses_per_minute",
            601,
            "nodes",
            new String[] {"ns=2;s=reject | pulse 200 | asset saw-5"});
    wrong.forEach(
        (key, given) ->
            assertThatThrownBy(() -> line.made(key, given))
                .as(key)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Rejects", key.replace('_', '.'), "given", "allowed"));
  }
}
