package org.bellcrank.reject.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A component that is made anew while the old one is busy with the control. */
class ChangeOfSettingsTest {

  private final Line line = new Line();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final AtomicInteger reads = new AtomicInteger();

  @AfterEach
  void stop() {
    answer.countDown();
    line.close();
  }

  /** The control takes its time for one reading, counted from 1. */
  private void slow(int reading) {
    line.control.onRead =
        () -> {
          if (reads.incrementAndGet() == reading) {
            asked.countDown();
            await(answer);
          }
        };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aPulseUnderWayEndsAndIsToldOnceBeforeTheNextOneBegins() {
    slow(2); // reads true back
    line.found("o-1#0", "saw-5", "a");
    line.running();
    await(asked);
    line.stop();
    line.found("o-2#0", "press-4", "crack");
    line.running();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
    Line.until(() -> line.told().size() > 1 || System.nanoTime() > end);
    assertThat(line.told()).containsExactly("reject.intended o-1#0");
    answer.countDown();

    assertThat(line.told(4))
        .containsExactly(
            "reject.intended o-1#0",
            "reject.pulsed o-1#0",
            "reject.intended o-2#0",
            "reject.pulsed o-2#0");
    assertThat(line.control.writes)
        .containsExactly("reject-5 true", "reject-5 false", "reject-4 true", "reject-4 false");
  }

  @Test
  void whatIsNotBegunYetIsDecidedByTheNewSettings() {
    slow(1); // looks whether it is false
    line.found("o-1#0", "saw-5", "a");
    line.running();
    await(asked);
    line.stop();
    line.running("write_enabled", false);
    answer.countDown();

    assertThat(line.told(1)).containsExactly("reject.withheld o-1#0");
    assertThat(line.why()).startsWith("DISABLED");
    assertThat(line.control.writes).isEmpty();
  }
}
