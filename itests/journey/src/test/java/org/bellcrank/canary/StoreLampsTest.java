package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bellcrank.canary.Lamp.State;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lamps of the database and of the balance: once, more urgent, cleared. */
@Timeout(300)
class StoreLampsTest {

  private static final String DATABASE = "database";
  private static final String BALANCE = "balance";

  @TempDir Path folder;

  @Test
  void aDatabaseThatIsAwayIsToldByItsOwnLampAlone() throws Exception {
    try (LampRig rig = new LampRig(folder)) {
      rig.pass(LampRig.PERIOD);
      assertThat(rig.lamp(DATABASE).state()).isEqualTo(State.GREEN);
      String underWay = rig.canaries.run(Optional.empty(), "planner").get(0).id();
      rig.away = "connection refused";
      rig.pass(LampRig.PERIOD.dividedBy(12));
      Lamp lamp = rig.lamp(DATABASE);
      assertThat(lamp.state()).as("at once").isEqualTo(State.RED);
      Lamps.Run ended = rig.canaries.find(underWay).orElseThrow();
      assertThat(ended.state()).as("a canary under way says nothing").isEqualTo(State.GREY);
      assertThat(ended.words()).isEqualTo(Canaries.AWAY);
      rig.pass(LampRig.PERIOD);
      assertThat(rig.in(State.RED)).as("one cause, one lamp").containsExactly(DATABASE);
      assertThat(lamp.words())
          .contains("connection refused", "nothing accepted is lost", "waited to be decided");
      for (String other : List.of("intake", "rules", BALANCE)) {
        assertThat(rig.lamp(other).words()).as(other).isEqualTo(Canaries.AWAY);
      }
      rig.pass(LampRig.PERIOD.multipliedBy(4));
      assertThat(rig.lamp(DATABASE).level()).as("a second word").isEqualTo(2);
      assertThat(rig.lamp(DATABASE).since()).isEqualTo(lamp.since());
      rig.away = "";
      rig.pass(LampRig.PERIOD.dividedBy(4));
      assertThat(rig.in(State.RED)).isEmpty();
      assertThat(rig.lamp("intake").state()).isEqualTo(State.GREEN);
      assertThat(told(rig, DATABASE)).as("once, urgent, cleared").containsExactly("1", "2", "0");

      rig.away = "connection refused";
      rig.pass(LampRig.PERIOD.dividedBy(12));
      rig.away = "";
      rig.pass(LampRig.PERIOD.dividedBy(12));
      assertThat(rig.lamp("intake").state())
          .as("tested at once, not after a period")
          .isEqualTo(State.GREEN);
    }
  }

  @Test
  void aBalanceThatIsNotZeroIsRedAtOnceGrowsUrgentAndClears() throws Exception {
    try (LampRig rig = new LampRig(folder)) {
      rig.pass(LampRig.PERIOD);
      assertThat(rig.lamp(BALANCE).state()).isEqualTo(State.GREEN);
      Facts one = Facts.with("findings", 1L).build();
      note(rig, "observation.accepted", "ghost", one);
      note(rig, "observation.accepted", "ghost", one);
      rig.pass(LampRig.PERIOD.dividedBy(4));
      assertThat(rig.in(State.RED)).containsExactly(BALANCE);
      assertThat(rig.lamp(BALANCE).words()).contains("off by 1", "was accepted before");
      rig.pass(LampRig.PERIOD.multipliedBy(4));
      assertThat(rig.lamp(BALANCE).level()).isEqualTo(2);
      note(rig, "finding.disposed", "nobody#0", Facts.with("to", "LOGGED").build());
      rig.pass(LampRig.PERIOD.dividedBy(4));
      assertThat(rig.in(State.RED)).isEmpty();
      assertThat(told(rig, BALANCE)).containsExactly("1", "2", "0");
    }
  }

  private static void note(LampRig rig, String kind, String subject, Facts facts) {
    rig.store.commit(
        unit -> {
          unit.append(rig.clock().instant(), kind, subject, facts);
          return null;
        });
  }

  private static List<String> told(LampRig rig, String lamp) {
    return rig.journal("lamp.changed").stream()
        .filter(entry -> entry.subject().equals(lamp))
        .map(Entry::facts)
        .map(facts -> "" + facts.whole("level").orElse(-1))
        .toList();
  }
}
