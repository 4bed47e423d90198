package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bellcrank.closure.ForeignState;
import org.bellcrank.delivery.Outcome;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderChanges;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the CMMS says about orders has its effect once, whatever way it comes. */
@Timeout(60)
class ClosuresTest extends ReadCmms {

  @Test
  void whatIsSaidAgainAndLateAndInDisorderHasItsEffectOnce() {
    delivered("wo-1", "K-1");
    cmms.repeatsItself();
    cmms.says("K-1", "APPR", OrderStatus.APPROVED, Facts.empty());
    cmms.says("K-1", "INPRG", OrderStatus.IN_PROGRESS, Facts.empty());
    cmms.says("K-1", "COMP", OrderStatus.CLOSED, REPAIRED);
    start();
    seen("wo-1", "COMP");
    readAgain();
    readAgain();
    assertThat(ours("wo-1").status()).isEqualTo(OrderStatus.CLOSED);
    assertThat(read("wo-1")).hasSize(1);
    assertThat(closures.of("wo-1").orElseThrow().closure()).isEqualTo(REPAIRED);
    assertThat(closures.of("wo-1").orElseThrow().settled()).isTrue();
  }

  @Test
  void theFailureModeThatTheOrderNamedConfirmsItAndAnotherProvesNothing() {
    delivered("wo-1", "K-1");
    delivered("wo-2", "K-2");
    cmms.says("K-1", "COMP", OrderStatus.CLOSED, REPAIRED);
    cmms.says("K-2", "COMP", OrderStatus.CLOSED, Facts.with("failureMode", "CRACK").build());
    start();
    assertThat(seen("wo-1", "COMP").outcome()).contains(Outcome.CONFIRMED);
    assertThat(seen("wo-2", "COMP").outcome()).contains(Outcome.UNKNOWN);
    assertThat(ours("wo-2").fields().text("order.failureCode")).contains("CRACK");
    assertThat(ours("wo-2").fields().text("order.namedFailureCode")).contains("PIT");
    cmms.says(
        "K-2",
        "COMP",
        OrderStatus.CLOSED,
        Facts.with("failureMode", "CRACK").put("cost", 9).build());
    seen("wo-2", state -> state.closure().has("cost"));
    assertThat(closures.of("wo-2").orElseThrow().outcome()).contains(Outcome.UNKNOWN);
  }

  @Test
  void theVerdictOfTheConnectorStandsAboveTheCodes() {
    delivered("wo-1", "K-1");
    cmms.says(
        "K-1", "COMP", Optional.of(OrderStatus.CLOSED), REPAIRED, Optional.of(Outcome.FALSE_ALARM));
    start();
    assertThat(seen("wo-1", "COMP").outcome()).contains(Outcome.FALSE_ALARM);
    assertThat(ours("wo-1").fields().text("order.outcome")).contains("FALSE_ALARM");
  }

  @Test
  void anOrderThatAPersonMovedStaysThereWhileTheCmmsSaysWhatItSaidBefore() {
    delivered("wo-1", "K-1");
    move("wo-1", OrderStatus.IN_PROGRESS);
    cmms.says("K-1", "APPR", OrderStatus.APPROVED, Facts.empty());
    start();
    seen("wo-1", "APPR");
    readAgain();
    assertThat(ours("wo-1").status()).isEqualTo(OrderStatus.IN_PROGRESS);
    assertThat(read("wo-1").get(0).facts().requireText("words")).contains("further on here");
    move("wo-1", OrderStatus.CLOSED);
    cmms.says("K-1", "APPR", OrderStatus.APPROVED, Facts.with("technician", "Kim").build());
    seen("wo-1", state -> state.closure().has("technician"));
    assertThat(ours("wo-1").status()).isEqualTo(OrderStatus.CLOSED);
    cmms.says("K-1", "COMP", OrderStatus.CLOSED, REPAIRED);
    seen("wo-1", "COMP");
    assertThat(ours("wo-1").fields().text("order.outcome")).isPresent();
  }

  @Test
  void aStepBackThatOurLifeCycleHasNoSingleMoveForIsMadeOverTheOneBetween() {
    delivered("wo-1", "K-1");
    cmms.says("K-1", "INPRG", OrderStatus.IN_PROGRESS, Facts.empty());
    start();
    seen("wo-1", "INPRG");
    cmms.says("K-1", "APPR", OrderStatus.APPROVED, Facts.empty());
    seen("wo-1", "APPR");
    assertThat(ours("wo-1").status()).isEqualTo(OrderStatus.APPROVED);
  }

