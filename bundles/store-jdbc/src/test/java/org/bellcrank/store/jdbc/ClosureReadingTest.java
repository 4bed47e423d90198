package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bellcrank.closure.ClosureBook;
import org.bellcrank.closure.ForeignState;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.workorder.OrderStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What there is to read is read, whatever order and trouble it comes in. */
@Timeout(60)
class ClosureReadingTest extends ReadCmms {

  @Test
  void ordersOfOthersArePassedOver() {
    delivered("wo-1", "K-1");
    for (int i = 0; i < 10; i++) {
      cmms.says("THEIRS-" + i, "COMP", OrderStatus.CLOSED, REPAIRED);
    }
    cmms.says("K-1", "INPRG", OrderStatus.IN_PROGRESS, Facts.empty());
    start();
    seen("wo-1", "INPRG");
    readAgain();
    assertThat(store.<Long>read(unit -> unit.port(Journal.class).counts().get("closure.read")))
        .isEqualTo(1);
  }

  @Test
  void aReadingThatBreaksOffBeginsAtTheSamePlaceAndLosesNothing() {
    for (int i = 0; i < 10; i++) {
      delivered("wo-" + i, "K-" + i);
      cmms.says("K-" + i, "COMP", OrderStatus.CLOSED, REPAIRED);
    }
    cmms.failsAfter(2);
    start();
    until(() -> !closures.health().isEmpty() && health().failing().isPresent());
    assertThat(health().words()).isEqualTo("closed for the night");
    Optional<Instant> mark = mark();
    stop();
    assertThat(mark()).isEqualTo(mark).isPresent();
    cmms.recovers();
    start();
    for (int i = 0; i < 10; i++) {
      seen("wo-" + i, "COMP");
    }
    until(() -> health().failing().isEmpty() && health().read().isPresent());
    assertThat(mark().orElseThrow()).isAfter(mark.orElseThrow());
    for (int i = 0; i < 10; i++) {
      assertThat(read("wo-" + i)).hasSize(1);
    }
  }

  private Optional<Instant> mark() {
    return store.read(unit -> unit.port(ClosureBook.class).mark(ToldCmms.INSTANCE));
  }

  @Test
  void anOrderThatIsNotThereAnyMoreIsToldOnceAndComesBackAsItIs() {
    delivered("wo-1", "K-1");
    cmms.singly(Duration.ofMillis(10));
    cmms.says("K-1", "APPR", OrderStatus.APPROVED, Facts.empty());
    start();
    seen("wo-1", "APPR");
    cmms.forgets("K-1");
    seen("wo-1", ForeignState::missing);
    readAgain();
    assertThat(read("wo-1"))
        .extracting(Entry::kind)
        .containsExactly("closure.read", "closure.gone");
    assertThat(ours("wo-1").status()).isEqualTo(OrderStatus.APPROVED);
    cmms.says("K-1", "INPRG", OrderStatus.IN_PROGRESS, Facts.empty());
    seen("wo-1", "INPRG");
    assertThat(ours("wo-1").status()).isEqualTo(OrderStatus.IN_PROGRESS);
  }

  @Test
  void whereOneCanOnlyAskSinglyCorrectionsAreReadForThreeDaysAfterTheEnd() {
    delivered("wo-1", "K-1");
    cmms.singly(Duration.ofMillis(10));
    cmms.says("K-1", "COMP", OrderStatus.CLOSED, REPAIRED);
    start();
    assertThat(seen("wo-1", "COMP").settled()).isFalse();
    Facts corrected = REPAIRED.toBuilder().put("labourHours", 4.0).build();
    cmms.says("K-1", "COMP", OrderStatus.CLOSED, corrected);
    seen("wo-1", state -> state.closure().equals(corrected));
    now.updateAndGet(at -> at.plus(Duration.ofDays(4)));
    seen("wo-1", ForeignState::settled);
    stop();
    int asked = cmms.questions.get();
    start();
    readAgain();
    assertThat(cmms.questions).hasValue(asked);
  }

