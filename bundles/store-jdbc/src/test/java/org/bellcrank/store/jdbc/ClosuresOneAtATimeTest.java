package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.closure.ClosureBook;
import org.bellcrank.closure.Closures;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.OrderReader;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While one reading runs no second one begins beside it, though its connector was away. */
@Timeout(60)
class ClosuresOneAtATimeTest {

  private static final String CMMS = "cmms";
  @TempDir Path folder;

  /** Answers when it is let go; its connector comes and goes. */
  private static final class SlowCmms implements OrderReader {

    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile boolean loaded = true;

    @Override
    public Optional<Pace> pace(String instance) {
      looks.incrementAndGet();
      Duration day = Duration.ofDays(1);
      return loaded
          ? Optional.of(new Pace(day, day, Duration.ofSeconds(2), true, true, true, false))
          : Optional.empty();
    }

    @Override
    public Answer changed(String instance, Instant since, Optional<Cursor> from)
        throws InterruptedException {
      questions.incrementAndGet();
      gate.await();
      return new Answer.Page(List.of(), List.of(), Optional.empty());
    }

    @Override
    public Answer one(Delivery created, WorkOrder order) {
      throw new AssertionError("no order was delivered");
    }

    private void looked() {
      int before = looks.get();
      Until.is(() -> looks.get() > before + 5, () -> "it is not looked after");
    }
  }

  @Test
  void aReadingThatRunsIsKeptWhileThePackageOfItsConnectorIsReplaced() {
    SlowCmms cmms = new SlowCmms();
    Clock clock = Clock.fixed(Samples.NOON, ZoneOffset.UTC);
    try (JdbcStore store = Stores.open(folder)) {
      store.commit(
          unit -> {
            unit.port(ClosureBook.class).mark(CMMS, Samples.NOON);
            return null;
          });
      try (Closures closures =
          new Closures(store, clock, System::nanoTime, () -> List.of(instance()), cmms, 10)) {
        Until.is(() -> cmms.questions.get() == 1, closures::health);
        cmms.loaded = false;
        cmms.looked();
        cmms.loaded = true;
        cmms.looked();
        assertThat(cmms.questions.get()).isOne();
        cmms.gate.countDown();
        Until.is(() -> closures.health().get(0).read().isPresent(), closures::health);
      }
    }
  }

  private static ConnectorInstance instance() {
    return new ConnectorInstance(
        CMMS,
        "custom-rest",
        "Lyon",
        "plant",
        URI.create("http://127.0.0.1:1"),
        Optional.empty(),
        Map.of(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }
}
