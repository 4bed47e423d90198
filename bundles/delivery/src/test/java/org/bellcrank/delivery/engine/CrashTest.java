package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.journal.Entry;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gateway stops at each call of an order, its picture and its update, before it and behind. */
class CrashTest extends EngineTest {

  /** find, create, read back; find, attach, read; update, read. */
  private static final int CALLS = 8;

  static Stream<Arguments> moments() {
    return IntStream.range(0, CALLS)
        .boxed()
        .flatMap(call -> Stream.of(Arguments.of(call, true), Arguments.of(call, false)));
  }

  @ParameterizedTest(name = "call {0}, behind it: {1}")
  @MethodSource("moments")
  void everythingArrivesOnceWhereverItStops(int stopped, boolean behind) throws Exception {
    EvidenceReference picture = evidence.keep(new byte[] {1, 2, 3}, "image/jpeg");
    CountDownLatch reached = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    TinyCmms.Interruptible stop =
        () -> {
          if (calls.getAndIncrement() == stopped) {
            reached.countDown();
            new CountDownLatch(1).await();
          }
        };
    hook(behind, stop);
    WorkOrder order = raise(SampleOrders.order("wo-1", "cmms", 4, picture));
    start(2);
    if (stopped >= CALLS - 2) {
      allSettled(order);
      grow(SampleOrders.order("wo-1", "cmms", 1, picture));
    }
    assertThat(reached.await(20, TimeUnit.SECONDS)).as("stopped").isTrue();
    engine.close();

    hook(behind, () -> {});
    start(2);
    allSettled(order);
    if (stopped < CALLS - 2) {
      grow(SampleOrders.order("wo-1", "cmms", 1, picture));
      allSettled(order);
    }
    assertThat(rows(order)).extracting(Delivery::state).containsOnly(DeliveryState.DONE);
    assertThat(cmms.creates).hasValue(1);
    assertThat(cmms.files).hasSize(1);
    assertThat(cmms.updates).hasValue(1);
    assertThat(cmms.only().whole("priority")).hasValue(1);
    eachIntentHasItsReceipt(order);
  }

  private void hook(boolean behind, TinyCmms.Interruptible what) {
    if (behind) {
      cmms.behindEach = what;
    } else {
      cmms.beforeEach = what;
    }
  }

  private void eachIntentHasItsReceipt(WorkOrder order) {
    List<String> open = new ArrayList<>();
    for (Entry entry : store.about(order.id())) {
      String step = entry.facts().text("delivery").orElse("") + entry.facts().text("step");
      if (entry.kind().equals("delivery.intent")) {
        assertThat(open).as("before %s", entry).isEmpty();
        open.add(step);
      } else if (entry.kind().equals("delivery.receipt")) {
        assertThat(open).containsExactly(step);
        open.clear();
      }
    }
    assertThat(open).isEmpty();
  }
}
