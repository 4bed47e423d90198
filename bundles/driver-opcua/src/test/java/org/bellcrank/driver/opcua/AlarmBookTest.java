package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.kura.type.DataType;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a server is asked for what is there, and what comes of it. */
class AlarmBookTest {

  private static final int PATIENCE = 4;

  private final Bench.Ear words = new Bench.Ear();
  private final AlarmBook book = new AlarmBook("press-4", Clock.systemUTC(), PATIENCE);
  private final Alarms alarms = book.of(AlarmsTest.heard(DataType.STRING, words));
  private final AtomicInteger asked = new AtomicInteger();

  @BeforeEach
  void oneStands() {
    round();
    lists(true);
    round();
    assertThat(asked.getAndSet(0)).isEqualTo(1);
    words.told.clear();
  }

  private void round() {
    book.stands(List.of(alarms), asked::incrementAndGet);
  }

  private void hears(NodeId type) {
    alarms.heard(AlarmsTest.event(type), 100_000);
  }

  private void tells(boolean active) {
    alarms.heard(AlarmsTest.alarm(active, active ? 10 : 20, 20, "high", NodeId.NULL_VALUE), 0);
  }

  private void lists(boolean active) {
    hears(NodeIds.RefreshStartEventType);
    if (active) {
      tells(true);
    }
    hears(NodeIds.RefreshEndEventType);
  }

  private List<String> states() {
    return words.told.stream()
        .map(each -> AlarmsTest.field("state", (String) Bench.value(each)))
        .toList();
  }

  @Test
  void theServerIsAskedAfterItsQueueRanOverWhateverIsToldBehindThat() {
    hears(NodeIds.EventQueueOverflowEventType);
    tells(true); // the oldest is lost, so that the others come behind what says so
    round();
    assertThat(asked).hasValue(1);
    lists(false);
    assertThat(states()).as("its end was lost").containsExactly("CLEARED");
    for (int i = 0; i < 3 * PATIENCE; i++) {
      round();
    }
    assertThat(asked).as("once is enough").hasValue(1);
  }

  @Test
  void theServerIsAskedWhereItWantsThatAndWhereANotificationWasLost() {
    hears(NodeIds.RefreshRequiredEventType);
    tells(true);
    round();
    assertThat(asked).hasValue(1);
    lists(true);
    round();

    book.doubts();
    tells(true);
    round();
    assertThat(asked).hasValue(2);
    assertThat(states()).as("nothing new").isEmpty();
  }

  @Test
  void aListThatIsNotWholeEndsNothingAndIsAskedForAgainButNotForEver() {
    book.doubts();
    round();
    for (int i = 0; i < 200; i++) {
      int before = asked.get();
      hears(NodeIds.RefreshStartEventType);
      hears(NodeIds.EventQueueOverflowEventType);
      hears(NodeIds.RefreshEndEventType);
      round();
      assertThat(asked.get()).isBetween(before, before + 1);
    }
    assertThat(states()).isEmpty();
    assertThat(asked.get()).isBetween(3, 5);
  }

  @Test
  void aServerThatListsNothingIsAskedOnce() {
    book.doubts();
    for (int i = 0; i < 200; i++) {
      round();
    }
    assertThat(asked).hasValue(1);
    assertThat(states()).isEmpty();
  }
}
