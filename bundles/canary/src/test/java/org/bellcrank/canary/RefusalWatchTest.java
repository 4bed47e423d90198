package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryBook.InstanceHealth;
import org.junit.jupiter.api.Test;

/** When refusals are the connector's trouble. */
class RefusalWatchTest {

  private final RefusalWatch watch = new RefusalWatch();

  private Optional<Trouble> after(long delivered, long workbench) {
    watch.look(
        List.of(
            new InstanceHealth(
                "cmms",
                "custom-rest",
                "CMMS",
                Breaker.CLOSED,
                Map.of(),
                Optional.empty(),
                0,
                workbench,
                delivered,
                0,
                Optional.empty(),
                Optional.empty(),
                "asset_tag: unknown",
                Duration.ZERO)));
    return watch.of("cmms");
  }

  @Test
  void threeInARowAreToldUntilOneArrives() {
    assertThat(after(10, 0)).isEmpty();
    assertThat(after(10, 1)).isEmpty();
    assertThat(after(10, 2)).isEmpty();
    Trouble trouble = after(10, 3).orElseThrow();
    assertThat(trouble.stage()).isEqualTo("orders");
    assertThat(trouble.words()).contains("3 wait there: asset_tag: unknown");
    assertThat(after(10, 4)).as("told once, in the same words").contains(trouble);
    assertThat(after(11, 4)).isEmpty();
    assertThat(after(11, 5)).isEmpty();
  }

  @Test
  void whereOthersArriveARefusalIsTheOrdersOwn() {
    after(0, 0);
    for (int i = 1; i < 20; i++) {
      assertThat(after(i, i)).isEmpty();
    }
  }

  @Test
  void whatWaitedBeforeTheStartIsNothingNewAndAnEmptyWorkbenchEndsIt() {
    assertThat(after(5, 40)).isEmpty();
    assertThat(after(5, 43)).isPresent();
    assertThat(after(5, 41)).isPresent();
    assertThat(after(5, 0)).isEmpty();
  }
}
