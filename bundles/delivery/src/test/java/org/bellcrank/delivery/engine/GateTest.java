package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.Receipt.Unreachable.Scope;
import org.bellcrank.delivery.connector.Limits;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Test;

/** When calls of an instance flow; time is a parameter. */
class GateTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Receipt DONE = new Receipt.Accepted(200, Facts.empty());
  private static final Delivery A = row("a", Purpose.CREATE);
  private static final Delivery B = row("b", Purpose.CREATE);
  private static final Delivery PICTURE = row("p", Purpose.ATTACH);

  private long millis;

  private static Delivery row(String id, Purpose purpose) {
    return Delivery.planned(id, "wo-" + id, "i", purpose, 2, NOON);
  }

  private Gate gate(int concurrency, int perMinute) {
    Gate gate = new Gate(() -> Duration.ofMillis(millis).toNanos());
    configure(gate, concurrency, perMinute);
    return gate;
  }

  private static void configure(Gate gate, int concurrency, int perMinute) {
    configure(gate, concurrency, perMinute, ConnectorInstance.Transport.NONE);
  }

  private static void configure(
      Gate gate, int concurrency, int perMinute, ConnectorInstance.Transport own) {
    ConnectorInstance instance =
        new ConnectorInstance(
            "i",
            "k",
            "i",
            "s",
            URI.create("http://127.0.0.1"),
            Optional.empty(),
            Map.of(),
            OptionalInt.of(concurrency),
            OptionalInt.of(perMinute),
            Optional.empty());
    Limits limits =
        new Limits(
            1,
            0,
            0,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            5,
            Duration.ZERO);
    gate.configure(
        instance.over(own),
        limits,
        new Backoff(limits.firstPause(), limits.longestPause(), () -> 0));
  }

  private Optional<String> note(Gate gate, Delivery row, Receipt receipt) {
    return gate.note(row, "create", receipt, NOON.plusMillis(millis), Duration.ofMillis(5)).line();
  }

  private static Receipt away(Scope scope) {
    return new Receipt.Unreachable("away", Optional.empty(), scope);
  }

  @Test
  void aGateThatWasNeverConfiguredSaysWhyNothingFlows() {
    Gate gate = new Gate(() -> 0);
    assertThat(gate.breaker()).isEqualTo(Breaker.NO_CONNECTOR);
    assertThat(gate.lastWords()).isEqualTo("its connector was not looked for yet");
  }

  @Test
  void noMoreAtATimeThanAllowed() {
    Gate gate = gate(2, 0);
    assertThat(gate.free()).isEqualTo(2);
    assertThat(gate.enter(A)).isTrue();
    assertThat(gate.enter(B)).isTrue();
    assertThat(gate.free()).isZero();
    assertThat(gate.enter(PICTURE)).isFalse();
    gate.leave("a", NOON);
    assertThat(gate.free()).isEqualTo(1);
  }

  @Test
  void noMoreAMinuteThanAllowedAndTheWaitForTheNextIsKnown() {
    Gate gate = gate(4, 60);
    gate.enter(A);
    int gone = 0;
    for (int tenth = 0; tenth < 600; tenth++) {
      millis = tenth * 100L;
      if (gate.take("a")) {
        gone++;
      }
    }
    assertThat(gone).isBetween(54, 60);
    while (gate.take("a")) {
      gone++;
    }
    assertThat(gate.free()).isZero();
    assertThat(gate.rest()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
    millis += gate.rest().toMillis() + 1;
    assertThat(gate.rest()).isZero();
    assertThat(gate.free()).isEqualTo(1);
  }

  @Test
  void noMoreAnHourThanTheEndpointTakesHoweverManyItsMinuteWouldLetThrough() {
    Gate gate = gate(4, 0);
    configure(
        gate,
        4,
        60,
        new ConnectorInstance.Transport(
            OptionalInt.of(30), OptionalInt.empty(), Optional.empty(), Optional.empty()));
    gate.enter(A);
    int gone = 0;
    for (millis = 0; millis < 3_600_000; millis += 1000) {
      if (gate.take("a")) {
        gone++;
      }
    }
    assertThat(gone).isBetween(27, 30);
    while (gate.take("a")) {
      gone++;
    }
    assertThat(gate.asks()).hasValueSatisfying(w -> assertThat(w).contains("30 calls an hour"));
    assertThat(gate.rest()).isPositive().isLessThan(Duration.ofSeconds(130));
  }

  /** The clock of the gateway is set back by a day: waiting is not measured by it. */
  @Test
  void aClockThatIsSetBackHoldsNothingUp() {
    Gate gate = gate(4, 60);
    gate.enter(A);
    assertThat(gate.take("a")).isTrue();
    gate.note(A, "create", away(Scope.INSTANCE), NOON, Duration.ZERO);
    gate.leave("a", NOON.minusSeconds(86_400));
    assertThat(gate.free()).isZero();
    millis += 1101;
    assertThat(gate.free()).isEqualTo(1);
    assertThat(gate.enter(A)).isTrue();
    assertThat(gate.take("a")).isTrue();
  }

  @Test
  void itIsToldOnceThatAnInstanceStopsAndOnceThatItFlows() {
    Gate gate = gate(4, 0);
    gate.enter(A);
    assertThat(note(gate, A, away(Scope.INSTANCE)))
        .hasValueSatisfying(w -> assertThat(w).contains("away"));
    gate.leave("a", NOON);
    assertThat(gate.until()).contains(NOON.plusSeconds(1));
    for (int i = 0; i < 3; i++) {
      millis += 60_000;
      assertThat(gate.enter(A)).isTrue();
      assertThat(gate.breaker()).isEqualTo(Breaker.PROBING);
      assertThat(gate.enter(B)).as("one probe").isFalse();
      assertThat(note(gate, A, away(Scope.INSTANCE))).isEmpty();
      gate.leave("a", NOON);
    }
    millis += 60_000;
    assertThat(gate.inTurn(List.of(A, B))).as("another is tried").containsExactly(B, A);
    gate.enter(B);
    assertThat(note(gate, B, DONE)).hasValueSatisfying(w -> assertThat(w).contains("flows again"));
    assertThat(gate.free()).isEqualTo(3);
  }

  @Test
  void aCredentialThatIsNotAcceptedCanBeResumed() {
    Gate gate = gate(4, 0);
    gate.enter(A);
    note(gate, A, away(Scope.CREDENTIAL));
    gate.leave("a", NOON);
    assertThat(gate.breaker()).isEqualTo(Breaker.CREDENTIAL);
    assertThat(gate.free()).isZero();
    gate.resume();
    assertThat(gate.free()).isEqualTo(1);
  }

  @Test
  void picturesThatAreNotTakenHoldNoOrderBack() {
    Gate gate = gate(4, 0);
    gate.enter(PICTURE);
    assertThat(note(gate, PICTURE, away(Scope.CREDENTIAL)))
        .hasValueSatisfying(w -> assertThat(w).startsWith("pictures wait"));
    gate.leave("p", NOON);
    assertThat(gate.breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(gate.behind()).isEqualTo(Map.of(Purpose.ATTACH, Breaker.CREDENTIAL));
    assertThat(gate.kept()).containsExactly(Purpose.ATTACH);
    assertThat(gate.enter(PICTURE)).isFalse();
    assertThat(gate.enter(A)).isTrue();
    assertThat(gate.take("a")).isTrue();
  }

  @Test
  void whileOrdersWaitAPictureMayBeTheProbe() {
    Gate gate = gate(4, 0);
    gate.enter(A);
    note(gate, A, away(Scope.INSTANCE));
    gate.leave("a", NOON);
    assertThat(gate.enter(PICTURE)).isFalse();
    millis += 1001;
    assertThat(gate.enter(PICTURE)).isTrue();
    assertThat(gate.take("p")).isTrue();
    assertThat(gate.enter(B)).isFalse();
    note(gate, PICTURE, DONE);
    gate.leave("p", NOON);
    assertThat(gate.breaker()).isEqualTo(Breaker.CLOSED);
  }

  /** Whether orders are let in, an order finds out. */
  @Test
  void aProbeThatLacksItsOwnRightKeepsItsOwnKindBackAndLetsOrdersTry() {
    Gate gate = gate(4, 0);
    gate.enter(A);
    note(gate, A, away(Scope.INSTANCE));
    gate.leave("a", NOON);
    millis += 1001;
    assertThat(gate.enter(PICTURE)).isTrue();
    assertThat(note(gate, PICTURE, away(Scope.CREDENTIAL)))
        .hasValueSatisfying(w -> assertThat(w).contains("flows again", "pictures wait: away"));
    assertThat(gate.take("p")).isFalse();
    gate.leave("p", NOON);
    assertThat(gate.breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(gate.behind()).isEqualTo(Map.of(Purpose.ATTACH, Breaker.CREDENTIAL));
    assertThat(gate.enter(PICTURE)).isFalse();
    assertThat(gate.enter(B)).isTrue();
    note(gate, B, away(Scope.CREDENTIAL));
    gate.leave("b", NOON);
    assertThat(gate.breaker()).as("an order says it of all").isEqualTo(Breaker.CREDENTIAL);
  }

  @Test
  void whatIsKeptBackByItselfIsNoProbeForAll() {
    Gate gate = gate(4, 0);
    gate.enter(PICTURE);
    note(gate, PICTURE, away(Scope.CREDENTIAL));
    gate.leave("p", NOON);
    gate.enter(A);
    note(gate, A, away(Scope.INSTANCE));
    gate.leave("a", NOON);
    millis += 1001;
    assertThat(gate.kept()).containsExactly(Purpose.ATTACH);
    assertThat(gate.enter(PICTURE)).isFalse();
    assertThat(gate.enter(B)).isTrue();
  }

  @Test
  void aRefusalSaysNothingAgainstTheOtherSide() {
    Gate gate = gate(4, 0);
    gate.enter(A);
    for (int i = 0; i < 10; i++) {
      note(gate, A, new Receipt.Refused(400, "no", Optional.empty(), Optional.empty()));
    }
    assertThat(gate.breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(gate.lastWords()).isEqualTo("no");
  }

  @Test
  void whyNothingFlowsIsForgottenOnceTheConnectorIsLoaded() {
    Gate gate = gate(4, 0);
    gate.noConnector("not loaded");
    assertThat(gate.breaker()).isEqualTo(Breaker.NO_CONNECTOR);
    assertThat(gate.lastWords()).isEqualTo("not loaded");
    assertThat(gate.free()).isZero();
    configure(gate, 4, 0);
    assertThat(gate.lastWords()).isEmpty();
    assertThat(gate.breaker()).isEqualTo(Breaker.CLOSED);
  }
}
