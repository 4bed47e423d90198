package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bellcrank.store.jdbc.PipelineRig.START;
import static org.bellcrank.store.jdbc.PipelineRig.look;
import static org.bellcrank.store.jdbc.PipelineRig.measured;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.Canary;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Inspection;
import org.bellcrank.pipeline.ReviewDesk;
import org.bellcrank.pipeline.Statement;
import org.bellcrank.replay.Replay;
import org.bellcrank.replay.ReplayException;
import org.bellcrank.replay.Report;
import org.bellcrank.replay.Request;
import org.bellcrank.replay.StoreRecording;
import org.bellcrank.replay.Versions;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteReader;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway recorded is decided again as it was, and otherwise under other rules. */
@Timeout(180)
class ReplayTest {

  private static final Statement ADA = new Statement("Ada", "seen at the machine");

  /** Everything that a rule can do, by confidence, recurrence, shift and confirmation. */
  private static final String MIXED =
      """
      tiers: { order: 0.75, review: 0.5, confirmation: { hits: 2, looks: 3 } }
      severities:
        - { severity: critical, when: "condition.growth >= 3.0" }
        - { severity: major, when: "condition.count30d > 12" }
      rules:
        - { id: late, when: "finding.held && finding.confidence >= 0.7", then: { raise: { template: pit, priority: 4 } } }
        - { id: join, when: order.open && finding.confidence >= tier.review, then: { raise: { template: pit } } }
        - { id: draft, when: "finding.point == 'right' && finding.confidence >= 0.92", then: { raise: { template: drafted } } }
        - { id: sure, when: condition.confirmed && finding.confidence >= tier.order, then: { raise: { template: pit } } }
        - { id: hot, when: finding.kind == 'MEASUREMENT', then: { raise: { template: look } } }
        - { id: ask, when: finding.confidence >= tier.order, then: { review: { queue: supervisor, template: pit } } }
        - { id: wait, when: "!finding.held && finding.confidence >= tier.review", then: { hold: { nextShift: true, atMost: PT3H } } }
        - { id: night, when: "!calendar.production", then: { suppress: true } }
        - { id: rest, when: "true", then: { log: true } }
      """;

  @TempDir Path folder;
  private PipelineRig rig;

