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
    InstanceHealth health =
        new InstanceHealth(
            "cmms",
            "custom-rest",
            "CMMS",
            Breaker.CLOSED,
            behind,
            Optional.empty(),
            0,
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            "answered 403: no right to this",
            Duration.ZERO);
    return Trouble.queue("cmms", List.of(health));
  }

  @Test
  void aMissingRightForUpdatesIsToldThoughOrdersFlow() {
    assertThat(of(Map.of(Purpose.UPDATE, Breaker.CREDENTIAL)))
        .hasValueSatisfying(
            trouble -> assertThat(trouble.words()).contains("updates wait", "no right to this"));
  }

  @Test
  void whatPassesByItselfBehindOrdersIsNoTrouble() {
    assertThat(of(Map.of(Purpose.ATTACH, Breaker.OPEN))).isEmpty();
    assertThat(of(Map.of())).isEmpty();
  }
}
