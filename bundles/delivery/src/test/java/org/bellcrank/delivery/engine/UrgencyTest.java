package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** An order that became more urgent while it waits goes before others. */
class UrgencyTest extends EngineTest {

  @Test
  void anOrderThatWasTriedInVainMovesUpWhenItBecomesMoreUrgent() {
    WorkOrder tried = raise("tried", 5);
    WorkOrder other = raise("other", 3);
    change(row(tried).reached("firstIntent", SampleOrders.RAISED));

    grow(SampleOrders.order("tried", "cmms", 1));

    assertThat(row(tried, Purpose.CREATE).priority()).isEqualTo(1);
    assertThat(rows(tried)).as("what was sent may be the older content").hasSize(2);
    List<Delivery> due =
        store.read(unit -> unit.port(OutboxBook.class).due("cmms", clock.instant(), Set.of(), 1));
    assertThat(due).extracting(Delivery::order).containsExactly(tried.id());
    assertThat(row(other).priority()).isEqualTo(3);
  }

  @Test
  void aCallUnderWayIsLeftAlone() {
    WorkOrder tried = raise("tried", 5);
    change(row(tried).intending("find").reached("firstIntent", SampleOrders.RAISED));

    grow(SampleOrders.order("tried", "cmms", 1));

    assertThat(row(tried, Purpose.CREATE).priority()).isEqualTo(5);
  }

  private void change(Delivery row) {
    store.commit(
        unit -> {
          unit.port(OutboxBook.class).change(row);
          return null;
        });
  }
}
