package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.journal.Store;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** A queue that has to wait does so without being asked. */
class PaceTest extends EngineTest {

  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void whileNoRequestIsAllowedTheQueueIsNotAsked() throws Exception {
    connector =
        connector(
            Map.of("  connectTimeout: PT5S", "  requestsPerMinute: 60\n  connectTimeout: PT5S"));
    AtomicInteger calls = new AtomicInteger();
    cmms.before = request -> calls.incrementAndGet();
    IntStream.range(0, 5).forEach(i -> raise("wo-" + i, 3));
    start(4, counting(), evidence);
    Until.is(() -> calls.get() >= 2, engine::health);
    int before = reads.get();
    long begin = System.nanoTime();
    Until.is(() -> calls.get() >= 4, engine::health);
    assertThat(System.nanoTime() - begin).isGreaterThan(1_000_000_000L);
    // Each call asks the queue, and once more before and after it; five milliseconds were 400.
    assertThat(reads.get() - before).isLessThan(40);
  }

  @Test
  void whatWaitsIsTriedAtOnceWhenTheClockIsSetBack() throws Exception {
    connector =
        connector(
            Map.of(
                "firstPause: PT0.02S",
                "firstPause: PT1M",
                "longestPause: PT0.1S",
                "longestPause: PT1M"));
    AtomicReference<Duration> wrong = new AtomicReference<>(Duration.ZERO);
    clock = new Shifted(wrong);
    cmms.instead = request -> new StepAnswer.Answered(503, Map.of(), new byte[0]);
    WorkOrder order = raise("wo-1", 2);
    start(2);
    Until.is(() -> row(order).attempt() == 1, () -> row(order));
    cmms.instead = request -> null;
    wrong.set(Duration.ofDays(-1));
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
  }

  @Test
  void whatWaitsByAClockThatWasAheadIsTriedAtOnceAfterTheNextStart() throws Exception {
    AtomicReference<Duration> wrong = new AtomicReference<>(Duration.ofDays(1));
    clock = new Shifted(wrong);
    cmms.instead = request -> new StepAnswer.Answered(503, Map.of(), new byte[0]);
    WorkOrder order = raise("wo-1", 2);
    start(2);
    Until.is(() -> row(order).attempt() > 1, () -> row(order));
    engine.close();
    cmms.instead = request -> null;
    wrong.set(Duration.ZERO);
    start(2);
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
  }

  @Test
  void anIntentByAClockThatWasAheadIsLookedAfterAtOnceAfterTheNextStart() throws Exception {
    AtomicReference<Duration> wrong = new AtomicReference<>(Duration.ofDays(1));
    clock = new Shifted(wrong);
    CountDownLatch taken = new CountDownLatch(1);
    cmms.afterCreate =
        () -> {
          taken.countDown();
          new CountDownLatch(1).await();
        };
    WorkOrder order = raise("wo-1", 2);
    start(2);
    taken.await();
    engine.close();
    assertThat(row(order).intent()).isTrue();
    cmms.afterCreate = () -> {};
    wrong.set(Duration.ZERO);
    start(2);
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
    assertThat(cmms.creates).hasValue(1);
  }

  /** The clock of a gateway that somebody sets. */
  private static final class Shifted extends Clock {
    private final AtomicReference<Duration> wrong;

    Shifted(AtomicReference<Duration> wrong) {
      this.wrong = wrong;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(wrong.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private Store counting() {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, given) -> {
              if (method.getName().equals("read")) {
                reads.incrementAndGet();
              }
              try {
                return method.invoke(store, given);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
