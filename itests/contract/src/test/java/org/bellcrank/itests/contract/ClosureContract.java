package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bellcrank.closure.ClosureDesk;
import org.bellcrank.closure.ForeignState;
import org.bellcrank.closure.WebHooks;
import org.bellcrank.delivery.Outcome;
import org.bellcrank.delivery.connector.WebHook;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.journal.Entry;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every connector promises that reads what became of its orders. */
abstract class ClosureContract extends RightsContract {

  private Ending ending() {
    assumeThat(plant.ending()).as("how people end orders there").isPresent();
    return plant.ending().orElseThrow();
  }

  BookedOrder delivered(WorkOrder order) {
    gateway.raise(order);
    BookedOrder booked = agrees(order);
    seen(order, state -> state.status().filter(OrderStatus.APPROVED::equals).isPresent());
    return booked;
  }

  /** Waits until the order was read so. */
  ForeignState seen(WorkOrder order, Predicate<ForeignState> wanted) {
    Until.is(
        () -> gateway.closures().of(order.id()).filter(wanted).isPresent(),
        () -> gateway.closures().of(order.id()) + " " + gateway.closures().health());
    return gateway.closures().of(order.id()).orElseThrow();
  }

  ForeignState ended(WorkOrder order) {
    return seen(order, ForeignState::hasEnded);
  }

  WorkOrder ours(WorkOrder order) {
    return gateway.store.read(unit -> unit.port(OrderBook.class).find(order.id()).orElseThrow());
  }

  private List<Entry> readings(WorkOrder order) {
    return gateway.store.about(order.id()).stream()
        .filter(entry -> entry.kind().equals("closure.read"))
        .toList();
  }

  ClosureDesk.Health health() {
    return gateway.closures().health().get(0);
  }

  /** Waits until everything that stands there now was read. */
  private void readOnceMore() {
    for (int i = 0; i < 2; i++) {
      Instant before = health().read().orElse(Instant.EPOCH);
      Until.is(() -> health().read().filter(before::isBefore).isPresent(), this::health);
    }
  }

  @Test
  void aStatusThatIsSetThereMovesOurOrderOnce() {
    Ending ending = ending();
    WorkOrder order = order("wo-working");
    BookedOrder booked = delivered(order);
    plant.report(booked.number(), ending.working(), Map.of());
    seen(order, state -> state.foreignStatus().equals(shown(ending.working())));
    assertThat(ours(order).status()).isEqualTo(OrderStatus.IN_PROGRESS);
    int told = readings(order).size();
    readOnceMore();
    assertThat(readings(order)).hasSize(told);
  }

  /** What the CMMS's interface shows for a status of its books. */
  String shown(String status) {
    return status;
  }

  @Test
  void anEndIsReadWithAllThatItTells() {
    Ending ending = ending();
    WorkOrder order = order("wo-done");
    BookedOrder booked = delivered(order);
    plant.report(booked.number(), ending.done(), ending.report());
    ForeignState state = ended(order);
    assertThat(state.closure().values()).containsAllEntriesOf(ending.told().values());
    assertThat(state.outcome()).isPresent();
    assertThat(ours(order).status()).isEqualTo(OrderStatus.CLOSED);
    assertThat(ours(order).fields().instant("order.endedAt")).isPresent();
    Entry last = readings(order).get(readings(order).size() - 1);
    assertThat(last.facts().text("to")).contains("CLOSED");
    assertThat(last.facts().facts("closure")).contains(state.closure());
  }

  @Test
  void anEndWhereNothingWasWrongIsAFalseAlarm() {
    Ending ending = ending();
    assumeThat(ending.nothing()).as("how they say that nothing was wrong").isNotEmpty();
    WorkOrder order = order("wo-nothing");
    BookedOrder booked = delivered(order);
    plant.report(booked.number(), ending.done(), ending.nothing());
    assertThat(ended(order).outcome()).contains(Outcome.FALSE_ALARM);
    assertThat(ours(order).fields().text("order.outcome")).contains("FALSE_ALARM");
  }

  @Test
  void anOrderThatIsGivenUpThereIsCancelledHere() {
    Ending ending = ending();
    assumeThat(ending.cancelled()).as("a status for giving up").isPresent();
    WorkOrder order = order("wo-given-up");
    BookedOrder booked = delivered(order);
    plant.report(booked.number(), ending.cancelled().get(), Map.of());
    ended(order);
    assertThat(ours(order).status()).isEqualTo(OrderStatus.CANCELLED);
  }

  @Test
  void whatIsPutRightAfterTheEndIsReadAgain() {
    Ending ending = ending();
    WorkOrder order = order("wo-later");
    BookedOrder booked = delivered(order);
    plant.report(booked.number(), ending.done(), ending.report());
    ended(order);
    plant.report(booked.number(), ending.done(), ending.later());
    Map<String, Object> corrected = ending.corrected().values();
    seen(order, now -> now.closure().values().entrySet().containsAll(corrected.entrySet()));
    assertThat(ours(order).status()).isEqualTo(OrderStatus.CLOSED);
  }

