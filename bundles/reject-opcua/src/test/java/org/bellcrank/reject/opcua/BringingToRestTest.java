package org.bellcrank.reject.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a node that stayed true when the settings change or much time goes by. */
class BringingToRestTest {

  private static final String OTHER = "opc.tcp://127.0.0.1:4841/plant";

  private final Line line = new Line();

  /** The saw's node stays true. */
  @BeforeEach
  void stick() {
    line.control.onFalse = Control.Answer.NOBODY;
    line.found("o-1#0", "saw-5", "a");
    line.running();
    line.told(2);
    line.stop();
    line.ended();
    line.control.onFalse = Control.Answer.DONE;
    assertThat(line.told()).containsExactly("reject.intended o-1#0", "reject.stuck o-1#0");
  }

  @AfterEach
  void stop() {
    line.close();
  }

  @Test
  void theSameNodeOfAnotherMachineIsNotWrittenAndTheOneThatIsStuckIsNotToldAsReleased() {
    Control other = new Control();
    other.nodes.put(Line.SAW, true);
    OpcUaReject running = line.made("driver", "plc-5", "endpoint", OTHER);
    running.bindDriver(other, Map.of("kura.service.pid", "plc-5", "endpoint", OTHER));
    running.start();
    // What is true there is somebody else's.
    line.found("o-2#0", "saw-5", "a");
    line.told(3);
    assertThat(line.why()).isEqualTo("NOT_READY: the node is true already");
    other.nodes.put(Line.SAW, false);
    line.found("o-3#0", "saw-5", "a");
    assertThat(line.told(5).subList(3, 5))
        .containsExactly("reject.intended o-3#0", "reject.pulsed o-3#0");
    assertThat(other.writes).containsExactly("reject-5 true", "reject-5 false");
    line.stop();
    line.ended();

    line.running();
    assertThat(line.told(6)).endsWith("reject.released o-1#0");
    assertThat(line.rejects().get(5).facts().text("endpoint")).contains(Line.ENDPOINT);
    assertThat(line.control.writes).containsExactly("reject-5 true", "reject-5 false");
  }

  @Test
  void whatWasCutShortAtAnotherMachineIsToldOfThatMachine() {
    line.append(
        "reject.intended",
        "o-2#0",
        line.rejects().get(0).facts().toBuilder().put("node", Line.PRESS).build());
    OpcUaReject running = line.made("endpoint", OTHER);
    running.start();

    assertThat(line.told(4)).endsWith("reject.unsure o-2#0");
    assertThat(line.rejects().get(3).facts().text("endpoint")).contains(Line.ENDPOINT);
    assertThat(line.why()).contains("once its endpoint is set again");
  }

  @Test
  void aDriverOfAnotherNameAtTheSameServerBringsItToRest() {
    OpcUaReject running = line.made("driver", "plc-6");
    running.bindDriver(
        line.control, Map.of("kura.service.pid", "plc-6", "endpoint", Line.ENDPOINT));
    running.start();

    assertThat(line.told(3)).endsWith("reject.released o-1#0");
  }

  @Test
  void itIsNotForgottenHoweverManyPulsesCameAfterIt() {
    Facts facts = line.rejects().get(0).facts();
    for (int i = 0; i < 1_100; i++) {
      line.append("reject.intended", "p-" + i, facts);
      line.append("reject.pulsed", "p-" + i, facts.toBuilder().put("released", true).build());
    }
    line.running();

    assertThat(line.told(2_203)).endsWith("reject.released o-1#0");
    assertThat(line.control.writes).containsExactly("reject-5 true", "reject-5 false");
  }

  @Test
  void whatIsWithoutLeaveIsNotWrittenUntilThereIsLeaveAgain() {
    List<Object[]> without =
        List.of(
            new Object[] {"write_enabled", false},
            new Object[] {"nodes", new String[] {Line.PRESS + " | pulse 20 | asset press-4"}});
    for (Object[] settings : without) {
      int before = line.rejects().size();
      line.running(settings);
      line.found("o-%d#0".formatted(before), "press-4", "crack");
      line.told(before + 1);
      line.stop();
      line.ended();
      assertThat(line.told()).doesNotContain("reject.released o-1#0");
      assertThat(line.control.nodes.get(Line.SAW)).isTrue();
    }

    line.running();
    Line.until(() -> line.told().contains("reject.released o-1#0"));
    assertThat(line.control.nodes.get(Line.SAW)).isFalse();
  }
}