  @Test
  void anOrderThatNoReadingShowsIsAskedForWhenItWasNotSeenForLong() {
    delivered("wo-1", "K-1");
    cmms.says("K-1", "COMP", OrderStatus.CLOSED, REPAIRED);
    store.commit(
        unit -> {
          unit.port(ClosureBook.class).mark(ToldCmms.INSTANCE, NOON.plus(Duration.ofDays(30)));
          return null;
        });
    cmms.compares(Duration.ofHours(1));
    start();
    readAgain();
    assertThat(closures.of("wo-1").orElseThrow().foreignStatus()).isEmpty();
    now.updateAndGet(at -> at.plus(Duration.ofHours(2)));
    seen("wo-1", "COMP");
    assertThat(ours("wo-1").status()).isEqualTo(OrderStatus.CLOSED);
  }

  @Test
  void anOrderThatCannotBeAskedForIsToldAndHoldsUpNoOther() {
    cmms.singly(Duration.ofMillis(10));
    for (int i = 0; i < 3; i++) {
      delivered("wo-" + i, "K-" + i);
      cmms.says("K-" + i, "COMP", OrderStatus.CLOSED, REPAIRED);
    }
    cmms.cannotTell("K-0");
    start();
    seen("wo-1", "COMP");
    seen("wo-2", "COMP");
    until(() -> !health().unreadable().isEmpty());
    assertThat(health().unreadable()).singleElement().asString().contains("wo-0", "found.id");
    assertThat(health().failing()).isEmpty();
  }

  @Test
  void aChangeThatIsToComeIsToldAndNoPlaceToGoOnFrom() {
    delivered("wo-1", "K-1");
    delivered("wo-2", "K-2");
    cmms.jumps(Duration.ofDays(3650));
    cmms.says("K-1", "INPRG", OrderStatus.IN_PROGRESS, Facts.empty());
    cmms.jumps(Duration.ofDays(-3650));
    start();
    seen("wo-1", "INPRG");
    until(() -> !health().unreadable().isEmpty());
    assertThat(health().unreadable()).singleElement().asString().contains("which is to come");
    cmms.says("K-2", "COMP", OrderStatus.CLOSED, REPAIRED);
    seen("wo-2", "COMP");
  }

  @Test
  void aChangeInAnHourThatComesTwiceIsAskedForOnceAndCounts() {
    delivered("wo-1", "K-1");
    delivered("wo-2", "K-2");
    cmms.overlaps(Duration.ofMinutes(90));
    cmms.says("K-2", "INPRG", OrderStatus.IN_PROGRESS, Facts.empty());
    cmms.says("K-1", "INPRG", OrderStatus.IN_PROGRESS, Facts.empty());
    start();
    seen("wo-1", "INPRG");
    cmms.jumps(Duration.ofMinutes(-50));
    cmms.says("K-1", "COMP", OrderStatus.CLOSED, REPAIRED);
    seen("wo-1", "COMP");
    assertThat(ours("wo-1").status()).isEqualTo(OrderStatus.CLOSED);
    readAgain();
    assertThat(read("wo-1")).hasSize(2);
    assertThat(cmms.asked).hasValue(1);
  }

  @Test
  void aDisputedOrderThatCouldNotBeAskedForIsAskedForAgainAndHoldsUpNoOther() {
    delivered("wo-1", "K-1");
    delivered("wo-2", "K-2");
    cmms.overlaps(Duration.ofMinutes(90));
    cmms.says("K-1", "INPRG", OrderStatus.IN_PROGRESS, Facts.empty());
    cmms.says("K-2", "INPRG", OrderStatus.IN_PROGRESS, Facts.empty());
    start();
    seen("wo-2", "INPRG");
    cmms.isAwayForSingles(1);
    cmms.jumps(Duration.ofMinutes(-50));
    cmms.says("K-1", "COMP", OrderStatus.CLOSED, REPAIRED);
    cmms.says("K-2", "COMP", OrderStatus.CLOSED, REPAIRED);
    seen("wo-1", "COMP");
    seen("wo-2", "COMP");
    readAgain();
    assertThat(cmms.asked).hasValue(3);
  }

