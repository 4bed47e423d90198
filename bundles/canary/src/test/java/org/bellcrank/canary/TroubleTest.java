package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryBook.InstanceHealth;
import org.bellcrank.delivery.Purpose;
import org.junit.jupiter.api.Test;

/** What the way to a CMMS says about itself. */
class TroubleTest {

  private static Optional<Trouble> of(Map<Purpose, Breaker> behind) {
    return Trouble.behind("cmms", health(Breaker.CLOSED, behind, "no right to this"));
  }

  private static List<InstanceHealth> health(
      Breaker orders, Map<Purpose, Breaker> behind, String words) {
    return List.of(
        new InstanceHealth(
            "cmms",
            "custom-rest",
            "CMMS",
            orders,
            behind,
            Optional.empty(),
            0,
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            words,
            Duration.ZERO));
  }

  @Test
  void aMissingRightForUpdatesIsToldThoughOrdersFlow() {
    assertThat(of(Map.of(Purpose.UPDATE, Breaker.CREDENTIAL)))
        .hasValueSatisfying(
            trouble -> {
              assertThat(trouble.words()).contains("updates wait");
              assertThat(trouble.isBehind()).isTrue();
            });
  }

  /** The last words are those of whatever row failed last. */
  @Test
  void itsWordsDoNotChangeWhileItStands() {
    Map<Purpose, Breaker> behind = Map.of(Purpose.ATTACH, Breaker.CREDENTIAL);
    assertThat(Trouble.behind("cmms", health(Breaker.CLOSED, behind, "no right to this")))
        .isPresent()
        .isEqualTo(Trouble.behind("cmms", health(Breaker.CLOSED, behind, "priority is wrong")));
  }

  @Test
  void ordersThatWaitAreAnotherTroubleThanWhatWaitsBehindThem() {
    Map<Purpose, Breaker> behind = Map.of(Purpose.ATTACH, Breaker.CREDENTIAL);
    assertThat(Trouble.queue("cmms", health(Breaker.CLOSED, behind, ""))).isEmpty();
    assertThat(Trouble.queue("cmms", health(Breaker.OPEN, behind, "nobody listens")))
        .hasValueSatisfying(
            trouble -> {
              assertThat(trouble.words()).contains("orders wait", "nobody listens");
              assertThat(trouble.isBehind()).isFalse();
            });
  }

  @Test
  void whatPassesByItselfBehindOrdersIsNoTrouble() {
    assertThat(of(Map.of(Purpose.ATTACH, Breaker.OPEN))).isEmpty();
    assertThat(of(Map.of())).isEmpty();
  }
}
