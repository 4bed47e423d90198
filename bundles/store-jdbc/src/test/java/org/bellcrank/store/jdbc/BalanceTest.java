package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.bellcrank.journal.ChainCheck;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.observation.Balance;
import org.bellcrank.observation.BalanceSheet;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Inspection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two independent counts: the book's counters and what the journal says. */
@Timeout(120)
class BalanceTest {

  @TempDir Path folder;
  private final Clock clock = Clock.fixed(Samples.NOON, ZoneOffset.UTC);
  private final Random random = new Random(20260301);
  private JdbcStore store;
  private DurableIntake intake;

  @BeforeEach
  void open() {
    store = Stores.open(folder.resolve("data"));
    intake = new DurableIntake(store, clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void journalAndCountersAgreeWhateverFails() {
    List<String> ids = new ArrayList<>();
    for (int round = 0; round < 10; round++) {
      int first = round * 40;
      List<CompletableFuture<?>> accepted = new ArrayList<>();
      IntStream.range(first, first + 40)
          .forEach(
              n -> {
                ids.add("o" + n);
                accepted.add(intake.submit(Samples.inspection("o" + n, n % 4)));
              });
      accepted.forEach(CompletableFuture::join);
      List<CompletableFuture<?>> moves = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        String id = ids.get(random.nextInt(ids.size()));
        moves.add(store.submit(unit -> moveOne(unit.port(FindingBook.class), id)));
      }
      moves.forEach(BalanceTest::settle);
      requireAgreement();
      if (round % 3 == 2) {
        close();
        open();
      }
    }
  }

  /** Opens or moves a finding at random; one in four fails after it has written. */
  private Void moveOne(FindingBook book, String id) {
    Inspection inspection = Samples.inspection(id, Integer.parseInt(id.substring(1)) % 4);
    if (inspection.findings().isEmpty()) {
      return null;
    }
    var finding = inspection.findings().get(random.nextInt(inspection.findings().size()));
    var state = Samples.state(Disposition.values()[random.nextInt(8)]);
    if (book.find(finding.id()).isEmpty()) {
      book.open(finding, Samples.NOON, state);
    } else {
      book.move(finding.id(), Samples.NOON, state); // refused where the state is final
    }
    if (random.nextInt(4) == 0) {
      throw new IllegalStateException("after writing");
    }
    return null;
  }

  private static void settle(CompletableFuture<?> future) {
    try {
      future.join();
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(IllegalStateException.class);
    }
  }

  private void requireAgreement() {
    BalanceSheet sheet = new BalanceSheet();
    Balance balance = sheet.read(store);
    Map<Disposition, Long> counts = new EnumMap<>(Disposition.class);
    for (Disposition state : Disposition.values()) {
      counts.put(state, 0L);
    }
    counts.putAll(store.read(unit -> unit.port(FindingBook.class).counts()));
    assertThat(sheet.problems()).isEmpty();
    assertThat(balance.states()).isEqualTo(counts);
    assertThat(balance.difference()).isZero();
    assertThat(balance.accepted()).isPositive();
    assertThat(store.<ChainCheck>read(unit -> unit.port(Journal.class).verify()))
        .isInstanceOf(ChainCheck.Intact.class);
  }

  @Test
  void aFindingThatWasNeverAcceptedShows() {
    BalanceSheet sheet = new BalanceSheet();
    sheet.add(entry(1, "observation.accepted", "o", Facts.with("findings", 1).build()));
    sheet.add(entry(2, "finding.disposed", "o#0", Facts.with("to", "LOGGED").build()));
    assertThat(sheet.balance().difference()).isZero();
    sheet.add(entry(3, "finding.disposed", "o#1", Facts.with("to", "LOGGED").build()));
    assertThat(sheet.balance().difference()).isEqualTo(-1);
    assertThat(sheet.problems()).hasSize(1).first().asString().contains("entry 3");
  }

  @Test
  void aFindingWithTwoFinalStatesShows() {
    BalanceSheet sheet = new BalanceSheet();
    sheet.add(entry(1, "observation.accepted", "o", Facts.with("findings", 1).build()));
    sheet.add(entry(2, "finding.disposed", "o#0", Facts.with("to", "HELD").build()));
    Facts raised = Facts.with("from", "HELD").put("to", "RAISED").build();
    sheet.add(entry(3, "finding.disposed", "o#0", raised));
    assertThat(sheet.balance().difference()).isZero();
    assertThat(sheet.balance().states()).containsEntry(Disposition.RAISED, 1L);
    sheet.add(entry(4, "finding.disposed", "o#0", raised));
    assertThat(sheet.balance().difference()).isEqualTo(-1);
  }

  @Test
  void aCanaryIsATestFromItsAcceptanceOnAndDisposedOnce() {
    BalanceSheet sheet = new BalanceSheet();
    Facts taken = Facts.with("type", "canary").put("findings", 0).build();
    Facts test = Facts.with("to", "TEST").build();
    sheet.add(entry(1, "observation.accepted", "canary:cmms:1", taken));
    assertThat(sheet.balance().states()).containsEntry(Disposition.TEST, 1L);
    assertThat(sheet.balance().states()).containsEntry(Disposition.PENDING, 0L);
    sheet.add(entry(2, "canary.disposed", "canary:cmms:1", test));
    assertThat(sheet.balance().accepted()).as("real ones").isZero();
    assertThat(sheet.balance().tests()).isEqualTo(1);
    assertThat(sheet.balance().difference()).isZero();
    assertThat(sheet.problems()).isEmpty();
    sheet.add(entry(3, "canary.disposed", "canary:cmms:1", test));
    sheet.add(entry(4, "finding.disposed", "canary:cmms:1#0", Facts.with("to", "RAISED").build()));
    assertThat(sheet.balance().difference()).as("twice, and as if it were real").isEqualTo(-2);
    assertThat(sheet.problems()).hasSize(2);
  }

  private static Entry entry(long sequence, String kind, String subject, Facts facts) {
    return new Entry(sequence, Samples.NOON, kind, subject, facts, "", "");
  }
}