  @Test
  void anOrderOpenedAgainThereStaysClosedHereWhileAnotherStandsForItsCause() {
    WorkOrder first = delivered("wo-1", "K-1");
    cmms.says("K-1", "COMP", OrderStatus.CLOSED, REPAIRED);
    start();
    seen("wo-1", "COMP");
    WorkOrder second =
        new WorkOrder(
            "wo-2",
            first.cause(),
            first.site(),
            first.connector(),
            first.type(),
            first.priority(),
            OrderStatus.APPROVED,
            first.title(),
            first.description(),
            NOON,
            1,
            List.of(),
            first.fields());
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(second, NOON);
          return null;
        });
    cmms.says("K-1", "INPRG", OrderStatus.IN_PROGRESS, Facts.empty());
    seen("wo-1", "INPRG");
    assertThat(ours("wo-1").status()).isEqualTo(OrderStatus.CLOSED);
    assertThat(read("wo-1").get(1).facts().requireText("words")).contains("order wo-2 stands");
    assertThat(health().unreadable()).isEmpty();
  }

  @Test
  void aStatusThatNobodyKnowsMovesNothingAndIsNamed() {
    delivered("wo-1", "K-1");
    cmms.says("K-1", "ZZTOP", Optional.empty(), Facts.empty(), Optional.empty());
    start();
    seen("wo-1", "ZZTOP");
    readAgain();
    assertThat(ours("wo-1").status()).isEqualTo(OrderStatus.APPROVED);
    assertThat(health().unknown()).containsExactly("ZZTOP");
    assertThat(read("wo-1")).hasSize(1);
  }

  @Test
  void theOrdersOwnCodeThatTheCmmsShowsBackConfirmsNothing() {
    delivered("wo-1", "K-1");
    cmms.echoes();
    cmms.says("K-1", "COMP", OrderStatus.CLOSED, REPAIRED);
    start();
    assertThat(seen("wo-1", "COMP").outcome()).contains(Outcome.UNKNOWN);
  }

  /** As in autumn at a CMMS that keeps local time: its second change seems an hour older. */

  /** Two such changes, and the first question of one of them meets a busy server. */
  @Test
  void aWordThatNobodyKnowsInBetweenHidesNoReopening() {
    delivered("wo-1", "K-1");
    cmms.says("K-1", "COMP", OrderStatus.CLOSED, REPAIRED);
    start();
    seen("wo-1", "COMP");
    cmms.says("K-1", "REWORK", Optional.empty(), Facts.empty(), Optional.empty());
    seen("wo-1", "REWORK");
    until(() -> health().unknown().equals(List.of("REWORK"))); // told after it is kept
    cmms.says("K-1", "INPRG", OrderStatus.IN_PROGRESS, Facts.empty());
    seen("wo-1", "INPRG");
    assertThat(ours("wo-1").status()).isEqualTo(OrderStatus.IN_PROGRESS);
    until(() -> health().unknown().isEmpty());
  }

  @Test
  void anOrderThatWasOpenedAgainHereIsAskedForUntilItsEndThere() {
    delivered("wo-1", "K-1");
    cmms.singly(Duration.ofMillis(10));
    cmms.says("K-1", "COMP", OrderStatus.CLOSED, REPAIRED);
    start();
    seen("wo-1", "COMP");
    now.updateAndGet(at -> at.plus(Duration.ofDays(4)));
    seen("wo-1", ForeignState::settled);
    store.commit(
        unit -> {
          unit.port(OrderBook.class)
              .change(
                  OrderChanges.reopenedElsewhere(ours("wo-1"), "here", now.get()),
                  now.get(),
                  "again");
          unit.append(
              now.get(),
              "delivery.updated",
              "wo-1",
              Facts.with("instance", ToldCmms.INSTANCE).build());
          return null;
        });
    seen("wo-1", state -> !state.settled());
    cmms.says("K-1", "INPRG", OrderStatus.IN_PROGRESS, Facts.empty());
    seen("wo-1", "INPRG");
    cmms.says("K-1", "COMP", OrderStatus.CLOSED, REPAIRED);
    until(() -> ours("wo-1").status() == OrderStatus.CLOSED);
  }

  /** The first page is in order by chance; what comes behind it changed earlier. */

  /** The figure asks for 99.5 per cent within one period; readings alone reach all of them. */
}
