package org.bellcrank.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.LayerBook;
import org.bellcrank.journal.LayerPlan;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.source.mqtt.testing.Wait;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody waits for the disk under the position, and it says no more than the broker did. */
class SlowPositionTest {

  private static final LayerBook ALL = () -> Optional.of(LayerPlan.DEFAULT);
  private static final Instant NOW = Instant.parse("2026-05-04T06:00:00Z");
  private static final String READER = "publish.mqtt.slow";

  private final KeptPositions kept = new KeptPositions();
  private final Set<Long> taken = ConcurrentHashMap.newKeySet();
  private final List<Long> tooFar = new CopyOnWriteArrayList<>();
  private final Positions positions =
      new Positions() {
        @Override
        public long position(String reader) {
          return kept.position(reader);
        }

        @Override
        public void advance(String reader, long to) {
          LongStream.rangeClosed(1, to)
              .filter(place -> !taken.contains(place))
              .forEach(tooFar::add);
          kept.advance(reader, to);
        }
      };
  private final MemoryStore memory = new MemoryStore().with(Positions.class, positions);
  private final SlowDisk store = new SlowDisk(memory.with(Journal.class, memory));
  private final Answering broker = new Answering();
  private EventFeed feed;

  /** Takes each at once, or when the test says so. */
  private final class Answering implements EventFeed.Broker {

    private final Map<Long, CompletableFuture<Void>> open = new ConcurrentHashMap<>();
    private final AtomicInteger offered = new AtomicInteger();
    private volatile boolean atOnce = true;
    private volatile long furthest;

    @Override
    public boolean isUp() {
      return true;
    }

    @Override
    public CompletableFuture<Void> publish(Entry entry) {
      CompletableFuture<Void> answer = new CompletableFuture<>();
      open.put(entry.sequence(), answer);
      furthest = Math.max(furthest, entry.sequence() - kept.position(READER));
      if (atOnce) {
        take(entry.sequence());
      }
      offered.incrementAndGet();
      return answer;
    }

    private void take(long place) {
      taken.add(place);
      open.remove(place).complete(null);
    }
  }

  private void orders(int count) {
    memory.commit(
        unit -> {
          IntStream.range(0, count)
              .forEach(n -> unit.append(NOW, "order.raised", "o" + n, Facts.builder().build()));
          return null;
        });
    feed.wake();
  }

  private void follow() {
    feed =
        new EventFeed(
            "slow",
            READER,
            store,
            new Outgoing(Set.of("order.raised"), List.of(), List.of(), Set.of(), ALL),
            false,
            broker);
    feed.start();
  }

  @AfterEach
  void stop() {
    store.free();
    feed.close();
  }

  @Test
  void aPositionThatIsSlowOnItsWayToDiskHoldsNoEventsBack() {
    follow();
    orders(1);
    Wait.until(() -> kept.position(READER) == 1);
    store.stick();
    for (int n = 1; n <= 5; n++) {
      int all = 1 + n * 50;
      orders(50);
      Wait.until(() -> broker.offered.get() == all);
    }
    assertThat(kept.position(READER)).isEqualTo(1);
    store.free();
    Wait.until(() -> kept.position(READER) == 251);
    assertThat(tooFar).isEmpty();
  }

  @Test
  void anEventWaitsForNoAnswerToTheOneBeforeIt() {
    broker.atOnce = false;
    follow();
    orders(1);
    Wait.until(() -> broker.offered.get() == 1);
    orders(1);
    Wait.until(() -> broker.offered.get() == 2);
    broker.take(2);
    orders(1);
    Wait.until(() -> broker.offered.get() == 3);
    assertThat(kept.position(READER)).isZero();
    broker.take(1);
    Wait.until(() -> kept.position(READER) == 2);
    broker.take(3);
    Wait.until(() -> kept.position(READER) == 3);
  }

  @Test
  void thePositionNeverPassesWhatWasNotTaken() {
    broker.atOnce = false;
    follow();
    orders(640);
    Random random = new Random(7);
    for (int round = 1; round <= 10; round++) {
      int all = round * 64;
      Wait.until(() -> broker.offered.get() == all); // no more than 64 are under way
      List<Long> places = new ArrayList<>(LongStream.rangeClosed(all - 63L, all).boxed().toList());
      Collections.shuffle(places, random);
      long first = places.remove(places.indexOf(all - 63L));
      places.forEach(broker::take);
      assertThat(kept.position(READER)).isEqualTo(first - 1);
      broker.take(first);
      Wait.until(() -> kept.position(READER) == all);
    }
    assertThat(tooFar).isEmpty();
  }

  @Test
  void aDiskThatStandsStillIsNotRunAwayFrom() {
    follow();
    orders(1);
    Wait.until(() -> kept.position(READER) == 1);
    store.stick();
    orders(9_000);
    Wait.until(() -> broker.furthest >= 5_000);
    AtomicInteger looks = new AtomicInteger();
    Wait.until(() -> looks.incrementAndGet() > 5); // a tenth of a second, for it to run on
    store.free();
    Wait.until(() -> kept.position(READER) == 9_001);
    assertThat(broker.furthest).isBetween(5_000L, 5_100L);
    assertThat(broker.offered.get()).as("none is told twice").isEqualTo(9_001);
    assertThat(tooFar).isEmpty();
  }

  @Test
  void whatWasTakenIsKeptWhenTheFeedEnds() {
    follow();
    orders(1);
    Wait.until(() -> kept.position(READER) == 1);
    store.stick();
    orders(50);
    Wait.until(() -> broker.offered.get() == 51);
    new Thread(store::free).start();
    feed.close();
    assertThat(kept.position(READER)).isEqualTo(51);
  }
}
