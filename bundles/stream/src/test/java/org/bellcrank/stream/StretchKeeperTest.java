package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Keeping;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Room;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.journal.Work;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;
import org.junit.jupiter.api.Test;

/** What cannot be kept, and when; what is kept is tried on a store, with a pipeline beside it. */
class StretchKeeperTest {

  private final Papers store = new Papers();
  private final Disk disk = new Disk();
  private final Set<String> onItsWay = new HashSet<>();
  private Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private Ledger ledger = new Ledger(store);
  private StretchKeeper keeper = keeper();

  @Test
  void whatWaitsIsBoundedAndWhatIsBeyondIsSaid() {
    keeper.over(stretch("one", 60)); // alone it has room
    keeper.over(stretch("two", 3));
    ledger.write();
    assertThat(store.notes)
        .containsExactly(
            "stretch.lost two {\"point\":\"p\",\"why\":\"960 bytes of samples wait to be written already\"}");
  }

  @Test
  void atTheEndWhatTheStoreDoesNotTakeIsSaid() throws Exception {
    keeper.over(stretch("one", 3));
    store.fails = true;
    keeper.write();
    assertThat(keeper.complaint()).contains("waits to be written: disk full");
    keeper.end(() -> true);
    store.fails = false;
    ledger.write();
    assertThat(store.notes)
        .singleElement()
        .asString()
        .startsWith("stretch.lost one")
        .contains("the gateway was stopped before it could be written", "disk full");
  }

  @Test
  void anObservationThatWaitsForTheStoreIsWaitedForHoweverLong() {
    onItsWay.add("one"); // the disk is full: what is there can be read, nothing is taken
    keeper.over(stretch("one", 3));
    for (int second = 0; second < 120; second++) {
      now = now.plusSeconds(1);
      keeper.write();
    }
    store.taken("one");
    keeper.write(); // read before it, asked after it
    onItsWay.clear();
    store.found("one");
    keeper.write();
    ledger.write();
    assertThat(store.notes).singleElement().asString().startsWith("stretch.kept one");
  }

  @Test
  void oneThatWasRefusedIsSaidAfterAMinute() {
    keeper.over(stretch("one", 3));
    now = now.plusSeconds(59);
    keeper.write();
    ledger.write();
    assertThat(store.notes).isEmpty();
    now = now.plusSeconds(1);
    keeper.write();
    ledger.write();
    assertThat(store.notes)
        .containsExactly(
            "stretch.lost one {\"point\":\"p\",\"why\":\"its observation was not taken\"}");
  }

  @Test
  void aCrossingThatMayHaveBeenBeforeWaitsUntilItIsDecidedHoweverLong() {
    store.taken("one");
    store.taken("two");
    keeper.over(stretch(new Crossing("one", 0, false, List.of()), 3));
    keeper.over(stretch(new Crossing("two", 0, false, List.of()), 3));
    keeper.write();
    now = now.plus(Duration.ofMinutes(10)); // much is to be decided after a start
    keeper.write();
    store.found("one");
    store.decided = 2;
    keeper.write();
    ledger.write();
    assertThat(store.notes).singleElement().asString().startsWith("stretch.kept one");
  }

  @Test
  void oneThatIsUndecidedAtAStopIsToldByTheNextProcessIfAFindingComesOfIt() throws Exception {
    for (String each : List.of("one", "two", "three")) {
      boolean sure = each.equals("three");
      store.taken(each);
      keeper.begun("p", new Crossing(each, 0, sure, List.of()));
      keeper.over(stretch(new Crossing(each, 0, sure, List.of()), 3));
    }
    keeper.end(() -> true);
    ledger.write();
    assertThat(store.notes).singleElement().asString().startsWith("stretch.kept three");

    ledger = new Ledger(store);
    keeper = keeper();
    keeper.write();
    ledger.write();
    assertThat(store.notes).hasSize(1);
    store.decided = 3;
    store.found("one");
    keeper.write();
    keeper.write();
    ledger.write();
    assertThat(store.notes)
        .hasSize(2)
        .last()
        .asString()
        .startsWith("stretch.lost one")
        .contains("the gateway ended before it was whole");
    assertThat(store.states.get("around:p").textList("observations")).isEmpty();
  }