  @Test
  void aDisputedOrderThatIsNeverToldIsNotAskedForForEver() {
    delivered("wo-1", "K-1");
    delivered("wo-2", "K-2");
    cmms.overlaps(Duration.ofMinutes(90));
    cmms.says("K-1", "INPRG", OrderStatus.IN_PROGRESS, Facts.empty());
    start();
    seen("wo-1", "INPRG");
    cmms.cannotTell("K-1");
    cmms.jumps(Duration.ofMinutes(-50));
    cmms.says("K-1", "COMP", OrderStatus.CLOSED, REPAIRED);
    until(() -> cmms.asked.get() >= 5);
    readAgain();
    readAgain();
    assertThat(cmms.asked).hasValue(5);
    cmms.says("K-2", "INPRG", OrderStatus.IN_PROGRESS, Facts.empty());
    seen("wo-2", "INPRG");
  }

  @Test
  void aCredentialThatIsNotAcceptedIsShownLessAndLess() {
    delivered("wo-1", "K-1");
    cmms.refuses();
    start();
    until(() -> cmms.questions.get() >= 4);
    int first = cmms.questions.get();
    long begin = System.nanoTime();
    until(() -> cmms.questions.get() > first);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(50));
    assertThat(health().words()).isEqualTo("closed for the night");
  }

  @Test
  void recordsThatMoveWhilePagesAreReadAreNotPassedOver() {
    for (int i = 0; i < 9; i++) {
      delivered("wo-" + i, "K-" + i);
      cmms.says("K-" + i, "INPRG", OrderStatus.IN_PROGRESS, Facts.empty());
    }
    cmms.afterFirstPage(() -> cmms.says("K-0", "COMP", OrderStatus.CLOSED, REPAIRED));
    start();
    for (int i = 1; i < 9; i++) {
      seen("wo-" + i, "INPRG");
    }
    seen("wo-0", "COMP");
  }

  @Test
  void whereChangesDoNotComeInTheirOrderAllPagesAreReadToTheEnd() {
    cmms.sortsByNumber();
    for (int i = 0; i < 9; i++) {
      delivered("wo-" + i, "K-" + i);
      cmms.says("K-" + i, "APPR", OrderStatus.APPROVED, Facts.empty());
    }
    for (int i = 8; i >= 3; i--) {
      cmms.says("K-" + i, "INPRG", OrderStatus.IN_PROGRESS, Facts.empty());
    }
    for (int i = 0; i < 3; i++) {
      cmms.says("K-" + i, "COMP", OrderStatus.CLOSED, REPAIRED);
    }
    start();
    for (int i = 0; i < 3; i++) {
      seen("wo-" + i, "COMP");
    }
    for (int i = 3; i < 9; i++) {
      seen("wo-" + i, "INPRG");
    }
  }

  @Test
  void everyEndIsReadThoughAFifthOfTheHintsIsLostAndOthersComeTwiceAndLate() {
    Random chance = new Random(7);
    cmms.repeatsItself();
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      delivered("wo-" + i, "K-" + i);
      cmms.says("K-" + i, "APPR", OrderStatus.APPROVED, Facts.empty());
      all.add(i);
    }
    start();
    Collections.shuffle(all, chance);
    for (int i : all) {
      cmms.says("K-" + i, "COMP", OrderStatus.CLOSED, REPAIRED);
      if (chance.nextDouble() >= 0.2) {
        closures.hint(ToldCmms.INSTANCE, "K-" + (chance.nextInt(5) == 0 ? all.get(0) : i));
      }
    }
    readAgain();
    for (int i : all) {
      assertThat(ours("wo-" + i).status()).as("order %d", i).isEqualTo(OrderStatus.CLOSED);
      assertThat(read("wo-" + i).stream().filter(e -> e.facts().text("to").get().equals("CLOSED")))
          .hasSize(1);
    }
    assertThat(closures.hint(ToldCmms.INSTANCE, "K-unknown")).isFalse();
  }
}
