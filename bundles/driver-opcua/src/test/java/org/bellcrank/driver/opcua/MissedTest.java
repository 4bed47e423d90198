package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.Test;

/** What a channel may have missed, and what it heard nevertheless. */
class MissedTest {

  private final Missed missed = new Missed();

  private static DataValue at(int second) {
    return new DataValue(Variant.of(second), StatusCode.GOOD, time(second), null);
  }

  private static DateTime time(int second) {
    return new DateTime(Instant.ofEpochSecond(1_760_000_000L + second));
  }

  private static long ticks(int second) {
    return time(second).getUtcTime();
  }

  private void settle() {
    missed.stands();
    missed.stands();
  }

  @Test
  void aGapReachesFromTheLastValueBeforeTheOutageToTheFirstAfterIt() {
    missed.hears(at(1), false);
    missed.breaks();
    assertThat(missed.next()).as("nothing came yet").isEmpty();
    missed.returns();
    missed.hears(at(9), false);
    settle();

    Gap gap = missed.next().orElseThrow();
    assertThat(gap.holds(ticks(1))).isFalse();
    assertThat(gap.holds(ticks(2))).isTrue();
    assertThat(gap.holds(ticks(8))).isTrue();
    assertThat(gap.holds(ticks(9))).isFalse();
  }

  @Test
  void aValueThatHistoryAndSubscriptionBothTellIsToldByWhicheverIsFirst() {
    missed.hears(at(1), false);
    missed.breaks();
    missed.returns();
    missed.hears(at(9), false);
    settle();
    Gap gap = missed.next().orElseThrow();

    assertThat(gap.isNew(ticks(3))).as("the history's").isTrue();
    assertThat(missed.hears(at(3), false)).as("the subscription's, late").isFalse();
    assertThat(missed.hears(at(4), false)).as("the subscription's, not read yet").isTrue();
    assertThat(gap.isNew(ticks(4))).as("the history's").isFalse();
    missed.settles(gap);
    assertThat(missed.next()).isEmpty();
    assertThat(missed.hears(at(3), false)).as("known still").isFalse();
    missed.releases(gap);
    assertThat(missed.hears(at(3), false)).isTrue();
  }

  /** A notification may still be on its way when the line breaks. */
  @Test
  void whatComesAfterTheLineBrokeEndsNoGap() {
    missed.hears(at(1), false);
    missed.breaks();
    assertThat(missed.hears(at(2), false)).isTrue();
    missed.returns();
    missed.hears(at(9), false);
    settle();

    Gap gap = missed.next().orElseThrow();
    assertThat(gap.holds(ticks(3))).isTrue();
    assertThat(gap.isNew(ticks(2))).as("told already").isFalse();
  }

  @Test
  void theSameValueAgainIsToldToAChannelThatFailedAloneAndEndsNoGap() {
    missed.hears(at(1), false);
    missed.breaks();
    missed.returns();
    assertThat(missed.hears(at(1), true)).as("the channel counts as failed").isTrue();
    assertThat(missed.hears(at(1), false)).as("a new subscription, once more").isFalse();
    settle();
    assertThat(missed.next()).isEmpty();
  }

  @Test
  void withoutATimeOfTheSourceThereIsNoGapToSpeakOf() {
    DataValue untimed = new DataValue(Variant.of(1), StatusCode.GOOD, null, time(1));
    assertThat(missed.hears(untimed, false)).isTrue();
    missed.breaks();
    missed.returns();
    assertThat(missed.hears(untimed, false)).isTrue();
    settle();
    assertThat(missed.next()).isEmpty();
    assertThat(missed.isWaiting()).isFalse();
  }

  @Test
  void ofTooManyGapsTheOldestAreGivenUpAndCounted() {
    missed.hears(at(0), false);
    for (int i = 1; i <= Missed.MOST + 3; i++) {
      missed.breaks();
      missed.breaks(); // each try to connect tells it anew
      missed.returns();
      missed.hears(at(10 * i), false);
      settle();
    }
    assertThat(missed.isWaiting()).isTrue();
    assertThat(missed.forgotten()).containsExactly(Map.entry(Missed.Forgotten.TOO_MANY, 3));
    assertThat(missed.forgotten()).isEmpty();
    assertThat(missed.next().orElseThrow().holds(ticks(31))).isTrue();
  }

