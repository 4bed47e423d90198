package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** Other sides that take an order now and work on it later. */
class LateTest extends EngineTest {

  private static final String READ_BACK = "  read-back:\n    effect: confirm\n";

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicBoolean worked = new AtomicBoolean();

  private void waiting(String within) throws Exception {
    connector =
        connector(
            Map.of(READ_BACK, READ_BACK + "    within: %s\n    gap: PT0.02S\n".formatted(within)));
    cmms.instead =
        request -> {
          boolean reads = request.path().matches(".*/\\d+") && request.method().equals("GET");
          return reads && !worked.get() && asked.incrementAndGet() > 0
              ? new StepAnswer.Answered(404, Map.of(), new byte[0])
              : null;
        };
  }

  @Test
  void whatIsNotThereYetIsWaitedForWithoutADoubtAndHoldsNobodyUp() throws Exception {
    waiting("PT1H");
    WorkOrder order = raise("wo-1", 2);
    start(1);
    Until.is(() -> asked.get() > connector.limits().attempts() + 3, engine::health);
    assertThat(row(order).state()).isEqualTo(DeliveryState.WAITING);
    assertThat(row(order).words()).contains("handed over", "read-back");
    assertThat(engine.health().get(0).breaker()).isEqualTo(Breaker.CLOSED);
    WorkOrder second = raise("wo-2", 2);
    engine.resume("cmms");
    Until.is(() -> cmms.creates.get() == 2, engine::health);
    worked.set(true);
    settled(order);
    settled(second);
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
    assertThat(cmms.creates).hasValue(2);
  }

  @Test
  void whatNeverComesIsSentAgainAndPutToAPersonAtLast() throws Exception {
    waiting("PT0.1S");
    WorkOrder order = raise("wo-1", 2);
    start(1);
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(row(order).words()).contains("cannot be read back");
    assertThat(asked.get()).isGreaterThan(connector.limits().attempts());
  }

  @Test
  void theWaitGoesOnOverAStop() throws Exception {
    waiting("PT1H");
    WorkOrder order = raise("wo-1", 2);
    start(1);
    Until.is(() -> asked.get() > 2, engine::health);
    Optional<Instant> since = row(order).variables().instant("awaited");
    engine.close();
    int before = asked.get();
    start(1);
    Until.is(() -> asked.get() > before + 2, engine::health);
    assertThat(row(order).variables().instant("awaited")).isEqualTo(since).isPresent();
    worked.set(true);
    settled(order);
    assertThat(cmms.creates).hasValue(1);
    assertThat(row(order).variables().has("awaited")).isFalse();
  }

  /** What was worked on and shows other fields will not show ours later. */
  @Test
  void whatIsThereAndDiffersIsNotWaitedFor() throws Exception {
    String readUpdate = "  read-update:\n    effect: confirm\n";
    connector = connector(Map.of(readUpdate, readUpdate + "    within: PT1H\n"));
    WorkOrder order = raise("wo-1", 4);
    start(1);
    settled(order);
    cmms.frozen = true;
    grow(SampleOrders.order("wo-1", "cmms", 1));
    allSettled(order);
    assertThat(row(order, Purpose.UPDATE).state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(row(order, Purpose.UPDATE).words()).contains("/priority", "shows 4");
    assertThat(cmms.updates.get()).isGreaterThan(1);
  }
}