  @Test
  void oneThatNeedsMoreMemoryThanThereIsIsSaidAndTheNextIsKept() {
    store.found("one");
    store.found("two");
    keeper.over(stretch("one", 3));
    keeper.over(stretch("two", 3));
    disk.error = new OutOfMemoryError("Java heap space");
    keeper.write();
    ledger.write();
    assertThat(store.notes)
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).startsWith("stretch.lost one").contains("Java heap space"),
            two -> assertThat(two).startsWith("stretch.kept two"));
  }

  @Test
  void whileTheDiskRefusesItIsTriedLessAndLessOften() {
    store.found("one");
    keeper.over(stretch("one", 3));
    disk.full = true;
    for (int i = 0; i < 4 * 3_600; i++) { // an hour
      keeper.write();
    }
    assertThat(disk.asked).isBetween(100, 140);
    disk.full = false;
    for (int i = 0; i < 4 * 31; i++) {
      keeper.write();
    }
    assertThat(store.notes).singleElement().asString().startsWith("stretch.kept one");
    assertThat(keeper.complaint()).isEmpty();
  }

  @Test
  void whileThereIsNoRoomNoFileIsMade() {
    store.found("one");
    keeper.over(stretch("one", 3));
    store.room = new Room(10, 10, true, Keeping.DEFAULT);
    keeper.write();
    assertThat(disk.asked).isZero();
    assertThat(keeper.complaint()).contains("storage is full");
  }

  @Test
  void aStopWritesOnlySoLongAsThereIsTimeAndSaysWhatIsLeft() throws Exception {
    for (String each : List.of("one", "two")) {
      store.found(each);
      keeper.over(stretch(each, 3));
    }
    keeper.end(() -> disk.asked < 1);
    ledger.write();
    assertThat(store.notes)
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).startsWith("stretch.kept one"),
            two ->
                assertThat(two)
                    .startsWith("stretch.lost two")
                    .contains("stopped before it could be written: there was no time"));
  }

  private StretchKeeper keeper() {
    return new StretchKeeper(store, disk, ledger, new Moved(), onItsWay::contains, 1_000);
  }

  private static Stretch stretch(String observation, int samples) {
    return stretch(new Crossing(observation, 0, true, List.of()), samples);
  }

  private static Stretch stretch(Crossing crossing, int samples) {
    return new Stretch(
        "p",
        Optional.empty(),
        List.of(crossing),
        0,
        1,
        false,
        new SampleRing.Slice(new long[samples], new double[samples]),
        List.of());
  }

  private final class Moved extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** Takes all but what the test says. */
  private static final class Disk implements EvidenceStore {
    boolean full;
    OutOfMemoryError error; // once
    int asked;

    @Override
    public EvidenceReference keep(byte[] content, String mediaType) {
      asked++;
      if (full) {
        throw new EvidenceException("disk full", null);
      }
      if (error != null) {
        OutOfMemoryError once = error;
        error = null;
        throw once;
      }
      assertThat(new String(content, StandardCharsets.UTF_8)).contains("time,value");
      return new EvidenceReference("0".repeat(64), mediaType, content.length);
    }

    @Override
    public Optional<byte[]> read(String sha256) {
      return Optional.empty();
    }

    @Override
    public Optional<Path> file(String sha256) {
      return Optional.empty();
    }
  }

  /** What is known of observations, as the test says. */
  private static final class Papers implements Store {
    final List<String> notes = new ArrayList<>();
    final Map<String, Facts> states = new HashMap<>();
    private final Map<String, Long> observations = new HashMap<>();
    private final Set<String> findings = new HashSet<>();
    long decided;
    boolean fails;
    Room room = Room.UNLIMITED;

    void taken(String observation) {
      observations.putIfAbsent(observation, observations.size() + 1L);
    }

    void found(String observation) {
      taken(observation);
      findings.add(observation + "#0");
    }

    @Override
    public Room room() {
      return room;
    }

    @Override
    public <T> T commit(Work<T> work) {
      if (fails) {
        throw new StoreException("disk full", null);
      }
      return work.in(new Unit());
    }

    @Override
    public <T> CompletableFuture<T> submit(Work<T> work) {
      return CompletableFuture.completedFuture(commit(work));
    }

    @Override
    public <T> T read(Work<T> work) {
      return commit(work);
    }

    @Override
    public Registration onCommit(Runnable listener) {
      return () -> {};
    }

    private Object answer(Class<?> port, String method, Object[] given) {
      return switch (port.getSimpleName() + "." + method) {
        case "ObservationBook.find" ->
            Optional.ofNullable(observations.get(given[0]))
                .map(place -> new ObservationBook.Stored(place, Instant.EPOCH, null));
        case "FindingBook.find" ->
            Optional.of(given[0])
                .filter(findings::contains)
                .map(row -> new FindingBook.Row(1, null, null, null));
        case "Positions.position" -> decided;
        case "Journal.about" -> List.of();
        case "TrendBook.states" -> states;
        case "TrendBook.keep" -> states.put((String) given[0], (Facts) given[1]);
        case "ObservationBook.names" -> null;
        default -> throw new AssertionError(port + "." + method);
      };
    }

    private final class Unit implements UnitOfWork {
      @Override
      public <P> P port(Class<P> type) {
        assertThat(type)
            .isIn(
                ObservationBook.class,
                FindingBook.class,
                Positions.class,
                Journal.class,
                TrendBook.class);
        return type.cast(
            Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, given) -> answer(type, method.getName(), given)));
      }

      @Override
      public void append(Instant at, String kind, String subject, Facts facts) {
        notes.add("%s %s %s".formatted(kind, subject, facts));
      }
    }
  }
}
