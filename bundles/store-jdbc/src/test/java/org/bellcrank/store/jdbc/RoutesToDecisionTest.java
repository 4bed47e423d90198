package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.pipeline.ReviewDesk;
import org.bellcrank.pipeline.Statement;
import org.bellcrank.site.Site;
import org.bellcrank.stream.Passage;
import org.bellcrank.stream.PassageBook;
import org.bellcrank.stream.RouteLooks;
import org.bellcrank.stream.RoutePlan;
import org.bellcrank.stream.StreamIntake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From what machines tell of parts to what is decided. */
@Timeout(120)
class RoutesToDecisionTest {

  private static final Instant START = Instant.parse("2026-03-01T06:00:00Z");
  private static final String SITE =
      """
      assets:
        - { id: plant, name: Plant, level: site, criticality: B }
        - { id: press-1, name: Press 1, level: machine, parent: plant }
        - { id: press-2, name: Press 2, level: machine, parent: plant }
        - { id: oven-1, name: Oven 1, level: machine, parent: plant }
        - { id: oven-2, name: Oven 2, level: machine, parent: plant }
      points:
        - { id: press-1/bad, asset: press-1 }
        - { id: press-2/bad, asset: press-2 }
        - { id: oven-1/bad, asset: oven-1 }
        - { id: oven-2/bad, asset: oven-2 }
      routes:
        - id: bodies
          steps:
            - { press-1: press-1/bad, press-2: press-2/bad }
            - { oven-1: oven-1/bad, oven-2: oven-2/bad }
          failureMode: bad-parts
          window: PT4H
      templates:
        - { id: look, title: "{finding.class} on {asset.name}", description: "{rule.reason}" }
      tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }
      rules:
        - { id: all, when: "double(context['machinesAsked']) >= 4.0", then: { raise: { template: look } } }
      connectors:
        - { id: cmms, kind: custom-rest, site: plant, address: "http://127.0.0.1:9" }
      """;

  @TempDir Path folder;

  @Test
  void aJumpMakesOneOrderOnTheMachineThatThePartsWentThrough() throws Exception {
    try (PipelineRig rig = rig()) {
      run(rig, false);
      assertThat(rig.orders())
          .singleElement()
          .satisfies(order -> assertThat(order.title()).isEqualTo("bad-parts on Oven 2"));
      assertThat(rig.balance().difference()).isZero();
    }
  }

  @Test
  void machinesThatCannotBeToldApartWaitForAPersonWhoSaysWhich() throws Exception {
    try (PipelineRig rig = rig()) {
      run(rig, true);
      assertThat(rig.orders()).isEmpty();
      FindingBook.Row row =
          rig.store
              .<List<FindingBook.Row>>read(unit -> unit.port(FindingBook.class).inReview(0, 10))
              .get(0);
      assertThat(row.finding().point()).isEqualTo("oven-2 or press-2");
      assertThat(row.state().why().text("queue")).contains("mapping");
      rig.reviews()
          .accept(
              row.finding().id(),
              new ReviewDesk.Acceptance(
                  new Statement("Ada", "seen at the press"),
                  Optional.of("look"),
                  Optional.of("press-2"),
                  false));
      rig.settle();
      assertThat(rig.orders())
          .singleElement()
          .satisfies(order -> assertThat(order.title()).isEqualTo("bad-parts on Press 2"));
      assertThat(rig.in(Disposition.IN_REVIEW)).isZero();
      assertThat(rig.balance().difference()).isZero();
    }
  }

