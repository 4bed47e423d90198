package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.ConnectorInstances;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryBook.InstanceHealth;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Rehearsal.Walked;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.document.Documents;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** While a CMMS is worked on, nothing is asked of it. */
class MaintenanceTest extends EngineTest {

  private static final Instant BEGINS = Instant.parse("2026-05-03T02:00:00Z");
  private static final Instant ENDS = Instant.parse("2026-05-03T05:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(BEGINS);

  private List<ConnectorInstance> instances() throws Exception {
    return ConnectorInstances.read(
        Documents.parse(
            "connectors.yaml",
            """
            connectors:
              - id: cmms
                kind: custom-rest
                site: plant
                address: http://127.0.0.1:1
                limits: { concurrency: 1 }
                maintenance: [{ days: [sun], start: "02:00", end: "05:00", zone: UTC }]
            """));
  }

  private void begin() throws Exception {
    clock = new MovedClock();
    List<ConnectorInstance> instances = instances();
    engine = new DeliveryEngine(store, clock, shelf(), () -> instances, cmms, evidence, shrinker);
  }

  private InstanceHealth health() {
    return engine.health().get(0);
  }

  @Test
  void nothingIsSentUntilItEndsAndThenTheMostUrgentFirst() throws Exception {
    List<WorkOrder> orders =
        IntStream.of(4, 1, 3, 2).mapToObj(priority -> raise("wo-" + priority, priority)).toList();
    begin();
    Until.is(() -> health().breaker() == Breaker.MAINTENANCE, this::health);
    assertThat(health().until()).contains(ENDS);
    assertThat(health().lastWords())
        .isEqualTo("maintenance until 2026-05-03T05:00:00Z, nothing is sent");
    assertThat(health().queue()).isEqualTo(4);
    assertThat(
            engine
                .walk("canary-1", SampleOrders.order("wo-9", "cmms"), false)
                .get(20, TimeUnit.SECONDS))
        .isEqualTo(new Walked.Resting(ENDS));
    assertThat(cmms.most).as("calls").hasValue(0);
    now.set(ENDS);
    orders.forEach(this::settled);
    assertThat(cmms.priorities).containsExactly(1L, 2L, 3L, 4L);
    assertThat(health().breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(health().lastError()).isEmpty();
  }

  @Test
  void aRowUnderWayEndsItsCallAndGoesOnAfterwards() throws Exception {
    now.set(BEGINS.minusSeconds(1));
    cmms.afterCreate = () -> now.set(BEGINS);
    WorkOrder order = raise("wo-1", 2);
    begin();
    Until.is(() -> health().breaker() == Breaker.MAINTENANCE, this::health);
    Until.is(() -> health().running() == 0, this::health);
    Delivery row = row(order);
    assertThat(row.state()).isEqualTo(DeliveryState.WAITING);
    assertThat(row.step()).isEqualTo("read-back");
    assertThat(row.intent()).isFalse();
    now.set(ENDS);
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
    assertThat(cmms.creates).hasValue(1);
  }

  private final class MovedClock extends Clock {

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }
}
