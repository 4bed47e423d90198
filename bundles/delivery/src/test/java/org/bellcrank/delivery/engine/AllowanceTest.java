package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A limit of calls in a span of time; time is a parameter. */
class AllowanceTest {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  /** Whoever asks as he likes: no span of a minute, wherever it begins, holds more than allowed. */
  @Property(tries = 200)
  void noSpanHoldsMoreThanTheLimit(
      @ForAll @IntRange(min = 1, max = 200) int limit,
      @ForAll @Size(min = 1, max = 400) List<@IntRange(min = 0, max = 20_000) Integer> millis) {
    long now = 0;
    Allowance allowance = new Allowance(Duration.ofMinutes(1), "a minute", now);
    allowance.limit(limit);
    Deque<Long> gone = new ArrayDeque<>();
    for (int each : millis) {
      now += each * 1_000_000L;
      allowance.fill(now);
      for (int greedy = 0; greedy < 30 && allowance.hasOne(); greedy++) {
        allowance.take();
        gone.add(now);
      }
      while (gone.peekFirst() != null && gone.peekFirst() <= now - MINUTE) {
        gone.removeFirst();
      }
      assertThat(gone.size()).isLessThanOrEqualTo(limit);
    }
  }

  @Test
  void whoWaitsAsLongAsItSaysGetsTheWholeLimitInTime() {
    long now = 0;
    Allowance allowance = new Allowance(Duration.ofMinutes(1), "a minute", now);
    allowance.limit(60);
    int gone = 0;
    while (true) {
      now += allowance.rest().toNanos();
      if (now >= 10 * MINUTE) {
        break;
      }
      allowance.fill(now);
      assertThat(allowance.hasOne()).isTrue();
      allowance.take();
      gone++;
    }
    assertThat(gone).as("less than the burst is given up").isBetween(540, 600);
  }

  @Test
  void noLimitIsNone() {
    Allowance allowance = new Allowance(Duration.ofHours(1), "an hour", 0);
    for (int i = 0; i < 1000; i++) {
      allowance.take();
    }
    allowance.fill(1);
    assertThat(allowance.hasOne()).isTrue();
    assertThat(allowance.free(7)).isEqualTo(7);
    assertThat(allowance.rest()).isZero();
  }
}
