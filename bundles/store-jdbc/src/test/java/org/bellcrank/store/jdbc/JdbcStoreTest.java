package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.bellcrank.evidence.EvidenceBook;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.journal.Chain;
import org.bellcrank.journal.ChainCheck;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.journal.Work;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.Tally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JdbcStoreTest {

  @TempDir Path folder;
  private JdbcStore store;

  @BeforeEach
  void open() {
    store = Stores.open(folder.resolve("data"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen() {
    store.close();
    open();
  }

  private static Void append(UnitOfWork unit, String subject) {
    unit.append(Samples.NOON, "test.done", subject, Facts.with("by", subject).build());
    return null;
  }

  private ChainCheck verify() {
    return store.read(unit -> unit.port(Journal.class).verify());
  }

  @Test
  void whatWasCommittedIsThereAfterReopening() {
    store.commit(unit -> append(unit, "a"));
    store.commit(unit -> append(unit, "b"));
    reopen();
    store.commit(unit -> append(unit, "c"));
    List<Entry> entries = store.read(unit -> unit.port(Journal.class).after(0, 10));
    assertThat(entries).extracting(Entry::subject).containsExactly("a", "b", "c");
    assertThat(entries).extracting(Entry::sequence).containsExactly(1L, 2L, 3L);
    assertThat(entries.get(0).previousHash()).isEqualTo(Chain.START);
    assertThat(entries.get(2).previousHash()).isEqualTo(entries.get(1).hash());
    assertThat(entries.get(1).at()).isEqualTo(Samples.NOON);
    assertThat(verify()).isEqualTo(new ChainCheck.Intact(3));
  }

  @Test
  void journalIsReadByPlaceSubjectAndKind() {
    for (String subject : List.of("a", "b", "a")) {
      store.commit(unit -> append(unit, subject));
    }
    store.commit(
        unit -> {
          unit.append(Samples.NOON, "test.other", "a", Facts.empty());
          return null;
        });
    store.read(
        unit -> {
          Journal journal = unit.port(Journal.class);
          assertThat(journal.after(1, 2)).extracting(Entry::sequence).containsExactly(2L, 3L);
          assertThat(journal.about("a", 2)).extracting(Entry::sequence).containsExactly(1L, 3L);
          assertThat(journal.newest("test.done", 2))
              .extracting(Entry::sequence)
              .containsExactly(3L, 2L);
          assertThat(journal.counts())
              .containsEntry("test.done", 3L)
              .containsEntry("test.other", 1L);
          assertThat(journal.lastSequence()).isEqualTo(4);
          return null;
        });
  }

  /** The first to change anything is taken back another way than those behind it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aFailedUnitOfAGroupLeavesNothingAndTheOthersStand(int failing) {
    int standing = (int) IntStream.range(0, 100).filter(n -> n % 3 != failing).count();
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Void> first =
        store.submit(
            unit -> {
              await(go);
              return append(unit, "first");
            });
    List<CompletableFuture<Void>> group = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int n = i;
      group.add(
          store.submit(
              unit -> {
                append(unit, "unit " + n);
                unit.port(ObservationBook.class).add(Samples.inspection("o" + n, 2), Samples.NOON);
                if (n % 3 == failing) {
                  throw new IllegalArgumentException("unit " + n);
                }
                return null;
              }));
    }
    go.countDown();
    first.join();
    for (int i = 0; i < 100; i++) {
      CompletableFuture<Void> future = group.get(i);
      if (i % 3 == failing) {
        assertThatThrownBy(future::join)
            .isInstanceOf(CompletionException.class)
            .hasCauseInstanceOf(IllegalArgumentException.class);
      } else {
        future.join();
      }
    }
    assertThat(verify()).isEqualTo(new ChainCheck.Intact(standing + 1));
    store.read(
        unit -> {
          assertThat(unit.port(ObservationBook.class).lastPosition()).isEqualTo(standing);
          assertThat(unit.port(ObservationBook.class).find("o" + failing)).isEmpty();
          assertThat(unit.port(FindingBook.class).counts())
              .containsEntry(Disposition.PENDING, 2L * standing);
          return null;
        });
    reopen();
    store.commit(unit -> append(unit, "after"));
    assertThat(verify()).isEqualTo(new ChainCheck.Intact(standing + 2));
  }

  /** PostgreSQL keeps no NUL and gives up a transaction after a refusal; nobody may notice. */
  @Test
  void aNulIsKeptAsTheSignForAnUnknownCharacterAndAnIllUnitHarmsNoOther() {
    store.commit(unit -> append(unit, "a\0b"));
    assertThatThrownBy(
            () ->
                store.commit(
                    unit -> {
                      append(unit, "never");
                      unit.port(EvidenceBook.class)
                          .add(new EvidenceReference("ab".repeat(32), null, 1), Samples.NOON);
                      return null;
                    }))
        .isInstanceOf(StoreException.class);
    store.commit(unit -> append(unit, "after"));
    List<Entry> entries = store.read(unit -> unit.port(Journal.class).after(0, 10));
    assertThat(entries).extracting(Entry::subject).containsExactly("a\ufffdb", "after");
    assertThat(entries.get(0).facts().text("by")).contains("a\0b");
    assertThat(verify()).isEqualTo(new ChainCheck.Intact(2));
  }

  @Test
  void aUnitSeesWhatItWroteItself() {
    store.commit(
        unit -> {
          append(unit, "a");
          assertThat(unit.port(Journal.class).lastSequence()).isEqualTo(1);
          assertThat(unit.port(Journal.class).counts()).containsEntry("test.done", 1L);
          return null;
        });
  }

  @Test
  void commitFromAStoreThreadIsRefusedInsteadOfHanging() {
    assertThatThrownBy(() -> store.commit(unit -> store.commit(inner -> null)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("use submit");
    AtomicReference<Throwable> seen = new AtomicReference<>();
    CompletableFuture<Void> waiting = new CompletableFuture<>();
    CompletableFuture<Object> outer =
        store.submit(
            unit -> {
              waiting.join();
              return null;
            });
    CompletableFuture<Void> dependent =
        outer.thenRun(
            () -> {
              try {
                store.commit(unit -> null);
              } catch (IllegalStateException e) {
                seen.set(e);
              }
            });
    waiting.complete(null);
    dependent.join();
    assertThat(seen.get()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void readingSeesASnapshotAndCannotWrite() {
    store.commit(unit -> append(unit, "a"));
    store.read(
        unit -> {
          assertThat(unit.port(Journal.class).lastSequence()).isEqualTo(1);
          store.commit(inner -> append(inner, "b"));
          assertThat(unit.port(Journal.class).lastSequence()).isEqualTo(1);
          return null;
        });
    assertThatThrownBy(() -> store.read(unit -> append(unit, "c")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                store.read(
                    unit -> {
                      unit.port(Positions.class).advance("reader", 1);
                      return null;
                    }))
        .isInstanceOf(StoreException.class);
    assertThat(store.<Long>read(unit -> unit.port(Journal.class).lastSequence())).isEqualTo(2);
  }

  @Test
  void aUnitCannotBeUsedAfterItsEnd() {
    AtomicReference<UnitOfWork> leaked = new AtomicReference<>();
    AtomicReference<Journal> journal = new AtomicReference<>();
    store.commit(
        unit -> {
          leaked.set(unit);
          journal.set(unit.port(Journal.class));
          return null;
        });
    assertThatThrownBy(() -> append(leaked.get(), "late"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> journal.get().lastSequence())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anUnknownPortIsRefusedByName() {
    assertThatThrownBy(() -> store.commit(unit -> unit.port(Runnable.class)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Runnable")
        .hasMessageContaining("org.bellcrank.journal.Journal");
  }

  @Test
  void listenersHearOfCommitsThatAppended() throws InterruptedException {
    CountDownLatch heard = new CountDownLatch(1);
    try (var registration = store.onCommit(heard::countDown)) {
      store.commit(unit -> append(unit, "a"));
      assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void positionsOnlyMoveForward() {
    store.commit(
        unit -> {
          unit.port(Positions.class).advance("pipeline", 5);
          return null;
        });
    reopen();
    assertThat(store.<Long>read(unit -> unit.port(Positions.class).position("pipeline")))
        .isEqualTo(5);
    assertThat(store.<Long>read(unit -> unit.port(Positions.class).position("other"))).isZero();
    assertThatThrownBy(
            () ->
                store.commit(
                    unit -> {
                      unit.port(Positions.class).advance("pipeline", 4);
                      return null;
                    }))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anObservationIsTakenOnceAndComesBackAsItWas() {
    Inspection inspection = Samples.inspection("cam-1:1", 3);
    store.commit(unit -> unit.port(ObservationBook.class).add(inspection, Samples.NOON));
    ObservationIntake.Accepted again =
        store.commit(unit -> unit.port(ObservationBook.class).add(inspection, Samples.NOON));
    assertThat(again).isEqualTo(new ObservationIntake.Accepted("cam-1:1", 1, true));
    store.commit(
        unit ->
            unit.port(ObservationBook.class).add(Samples.inspection("cam-1:2", 0), Samples.NOON));
    store.read(
        unit -> {
          ObservationBook book = unit.port(ObservationBook.class);
          assertThat(book.after(0, 10)).hasSize(2);
          assertThat(book.find("cam-1:1"))
              .contains(new ObservationBook.Stored(1, Samples.NOON, inspection));
          assertThat(book.lastPosition()).isEqualTo(2);
          return null;
        });
  }

  @Test
  void findingsMoveFromOpenToFinalStatesOnly() {
    Inspection inspection = Samples.inspection("o", 3);
    store.commit(
        unit -> {
          unit.port(ObservationBook.class).add(inspection, Samples.NOON);
          FindingBook book = unit.port(FindingBook.class);
          book.open(inspection.findings().get(0), Samples.NOON, Samples.state(Disposition.RAISED));
          book.open(inspection.findings().get(1), Samples.NOON, Samples.state(Disposition.HELD));
          return null;
        });
    store.read(
        unit -> {
          FindingBook book = unit.port(FindingBook.class);
          assertThat(book.due(Samples.NOON.plusSeconds(59), 9)).isEmpty();
          assertThat(book.due(Samples.NOON.plusSeconds(60), 9)).hasSize(1);
          assertThat(book.ofOrder("order-1", 9)).hasSize(1);
          assertThat(book.newest(0, 9))
              .extracting(FindingBook.Row::sequence)
              .containsExactly(2L, 1L);
          assertThat(book.newest(2, 9)).extracting(FindingBook.Row::sequence).containsExactly(1L);
          return null;
        });
    store.commit(
        unit -> {
          unit.port(FindingBook.class)
              .move("o#1", Samples.NOON.plusSeconds(1), Samples.state(Disposition.MERGED));
          return null;
        });
    assertThatThrownBy(
            () ->
                store.commit(
                    unit -> {
                      unit.port(FindingBook.class)
                          .move("o#1", Samples.NOON, Samples.state(Disposition.LOGGED));
                      return null;
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("MERGED, which is final");
    store.read(
        unit -> {
          FindingBook book = unit.port(FindingBook.class);
          assertThat(book.find("o#1"))
              .contains(
                  new FindingBook.Row(
                      2,
                      inspection.findings().get(1),
                      Samples.NOON.plusSeconds(1),
                      Samples.state(Disposition.MERGED)));
          assertThat(book.counts())
              .containsEntry(Disposition.PENDING, 1L)
              .containsEntry(Disposition.RAISED, 1L)
              .containsEntry(Disposition.MERGED, 1L)
              .containsEntry(Disposition.HELD, 0L);
          return null;
        });
  }

  @Test
  void aFindingNobodyAcceptedIsRefused() {
    assertThatThrownBy(
            () ->
                store.commit(
                    unit -> {
                      unit.port(FindingBook.class)
                          .open(
                              Samples.inspection("x", 1).findings().get(0),
                              Samples.NOON,
                              Samples.state(Disposition.LOGGED));
                      return null;
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x#0");
  }

  @Test
  void evidenceAndTalliesAreCounted() {
    EvidenceReference reference = new EvidenceReference("ab".repeat(32), "image/jpeg", 100);
    for (int i = 0; i < 2; i++) {
      int round = i;
      store.commit(
          unit -> {
            unit.port(EvidenceBook.class).add(reference, Samples.NOON);
            unit.port(Tally.class).add("p", Samples.NOON, 10, 2);
            unit.port(Tally.class).counted("cam:0badcafe", 10 - round);
            return null;
          });
    }
    store.read(
        unit -> {
          assertThat(unit.port(EvidenceBook.class).find(reference.sha256())).contains(reference);
          assertThat(unit.port(EvidenceBook.class).find("cd".repeat(32)))
              .isEqualTo(Optional.empty());
          assertThat(unit.port(EvidenceBook.class).totalBytes()).isEqualTo(100);
          assertThat(unit.port(Tally.class).looked("p")).isEqualTo(20);
          assertThat(unit.port(Tally.class).counted("cam:0badcafe")).as("never back").isEqualTo(10);
          assertThat(unit.port(Tally.class).counted("cam:other")).isZero();
          return null;
        });
  }

  @Test
  void aClosedStoreSaysSo() {
    store.close();
    assertThatThrownBy(() -> store.commit(unit -> append(unit, "a")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> store.read(unit -> null))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** More than may wait for the writer: whoever keeps asking is told each time and never hangs. */
  @Test
  void aClosedStoreAnswersHoweverOftenItIsAsked() {
    store.close();
    Work<Void> work = unit -> append(unit, "late");
    for (int i = 0; i < 10_000; i++) {
      assertThat(store.submit(work)).isCompletedExceptionally();
    }
    assertThatThrownBy(() -> store.commit(work)).hasMessageContaining("closed");
  }
}