  /** Twelve hours that are well, then six in which the second oven is not. */
  private static void run(PipelineRig rig, boolean inLine) throws Exception {
    StreamIntake intake = intake(rig);
    RoutePlan plan = rig.site.get().orElseThrow().streams().cadence().routes().get(0);
    RouteLooks looks = new RouteLooks(rig.store, intake, rig.intake);
    Random random = new Random(1);
    int part = 0;
    for (int hour = 0; hour < 18; hour++) {
      List<Passage> told = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        Instant at = START.plus(Duration.ofMinutes(60L * hour + i));
        int press = 1 + random.nextInt(2);
        int oven = inLine ? press : 1 + random.nextInt(2);
        boolean good = random.nextDouble() >= (hour >= 12 && oven == 2 ? 0.25 : 0.02);
        String id = "part-" + part++;
        told.add(passage(id, "press-" + press, at.minusSeconds(900), null));
        told.add(passage(id, "oven-" + oven, at.minusSeconds(300), null));
        told.add(passage(id, "check", at, good));
      }
      intake.pass(told);
      if (hour == 15) {
        intake.pass(told); // told again it is known
        looks = new RouteLooks(rig.store, intake, rig.intake);
      }
      looks.look(plan, START.plus(Duration.ofMinutes(60L * hour + 65)));
    }
    intake.stop();
    rig.settle();
  }

  @Test
  void passagesThatNoDocumentAsksForAreToldAndNotKept() {
    try (PipelineRig rig = new PipelineRig(folder)) {
      rig.put(Map.of("site.yaml", SITE.replaceAll("(?s)routes:.*(?=templates:)", "")));
      StreamIntake intake = intake(rig);
      intake.pass(List.of(passage("p", "press-1", START, true)));
      assertThat(intake.complaints())
          .containsExactly("1 passages of parts were told and not kept: no document says routes");
      rig.now.set(rig.now.get().plus(Duration.ofHours(1)));
      assertThat(intake.complaints()).isEmpty(); // one message of a test is no trouble for ever
      intake.stop();
      assertThat(kept(rig, START, START.plusSeconds(1))).isEmpty();
    }
  }

  @Test
  void aPassageThatIsOlderThanAnyLookGoesBackIsToldAndNotKept() {
    try (PipelineRig rig = rig()) {
      StreamIntake intake = intake(rig);
      Instant earliest = rig.now.get().minus(Duration.ofHours(2 * 4 + 1 + 3 * 24));
      Passage last = passage("p", "press-1", earliest, true);
      intake.pass(
          List.of(
              passage("p", "press-1", Instant.EPOCH, true),
              passage("q", "press-1", earliest.minusMillis(1), true),
              last));
      assertThat(intake.complaints())
          .containsExactly(
              "2 passages of parts were told and not kept: older than any of the routes goes back");
      intake.stop();
      assertThat(kept(rig, Instant.EPOCH, rig.now.get())).containsExactly(last);
    }
  }

  @Test
  void aPassageIsKnownAgainGetsItsJudgementLaterAndOneAsBadStays() throws Exception {
    try (PipelineRig rig = rig()) {
      rig.store.commit(
          unit -> {
            PassageBook book = unit.port(PassageBook.class);
            book.add(passage("a", "press-1", START.plusSeconds(5), null));
            book.add(passage("a", "check", START.plusSeconds(9), null));
            book.add(passage("a", "check", START.plusSeconds(9), true));
            book.add(passage("a", "check", START.plusSeconds(9), false));
            book.add(passage("a", "check", START.plusSeconds(9), true));
            book.add(passage("a", "check", START.plusSeconds(9), null));
            book.add(passage("a", "oven-1", START.plusSeconds(7), null));
            book.add(passage("a", "late", START.plusSeconds(20), null));
            book.add(passage("b", "press-1", START.plusSeconds(8), null));
            return null;
          });
      assertThat(kept(rig, START.plusSeconds(9), START.plusSeconds(10)))
          .containsExactly(
              passage("a", "press-1", START.plusSeconds(5), null),
              passage("a", "oven-1", START.plusSeconds(7), null),
              passage("a", "check", START.plusSeconds(9), false));
      assertThat(kept(rig, START, START.plusSeconds(9))).isEmpty();
      int gone =
          rig.store.commit(unit -> unit.port(PassageBook.class).remove(START.plusSeconds(9), 2));
      assertThat(gone).isEqualTo(2);
      assertThat(kept(rig, START, START.plusSeconds(99))).extracting(Passage::part).contains("a");
    }
  }

  private static List<Passage> kept(PipelineRig rig, Instant from, Instant before) {
    return rig.store.read(unit -> unit.port(PassageBook.class).ofJudged(from, before, 100));
  }

  private PipelineRig rig() {
    PipelineRig rig = new PipelineRig(folder);
    rig.now.set(START.plus(Duration.ofHours(40)));
    rig.put(Map.of("site.yaml", SITE));
    return rig;
  }

  private static StreamIntake intake(PipelineRig rig) {
    return RouteLooks.alone(
        new StreamIntake(
            rig.intake,
            rig.store,
            new FileEvidenceStore(rig.store.directory(), rig.store, rig.clock()),
            () -> rig.site.get().map(Site::streams),
            rig.clock()));
  }

  private static Passage passage(String part, String asset, Instant at, Boolean good) {
    return new Passage(part, asset, at, Optional.ofNullable(good));
  }
}
