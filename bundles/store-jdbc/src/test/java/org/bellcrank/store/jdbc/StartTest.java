package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.pipeline.Pipeline;
import org.bellcrank.pipeline.start.Stage;
import org.bellcrank.pipeline.start.Start;
import org.bellcrank.pipeline.start.StartSequence;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteDocuments;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway starts with observations that wait: nothing is decided from half of what it knows. */
@Timeout(120)
class StartTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final String SOURCE = "plc";

  @TempDir Path folder;

  @Test
  void whatWaitsIsDecidedByTheDocumentsThatLieReadyNotByThoseOfBefore() throws Exception {
    write("PT0S", 0.99);
    Site before;
    try (JdbcStore store = Stores.open(folder)) {
      SiteDocuments documents = documents(store);
      await("documents", () -> documents.site().isPresent());
      before = documents.site().orElseThrow();
      documents.stop();
      DurableIntake intake = new DurableIntake(store, CLOCK);
      for (int i = 0; i < 20; i++) {
        intake.accept(PipelineRig.look("l" + i, i, "left", 0.9, 10));
      }
    }
    write("PT0S", 0.75);
    try (JdbcStore store = Stores.open(folder)) {
      SiteDocuments documents = documents(store);
      StartSequence start = sequence(store, documents);
      Pipeline pipeline = new Pipeline(store, documents, new Nowhere(), CLOCK, start);
      await("all decided", () -> decided(store) == 20);
      pipeline.stop();
      start.stop();
      documents.stop();
      assertThat(rows(store))
          .extracting(row -> row.state().why().requireText("documents"))
          .doesNotContain(before.version())
          .hasSize(20);
      List<Entry> entries = journal(store);
      long completed =
          entries.stream()
              .filter(entry -> entry.kind().equals("start.completed"))
              .findFirst()
              .orElseThrow()
              .sequence();
      assertThat(entries)
          .filteredOn(entry -> entry.kind().equals("finding.disposed"))
          .allMatch(entry -> entry.sequence() > completed);
    }
  }

  @Test
  void aSourceThatIsNamedIsWaitedForOrDeclaredMissingInTheJournal() throws Exception {
    write("PT1S", 0.75);
    try (JdbcStore store = Stores.open(folder)) {
      new DurableIntake(store, CLOCK).accept(PipelineRig.look("l1", 1, "left", 0.9, 10));
      SiteDocuments documents = documents(store);
      StartSequence start = sequence(store, documents);
      Pipeline pipeline = new Pipeline(store, documents, new Nowhere(), CLOCK, start);
      await(
          "the pipeline says what it waits for",
          () -> pipeline.deciding().note().contains("Source plc: the site documents name it"));
      assertThat(decided(store)).isZero();
      await("decided", () -> decided(store) == 1);
      assertThat(start.start().state()).isEqualTo(Start.State.INCOMPLETE);
      assertThat(journal(store))
          .filteredOn(entry -> entry.kind().equals("start.missing"))
          .extracting(Entry::subject)
          .contains("source/plc");

      SourceLife late =
          new SourceLife() {
            @Override
            public Sign sign() {
              return new Sign("points", "points", true, "one driver is read");
            }

            @Override
            public List<Sign> signs() {
              return List.of(new Sign(SOURCE, "driver", true, "it has values"));
            }
          };
      start.addSource(late);
      await("it is up", () -> stage(start).state() == Stage.State.UP);
      await(
          "told",
          () -> journal(store).stream().anyMatch(each -> each.kind().equals("start.arrived")));

      start.unsetStore(store);
      assertThat(start.waitsFor()).as("another start").isNotEmpty();
      await("it asks for a store", () -> start.waitsFor().startsWith("Store: no store is open"));
      pipeline.stop();
      start.stop();
      documents.stop();
    }
  }

  /** Found by the mixed faults: killed under a clock that was ahead, which was then put right. */
  @Test
  void aClockThatIsSetBackWhileTheGatewayStartsDoesNotHoldTheStartUp() throws Exception {
    SetClock clock = new SetClock(CLOCK.instant().plus(Duration.ofHours(10)));
    try (JdbcStore store = Stores.open(folder)) {
      SiteDocuments documents = documents(store);
      StartSequence start = sequence(store, documents, new StartSequence(clock));
      await("it was looked at", () -> start.waitsFor().contains("none are in force"));
      clock.set(CLOCK.instant());
      write("PT0S", 0.75);
      await("the start is over", () -> start.waitsFor().isEmpty());
      start.stop();
      documents.stop();
    }
  }

  private static Stage stage(StartSequence start) {
    return start.start().stages().stream()
        .filter(each -> each.id().equals("source/" + SOURCE))
        .findFirst()
        .orElseThrow();
  }

  private static StartSequence sequence(JdbcStore store, SiteDocuments documents) {
    return sequence(store, documents, new StartSequence());
  }

  private static StartSequence sequence(
      JdbcStore store, SiteDocuments documents, StartSequence start) {
    start.setActiveSite(documents);
    start.setStore(store);
    return start;
  }

  private static SiteDocuments documents(JdbcStore store) {
    return new SiteDocuments(store, store.directory(), PipelineRig.LANGUAGE, CLOCK);
  }

  private void write(String within, double order) throws IOException {
    Path documents = Files.createDirectories(folder.resolve("documents"));
    String sources = within.equals("PT0S") ? "[]" : "[" + SOURCE + "]";
    Files.writeString(
        documents.resolve("plant.yaml"),
        """
        assets:
          - { id: works, name: Works, level: site, criticality: B }
          - { id: screw-1, name: Screw 1, level: component, parent: works }
        points:
          - { id: left, asset: screw-1, floor: 0.3 }
        templates:
          - { id: pit, title: "{finding.class} on {asset.name}", description: "{rule.reason}" }
        tiers: { order: %s, review: 0.5, confirmation: { hits: 1, looks: 1 } }
        rules:
          - { id: sure, when: finding.confidence >= tier.order, then: { raise: { template: pit } } }
          - { id: ask, when: finding.confidence >= tier.review, then: { review: supervisor } }
          - { id: rest, when: "true", then: { log: true } }
        connectors:
          - { id: cmms, kind: custom-rest, site: works, address: "http://127.0.0.1:9" }
        start: { sourcesWithin: %s, sources: %s }
        """
            .formatted(order, within, sources));
  }

  private static long decided(JdbcStore store) {
    return store.read(unit -> unit.port(Positions.class).position("pipeline"));
  }

  private static List<FindingBook.Row> rows(JdbcStore store) {
    return store.read(unit -> unit.port(FindingBook.class).newest(0, 100));
  }

  private static List<Entry> journal(JdbcStore store) {
    return store.read(unit -> unit.port(Journal.class).after(0, 1000));
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 60 s for " + what).isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }

  /** Where orders go that nobody delivers. */
  private static final class Nowhere implements Outbox {

    @Override
    public void deliver(UnitOfWork unit, WorkOrder order, Instant at) {}

    @Override
    public void update(UnitOfWork unit, WorkOrder order, Instant at, String change) {}
  }
}