  @BeforeEach
  void open() {
    rig = new PipelineRig(folder.resolve("data"));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /** D1: live and replayed decisions are equal, whatever the shift was like. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatWasJustRecordedIsDecidedAgainAsItWas(long seed) throws Exception {
    Random random = new Random(seed);
    rig.documents(MIXED);
    for (int hour = 0; hour < 12; hour++) {
      for (int i = 0; i < 25; i++) {
        happens(random, "h%d:%d".formatted(hour, i));
      }
      rig.settle();
      people(random);
      if (hour == 5 && seed % 2 == 0) {
        rig.documents(MIXED.replace("0.92", "0.97"));
      }
    }
    Report report = replay(Optional.empty(), Optional.empty());
    assertThat(report.facts().facts("recorded").orElseThrow().factsList("differences")).isEmpty();
    assertThat(report.unlike()).isZero();
    assertThat(report.facts().facts("recorded").orElseThrow().whole("equal")).hasValue(findings());
    assertThat(report.facts().facts("recorded").orElseThrow().whole("wordsThatFoundNothing"))
        .hasValue(0);
    Report late = replay(rig.site.get(), Optional.of(START.plus(Duration.ofHours(6))));
    assertThat(late.unlike()).as("from the middle on, warmed up from the beginning").isZero();
    assertThat(late.facts().whole("warmUpObservations").orElseThrow()).isPositive();
    assertThat(rig.in(Disposition.MERGED)).isPositive();
    assertThat(rig.in(Disposition.RAISED)).isPositive();
    assertThat(rig.journal("finding.disposed"))
        .as("the shift had everything in it")
        .extracting(entry -> entry.facts().requireText("to"))
        .contains("HELD", "IN_REVIEW", "DISMISSED", "SUPPRESSED", "LOGGED");
    assertThat(replay(Optional.empty(), Optional.empty()).json())
        .as("the same, byte for byte")
        .isEqualTo(report.json());
  }

  private void happens(Random random, String id) {
    Instant now = rig.now.updateAndGet(at -> at.plusSeconds(random.nextInt(290)));
    int kind = random.nextInt(12);
    if (kind == 0) {
      rig.intake.accept(measured("t:" + id, now, 60 + random.nextInt(30)));
    } else if (kind == 1) {
      rig.intake.accept(seen("c:" + id, now));
    } else if (kind == 2) {
      rig.intake.accept(seen("c:" + id, now, "left", "right", "nowhere"));
    } else {
      String point = random.nextInt(3) == 0 ? "right" : "left";
      rig.intake.accept(
          look("c:" + id, random.nextInt(40), point, 0.25 + random.nextInt(75) / 100.0, 10));
    }
  }

  private static Inspection seen(String id, Instant at, String... points) {
    return new Inspection(
        id,
        "cam",
        new CaptureTime(at, ClockQuality.SOURCE),
        1280,
        720,
        Stream.of(points)
            .map(
                point ->
                    new Detection(
                        point,
                        "pitting",
                        0.8,
                        Optional.of(new Box(1, 1, 21.5, 30)),
                        Optional.empty()))
            .toList(),
        Optional.empty(),
        List.of(),
        Map.of("lot", "L-7"));
  }

  private void people(Random random) {
    List<FindingBook.Row> pending = rig.reviews().pending(0, 100);
    if (!pending.isEmpty()) {
      FindingBook.Row row = pending.get(random.nextInt(pending.size()));
      boolean mapping = row.finding().point().equals("nowhere");
      if (random.nextBoolean()) {
        Optional<String> asset = mapping ? Optional.of("screw-2") : Optional.empty();
        ReviewDesk.Acceptance yes =
            new ReviewDesk.Acceptance(ADA, Optional.of("pit"), asset, random.nextBoolean());
        rig.reviews().accept(row.finding().id(), yes);
      } else {
        rig.reviews().dismiss(row.finding().id(), ADA, random.nextBoolean());
      }
    }
    for (WorkOrder order : rig.orders()) {
      if (order.status() == OrderStatus.DRAFT) {
        rig.orderDesk().approve(order.id(), ADA);
      } else if (order.status().isOpen() && random.nextInt(3) == 0) {
        rig.orderDesk().move(order.id(), OrderStatus.CANCELLED, ADA, Optional.empty());
      }
    }
  }

  private long findings() {
    return rig.journal("finding.disposed").stream().map(Entry::subject).distinct().count();
  }

  /** Confidences 0.8, 0.6, 0.9, 0.55 on one screw; the order's tier moves from 0.75 to 0.85. */
  @Test
  void aStricterTierMakesTheOrderLaterAndSendsMoreToPeople() throws Exception {
    String rules =
        """
        tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }
        rules:
          - { id: sure, when: finding.confidence >= tier.order, then: { raise: { template: pit } } }
          - { id: maybe, when: finding.confidence >= tier.review, then: { review: { queue: planner } } }
          - { id: rest, when: "true", then: { log: true } }
        """;
    rig.documents(rules);
    double[] confidences = {0.8, 0.6, 0.9, 0.55, 0.4};
    for (int i = 0; i < confidences.length; i++) {
      rig.now.set(START.plusSeconds(60L * i));
      rig.intake.accept(look("c:" + i, i, "left", confidences[i], 10));
      rig.settle();
    }
    Site stricter = PipelineRig.read(rules.replace("0.75", "0.85"));
    Report report = replay(Optional.of(stricter), Optional.empty());
    assertThat(report.unlike()).isZero();
    Facts with = report.facts().facts("with").orElseThrow();
    assertThat(with.facts("dispositions").orElseThrow().canonical())
        .isEqualTo(
            """
            {"IN_REVIEW":{"after":3,"before":2},"LOGGED":{"after":1,"before":1},\
            "MERGED":{"after":0,"before":1},"RAISED":{"after":1,"before":1}}""");
    assertThat(report.changed()).isEqualTo(2);
    List<Facts> differences = with.factsList("differences");
    assertThat(differences)
        .extracting(each -> each.requireText("finding"))
        .containsExactlyInAnyOrder("c:0#0", "c:2#0");
    assertThat(differences)
        .allSatisfy(
            each -> {
              assertThat(each.facts("before").orElseThrow().facts("why")).isPresent();
              assertThat(each.facts("after").orElseThrow().facts("why")).isPresent();
            });
    Facts orders = with.facts("orders").orElseThrow();
    assertThat(orders.factsList("added")).isEmpty();
    assertThat(orders.factsList("removed")).isEmpty();
    assertThat(orders.factsList("raisedByAnotherFinding"))
        .singleElement()
        .satisfies(
            pair -> {
              assertThat(pair.facts("before").orElseThrow().requireText("finding"))
                  .isEqualTo("c:0#0");
              assertThat(pair.facts("after").orElseThrow().requireText("finding"))
                  .isEqualTo("c:2#0");
            });
  }

  @Test
  void theSameDocumentsChangeNothingAndOthersAddRemoveAndReprioritise() throws Exception {
    rig.documents(PipelineRig.RAISE_ALL);
    rig.intake.accept(look("c:0", 0, "left", 0.9, 10));
    rig.intake.accept(look("c:1", 1, "left", 0.9, 10));
    rig.intake.accept(look("c:2", 2, "right", 0.6, 10));
    rig.settle();
    rig.intake.accept(Canary.at(rig.now.get(), "lamp-1", "cmms", "Ada"));
    PipelineRig.await("the canary", () -> !rig.journal("canary.disposed").isEmpty());
    Report same = replay(rig.site.get(), Optional.empty());
    assertThat(same.observations()).as("a canary is no part of what the plant saw").isEqualTo(3);
    assertThat(same.changed()).isZero();
    assertThat(same.facts().facts("with").orElseThrow().facts("orders").orElseThrow().whole("same"))
        .hasValue(2);
    String changed =
        """
        tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }
        rules:
          - { id: few, when: finding.point == 'right', then: { log: true } }
          - { id: all, when: "true", then: { raise: { template: pit, priority: 1 } } }
        """;
    Facts orders =
        replay(Optional.of(PipelineRig.read(changed)), Optional.empty())
            .facts()
            .facts("with")
            .orElseThrow()
            .facts("orders")
            .orElseThrow();
    assertThat(orders.factsList("removed"))
        .extracting(order -> order.requireText("cause"))
        .containsExactly("screw-2|pitting|right");
    assertThat(orders.factsList("reprioritised"))
        .singleElement()
        .satisfies(
            pair -> assertThat(pair.facts("after").orElseThrow().whole("priority")).hasValue(1));
  }

  /** Recurrence looks back 30 days: what is 31 days old counts neither live nor in the replay. */
  @Test
  void aRepeatOfThirtyOneDaysAgoDoesNotCountAndOneOfTwentyNineDoes() throws Exception {
    rig.documents(
        """
        tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }
        rules:
          - { id: again, when: condition.count30d >= 2, then: { review: { queue: planner } } }
          - { id: rest, when: "true", then: { log: true } }
        """);
    Instant shift = START.plus(Duration.ofDays(40));
    long[] daysBefore = {31, 29, 0};
    String[] points = {"left", "right", "left", "right"};
    see("old", shift.minus(Duration.ofDays(daysBefore[0])), points[0]);
    see("young", shift.minus(Duration.ofDays(daysBefore[1])), points[1]);
    see("left", shift.plusSeconds(1), points[2]);
    see("right", shift.plusSeconds(2), points[3]);
    Report warm = replay(Optional.empty(), Optional.of(shift), Optional.of(Request.WARM_UP));
    assertThat(warm.facts().whole("observations")).hasValue(2);
    assertThat(warm.facts().whole("warmUpObservations")).as("the old one is left out").hasValue(1);
    assertThat(rig.finding("left#0").state().disposition()).isEqualTo(Disposition.LOGGED);
    assertThat(rig.finding("right#0").state().disposition()).isEqualTo(Disposition.IN_REVIEW);
    List<Facts> differences = warm.facts().facts("recorded").orElseThrow().factsList("differences");
    assertThat(differences)
        .as("only what was first seen before the warm-up, and it says so")
        .allSatisfy(
            each -> {
              assertThat(each.requireText("finding")).isEqualTo("left#0");
              assertThat(each.requireText("reason")).contains("longer warm-up");
              assertThat(each.facts("after").orElseThrow().requireText("disposition"))
                  .isEqualTo("LOGGED");
            });
    Report cold = replay(Optional.empty(), Optional.of(shift), Optional.of(Duration.ofDays(28)));
    assertThat(cold.facts().facts("recorded").orElseThrow().factsList("differences"))
        .extracting(each -> each.requireText("finding"))
        .contains("right#0");
    assertThat(replay(Optional.empty(), Optional.of(shift)).unlike())
        .as("from the beginning nothing differs")
        .isZero();
  }

  private void see(String id, Instant at, String point) {
    rig.now.set(at);
    rig.intake.accept(
        new Inspection(
            id,
            "cam",
            new CaptureTime(at, ClockQuality.SOURCE),
            1280,
            720,
            List.of(new Detection(point, "pitting", 0.9, Optional.empty(), Optional.empty())),
            Optional.empty(),
            List.of(),
            Map.of()));
    rig.settle();
  }

  /** An order that is open for longer than the warm-up still takes what repeats. */
  @Test
  void anOrderFromBeforeTheWarmUpStillTakesWhatRepeats() throws Exception {
    rig.documents(PipelineRig.RAISE_ALL);
    see("first", START, "left");
    see("gone", START.plusSeconds(5), "right");
    rig.orderDesk().move(rig.orders().get(0).id(), OrderStatus.CANCELLED, ADA, Optional.empty());
    Instant shift = START.plus(Duration.ofDays(60));
    see("again", shift, "left");
    see("anew", shift.plusSeconds(1), "right");
    Report report = replay(rig.site.get(), Optional.of(shift), Optional.of(Duration.ofDays(1)));
    assertThat(rig.finding("again#0").state().disposition()).isEqualTo(Disposition.MERGED);
    assertThat(report.facts().facts("recorded").orElseThrow().factsList("differences"))
        .allSatisfy(
            each -> {
              Facts before = each.facts("before").orElseThrow();
              Facts after = each.facts("after").orElseThrow();
              assertThat(after.requireText("disposition"))
                  .isEqualTo(before.requireText("disposition"));
              assertThat(after.text("order")).isEqualTo(before.text("order"));
              assertThat(each.requireText("reason")).contains("longer warm-up");
            });
    assertThat(report.changed()).isZero();
  }

  /** 29 March 2026: in London the clock goes from 01:00 to 02:00; the early shift begins 05:00Z. */
  @Test
  void whatWasHeldOverTheNightOfTheClockChangeIsDecidedAtTheSameMoment() throws Exception {
    rig.documents(PipelineRig.HOLD);
    Instant night = Instant.parse("2026-03-29T23:30:00Z");
    see("held", night, "left");
    assertThat(rig.finding("held#0").state().until())
        .as("six o'clock of the summer")
        .contains(Instant.parse("2026-03-30T05:00:00Z"));
    rig.now.set(Instant.parse("2026-03-30T05:00:00.120Z"));
    PipelineRig.await("decided", () -> rig.in(Disposition.RAISED) == 1);
    see("next", Instant.parse("2026-03-30T05:10:00Z"), "right");
    Report report = replay(rig.site.get(), Optional.empty());
    assertThat(report.unlike()).isZero();
    assertThat(report.changed()).isZero();
    Site longer =
        PipelineRig.read(PipelineRig.HOLD.replace("nextShift: true, atMost: PT8H", "atMost: PT2H"));
    Facts difference =
        replay(Optional.of(longer), Optional.empty())
            .facts()
            .facts("with")
            .orElseThrow()
            .facts("orders")
            .orElseThrow();
    assertThat(difference.whole("same")).as("raised earlier by the same finding").hasValue(1);
  }

  @Test
  void aReplayLeavesNothingBehindEvenWhenItIsStoppedInTheMiddle() throws Exception {
    rig.documents(PipelineRig.RAISE_ALL);
    List<CompletableFuture<?>> accepted = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      accepted.add(rig.intake.submit(look("c:" + i, i, "left", 0.9, 10)));
    }
    accepted.forEach(CompletableFuture::join);
    rig.settle();
    long entries = rig.store.read(unit -> unit.port(Journal.class).lastSequence());
    List<Path> before = files();
    assertThatThrownBy(
            () ->
                run(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Thread.currentThread()::interrupt))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(files()).isEqualTo(before);
    assertThat(rig.store.<Long>read(unit -> unit.port(Journal.class).lastSequence()))
        .isEqualTo(entries);
    assertThat(rig.delivered).hasSize(1);
  }

  private List<Path> files() throws Exception {
    List<Path> files = new ArrayList<>();
    for (Path root : List.of(folder, Path.of(System.getProperty("java.io.tmpdir")))) {
      try (Stream<Path> all = Files.list(root)) {
        all.filter(each -> each.toString().contains("replay")).sorted().forEach(files::add);
      }
    }
    return files;
  }

  private Report replay(Optional<Site> with, Optional<Instant> from) throws Exception {
    return replay(with, from, Optional.empty());
  }

  private Report replay(Optional<Site> with, Optional<Instant> from, Optional<Duration> warmUp)
      throws Exception {
    return run(with, from, warmUp, () -> {});
  }

  private Report run(
      Optional<Site> with, Optional<Instant> from, Optional<Duration> warmUp, Runnable progress)
      throws ReplayException, InterruptedException {
    StoreRecording recording = new StoreRecording(rig.store);
    return Replay.run(
        recording,
        new Versions(recording, new SiteReader(PipelineRig.LANGUAGE)),
        new Request(from, Optional.empty(), warmUp, with, Request.LISTED),
        (moment, observations) -> progress.run());
  }
}