  @Test
  void anOrderThatIsOpenedAgainThereIsOpenAgainHere() {
    Ending ending = ending();
    assumeThat(ending.again()).as("a way back").isPresent();
    WorkOrder order = order("wo-again");
    BookedOrder booked = delivered(order);
    plant.report(booked.number(), ending.done(), Map.of());
    ended(order);
    plant.report(booked.number(), ending.again().get(), Map.of());
    seen(order, state -> !state.hasEnded());
    assertThat(ours(order).status().isOpen()).isTrue();
    assertThat(ours(order).fields().whole("order.reopenings")).hasValue(1);
  }

  @Test
  void readingWaitsWhileTheCmmsIsAwayAndLosesNothing() {
    Ending ending = ending();
    WorkOrder order = order("wo-away");
    BookedOrder booked = delivered(order);
    plant.faults().add(Fault.next(FaultKind.UNAVAILABLE, 3));
    Until.is(() -> health().failing().isPresent(), this::health);
    assertThat(health().words()).isNotBlank();
    plant.report(booked.number(), ending.done(), ending.report());
    ended(order);
    Until.is(() -> health().failing().isEmpty(), this::health);
    assertThat(ours(order).status()).isEqualTo(OrderStatus.CLOSED);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {
        "PAGE_AFTER_COMMIT",
        "CUT_AFTER_COMMIT",
        "MANGLED_AFTER_COMMIT",
        "HUGE_AFTER_COMMIT",
        "BOMB_AFTER_COMMIT"
      })
  void garbageInsteadOfAReadingEndsNoOrderAndLosesNoEnd(FaultKind kind) {
    Ending ending = ending();
    possible(kind);
    WorkOrder order = order("wo-" + kind);
    BookedOrder booked = delivered(order);
    plant.faults().add(Fault.every(kind, 1));
    // Of what was asked for singly each order is told by itself.
    Until.is(
        () -> health().failing().isPresent() || !health().unreadable().isEmpty(), this::health);
    plant.report(booked.number(), ending.done(), ending.report());
    int hits = plant.faults().hits();
    Until.is(() -> plant.faults().hits() > hits, this::health);
    assertThat(ours(order).status()).isEqualTo(OrderStatus.APPROVED);
    assertThat(health().unknown()).isEmpty();
    plant.faults().clear();
    ended(order);
    assertThat(ours(order).status()).isEqualTo(OrderStatus.CLOSED);
  }

  @Test
  void endsOfMoreOrdersThanAPageHoldsAreAllRead() {
    Ending ending = ending();
    List<WorkOrder> orders = IntStream.range(0, 12).mapToObj(i -> order("wo-page-" + i)).toList();
    orders.forEach(gateway::raise);
    List<BookedOrder> booked = orders.stream().map(this::agrees).toList();
    gateway.stop();
    booked.forEach(each -> plant.report(each.number(), ending.done(), Map.of()));
    gateway.start();
    orders.forEach(this::ended);
    readOnceMore();
    assertThat(health().unreadable()).isEmpty();
    assertThat(health().unknown()).isEmpty();
    orders.forEach(each -> assertThat(ours(each).status()).isEqualTo(OrderStatus.CLOSED));
  }

  @Test
  void aHintMakesTheOrderReadAtOnce() {
    Ending ending = ending();
    gateway.close();
    gateway = new Gateway(plant, folder, Gateway.SELDOM);
    assumeThat(gateway.engine().pace(Gateway.INSTANCE).filter(p -> p.single())).isPresent();
    WorkOrder order = order("wo-hint");
    gateway.raise(order);
    BookedOrder booked = agrees(order);
    plant.report(booked.number(), ending.done(), ending.report());
    Optional<String> key = gateway.settled(order).create().foreignId();
    Until.is(
        () -> gateway.closures().hint(Gateway.INSTANCE, key.orElseThrow()) && isEnded(order),
        () -> gateway.closures().of(order.id()));
    assertThat(ours(order).status()).isEqualTo(OrderStatus.CLOSED);
  }

  @Test
  void aCallThatIsSignedMakesTheOrderReadAndAnotherIsNotBelieved() {
    Ending ending = ending();
    gateway.close();
    gateway = new Gateway(plant, folder, Gateway.SELDOM);
    WorkOrder order = order("wo-hook");
    gateway.raise(order);
    BookedOrder booked = agrees(order);
    Optional<WebHook.Call> call = plant.call(booked, Gateway.HOOK_SECRET);
    assumeThat(call).as("calls of the CMMS").isPresent();
    Until.is(() -> health().read().isPresent(), this::health);
    plant.report(booked.number(), ending.done(), ending.report());
    Instant before = health().read().orElseThrow();
    WebHook.Call forged = plant.call(booked, "guessed").orElseThrow();
    assertThat(gateway.hooks().hear(Gateway.INSTANCE, forged))
        .isInstanceOfSatisfying(
            WebHooks.Heard.Unproven.class,
            heard -> assertThat(heard.why()).doesNotContain(Gateway.HOOK_SECRET));
    assertThat(health().read()).contains(before);
    assertThat(gateway.hooks().hear(Gateway.INSTANCE, call.get()))
        .isEqualTo(new WebHooks.Heard.Hint(true));
    ended(order);
    assertThat(gateway.hooks().hear("no-such-instance", call.get()))
        .isEqualTo(new WebHooks.Heard.Deaf());
  }

  private boolean isEnded(WorkOrder order) {
    return gateway.closures().of(order.id()).filter(ForeignState::hasEnded).isPresent();
  }
}
