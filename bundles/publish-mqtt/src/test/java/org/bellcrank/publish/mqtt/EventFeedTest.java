package org.bellcrank.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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

/** The position moves over what the broker has taken, and over nothing else. */
class EventFeedTest {

  private static final LayerBook ALL = () -> Optional.of(LayerPlan.DEFAULT);
  private static final Instant NOW = Instant.parse("2026-05-04T06:00:00Z");

  private final KeptPositions positions = new KeptPositions();
  private final MemoryStore store = store(positions);
  private final HeldBroker broker = new HeldBroker();
  private EventFeed feed;

  private static MemoryStore store(KeptPositions positions) {
    MemoryStore store = new MemoryStore();
    return store.with(Positions.class, positions).with(Journal.class, store);
  }

  /** Takes entries when it is told to. */
  private static final class HeldBroker implements EventFeed.Broker {

    private final List<Entry> offered = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Void>> answers = new CopyOnWriteArrayList<>();

    /** How many had been offered each time that what waits was to be forgotten. */
    private final List<Integer> forgot = new CopyOnWriteArrayList<>();

    @Override
    public void forget() {
      forgot.add(offered.size());
    }

    @Override
    public boolean isUp() {
      return true;
    }

    @Override
    public CompletableFuture<Void> publish(Entry entry) {
      CompletableFuture<Void> answer = new CompletableFuture<>();
      answers.add(answer);
      offered.add(entry);
      return answer;
    }

    /** As a connection that ends fails what is under way. */
    private void fail() {
      answers.forEach(each -> each.completeExceptionally(new IllegalStateException("closed")));
    }

    private List<Long> sequences() {
      return offered.stream().map(Entry::sequence).toList();
    }
  }

  private void write(String kind, String subject) {
    store.commit(
        unit -> {
          unit.append(NOW, kind, subject, Facts.with("status", "open").build());
          return null;
        });
  }

  private void follow(boolean fromNow) {
    feed =
        new EventFeed(
            "test",
            "publish.mqtt.test",
            store,
            new Outgoing(Set.of("order.raised"), List.of(), List.of(), Set.of(), ALL),
            fromNow,
            broker);
    feed.start();
  }

  private long position() {
    return positions.position("publish.mqtt.test");
  }

  @AfterEach
  void stop() {
    broker.fail();
    feed.close();
  }

  @Test
  void whatWasNotTakenIsPublishedAgainInTheSameOrder() {
    write("order.raised", "o1");
    write("finding.disposed", "f1");
    write("order.raised", "o2");
    write("order.raised", "o3");
    follow(false);
    Wait.until(() -> broker.offered.size() == 3);
    assertThat(position()).isZero();
    broker.answers.get(2).complete(null); // a later one does not help an earlier one
    broker.answers.get(0).complete(null);
    broker.answers.get(1).completeExceptionally(new IllegalStateException("connection lost"));
    Wait.until(() -> broker.offered.size() == 4);
    assertThat(position()).isEqualTo(1);
    broker.answers.get(3).complete(null); // the next ones follow only after it
    Wait.until(() -> broker.offered.size() == 5);
    assertThat(broker.sequences()).containsExactly(1L, 3L, 4L, 3L, 4L);
    assertThat(broker.forgot).as("before any was given again").containsExactly(3);
    broker.answers.get(4).complete(null);
    Wait.until(() -> position() == 4);
  }

  @Test
  void testsOfTheGatewayItselfStayInside() {
    write("order.raised", "canary:1");
    write("order.raised", "o1");
    follow(false);
    Wait.until(() -> broker.offered.size() == 1);
    assertThat(broker.offered.get(0).subject()).isEqualTo("o1");
  }

  @Test
  void aNewReaderBeginsNowAndGoesOnWhereItWas() {
    write("order.raised", "o1");
    follow(true);
    Wait.until(() -> position() == 1);
    write("order.raised", "o2");
    Wait.until(() -> broker.offered.size() == 1);
    broker.fail();
    feed.close();
    assertThat(position()).isEqualTo(1);
    broker.offered.clear();
    follow(true);
    Wait.until(() -> broker.offered.size() == 1);
    assertThat(broker.sequences()).containsExactly(2L);
  }

  @Test
  void aPositionThatAnotherMovedFurtherDoesNotEndTheFeed() {
    write("order.raised", "o1");
    follow(false);
    Wait.until(() -> broker.offered.size() == 1);
    positions.advance("publish.mqtt.test", 5);
    broker.answers.get(0).complete(null); // its place lies behind now, which the store refuses
    for (int i = 2; i < 7; i++) {
      write("order.raised", "o" + i);
    }
    Wait.until(() -> broker.offered.stream().anyMatch(entry -> entry.sequence() == 6));
  }

  @Test
  void manyEntriesOfOthersDoNotHoldItUp() {
    LongStream.range(0, 300).forEach(i -> write("finding.disposed", "f" + i));
    write("order.raised", "o1");
    follow(false);
    Wait.until(() -> broker.offered.size() == 1);
    broker.answers.get(0).complete(null);
    Wait.until(() -> position() == 301);
  }
}
