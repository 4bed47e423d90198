package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.Work;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** After a start what waits for its time is due, and a long queue without any holds up nobody. */
class HurryTest extends EngineTest {

  private final AtomicInteger commits = new AtomicInteger();

  @Test
  void whereNothingWaitsForItsTimeNothingIsWritten() {
    raise("one", 3);
    raise("two", 3);

    desk().hurryAll("cmms");

    assertThat(commits).hasValue(0);
  }

  @Test
  void whatWaitsForItsTimeIsDueNow() {
    WorkOrder order = raise("one", 3);
    Delivery later = row(order).later(1, clock.instant().plus(Duration.ofHours(1)), "busy");
    store.commit(
        unit -> {
          unit.port(OutboxBook.class).change(later);
          return null;
        });

    desk().hurryAll("cmms");

    assertThat(row(order).nextAt()).isBeforeOrEqualTo(clock.instant());
    assertThat(row(order).attempt()).isEqualTo(1);
    assertThat(commits).hasValue(1);
  }

  private Desk desk() {
    Store counting = new Counting();
    return new Desk(counting, clock, List::of, shelf(), new Reading(cmms, evidence, clock));
  }

  private final class Counting implements Store {
    @Override
    public <T> T commit(Work<T> work) {
      commits.incrementAndGet();
      return store.commit(work);
    }

    @Override
    public <T> CompletableFuture<T> submit(Work<T> work) {
      return store.submit(work);
    }

    @Override
    public <T> T read(Work<T> work) {
      return store.read(work);
    }

    @Override
    public Registration onCommit(Runnable listener) {
      return store.onCommit(listener);
    }
  }
}