  /** A server tells again what it told the dead line, and then what its queue kept. */
  @Test
  void aGapDoesNotEndWithTheFirstValueAfterAnOutageButWithWhatIsNewestWhenAllCame() {
    missed.hears(at(0), false);
    missed.breaks();
    missed.returns();
    assertThat(missed.hears(at(1), false)).as("was on its way to the dead line").isTrue();
    missed.stands();
    assertThat(missed.next()).as("the rest may be on its way").isEmpty();
    assertThat(missed.hears(at(16), false)).as("the oldest of the queue").isTrue();
    assertThat(missed.hears(at(17), false)).isTrue();
    missed.stands();

    Gap gap = missed.next().orElseThrow();
    for (int second = 2; second < 16; second++) {
      assertThat(gap.isNew(ticks(second))).as("second %d", second).isTrue();
    }
    assertThat(gap.isNew(ticks(1))).as("told live").isFalse();
    assertThat(gap.isNew(ticks(16))).as("told live").isFalse();
    assertThat(gap.holds(ticks(17))).isFalse();
  }

  @Test
  void aLineThatBreaksAgainBeforeAllCameLeavesNothingBetweenTheTwoGaps() {
    missed.hears(at(0), false);
    missed.breaks();
    missed.returns();
    missed.hears(at(1), false);
    missed.breaks();
    missed.returns();
    missed.hears(at(20), false);
    settle();

    Gap first = missed.next().orElseThrow();
    assertThat(first.to()).isEqualTo(ticks(1));
    missed.settles(first);
    Gap second = missed.next().orElseThrow();
    assertThat(second.holds(ticks(2))).isTrue();
    assertThat(second.to()).isEqualTo(ticks(20));
  }

  @Test
  void whatStandsIsToldToAChannelThatFailedAlsoWhereItCameWithTheBreak() {
    missed.hears(at(1), false);
    missed.breaks();
    assertThat(missed.hears(at(2), false)).as("was on its way").isTrue();
    missed.returns();
    assertThat(missed.hears(at(2), true)).as("it stands").isTrue();
    assertThat(missed.hears(at(2), false)).isFalse();
  }

  /** Else it would stay open until the source's clock came to where it once was. */
  @Test
  void aGapThatBeganAtATimeAheadIsGivenUpAndTheNextOneIsFilledAgain() {
    missed.hears(at(86_400), false);
    missed.breaks();
    missed.returns();
    assertThat(missed.hears(at(5), false)).as("this may stand since long").isTrue();
    settle();
    assertThat(missed.isWaiting()).isFalse();
    assertThat(missed.hears(at(6), false)).isTrue();
    assertThat(missed.forgotten()).containsExactly(Map.entry(Missed.Forgotten.SET_BACK, 1));

    missed.breaks();
    missed.returns();
    missed.hears(at(20), false);
    settle();
    Gap gap = missed.next().orElseThrow();
    assertThat(gap.holds(ticks(6))).isFalse();
    assertThat(gap.holds(ticks(7))).isTrue();
    assertThat(gap.to()).isEqualTo(ticks(20));
  }

  @Test
  void aValueThatStandsSinceLongEndsNoGapAndGivesNoneUp() {
    missed.hears(at(10), false);
    missed.breaks();
    missed.returns();
    missed.hears(at(3), false);
    settle();
    missed.hears(at(20), false);
    settle();
    Gap gap = missed.next().orElseThrow();
    assertThat(gap.holds(ticks(11))).isTrue();
    assertThat(gap.to()).isEqualTo(ticks(20));
    assertThat(missed.forgotten()).isEmpty();
  }

  /** The session stands all the time: the server itself says that its queue ran over. */
  @Test
  void whatTheServersQueueLostIsAGapUpToTheValueThatSaysSo() {
    missed.overran(at(1));
    assertThat(missed.next()).as("nobody knows from when on").isEmpty();
    missed.hears(at(1), false);
    missed.overran(at(6));
    assertThat(missed.hears(at(6), false)).isTrue();

    Gap gap = missed.next().orElseThrow();
    assertThat(gap.reached()).isEqualTo(ticks(1));
    assertThat(gap.to()).isEqualTo(ticks(6));
    missed.settles(gap);
    missed.breaks();
    missed.returns();
    missed.overran(at(20));
    assertThat(missed.hears(at(20), false)).isTrue();
    settle();
    assertThat(missed.next().orElseThrow().reached()).as("one of the outage").isEqualTo(ticks(6));
    missed.settles(missed.next().orElseThrow());
    assertThat(missed.next()).isEmpty();
  }
}
