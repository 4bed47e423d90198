package org.bellcrank.workorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.asset.Asset;
import org.bellcrank.asset.Criticality;
import org.bellcrank.asset.Placement;
import org.bellcrank.asset.Point;
import org.bellcrank.condition.Condition;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.Finding;
import org.bellcrank.rule.Action;
import org.bellcrank.rule.Decision;
import org.bellcrank.rule.Severity;
import org.bellcrank.rule.Situation;
import org.bellcrank.rule.TierTable;
import org.bellcrank.rule.Tiers;
import org.junit.jupiter.api.Test;

class OrderPlannerTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final ExpressionLanguage LANGUAGE = new ExpressionLanguage();
  private static final Cause CAUSE = new Cause("screw", "pitting", "cam/left");

  private final OrderPlanner planner = new OrderPlanner("0123456789ab");

  @Test
  void theSameFindingAlwaysMakesTheSameOrder() throws Exception {
    WorkOrder once = raise(seen("cam:1#0", 0.9, 100), 3);
    assertThat(raise(seen("cam:1#0", 0.9, 100), 3)).isEqualTo(once);
    assertThat(once.id()).matches("wo-[0-9a-f]{16}");
    assertThat(once.reference()).isEqualTo(Reference.of(once.id()));
    assertThat(raise(seen("cam:2#0", 0.9, 100), 3).id()).isNotEqualTo(once.id());
  }

  // WOT-03 and WOT-04
  @Test
  void everyFieldThatIsKnownIsFilledAndOthersAreMissing() throws Exception {
    WorkOrder order = raise(seen("cam:1#0", 0.9, 100), 2);
    assertThat(order.title()).isEqualTo("Pitting on Ball screw");
    assertThat(order.description()).isEqualTo("Severity MAJOR.\nGrease it.");
    assertThat(order.type()).isEqualTo(OrderType.CORRECTIVE);
    assertThat(order.status()).isEqualTo(OrderStatus.DRAFT);
    assertThat(order.site()).isEqualTo("works");
    assertThat(order.occurrences()).isEqualTo(1);
    assertThat(order.raisedAt()).isEqualTo(NOON);
    assertThat(order.fields().values())
        .containsEntry("order.id", order.id())
        .containsEntry("order.reference", order.reference().value())
        .containsEntry("order.type", "CORRECTIVE")
        .containsEntry("order.priority", 2L)
        .containsEntry("order.origin", Template.DEFAULT_ORIGIN)
        .containsEntry("order.failureCode", "PIT")
        .containsEntry("order.dueBy", NOON.plus(Duration.ofDays(14)).toString())
        .containsEntry("order.recommendedAction", "Grease it.")
        .containsEntry("order.title", order.title())
        .containsEntry("order.description", order.description())
        .containsEntry("asset.id", "screw")
        .containsEntry("asset.name", "Ball screw")
        .containsEntry("asset.path", "Works / Ball screw")
        .containsEntry("asset.criticality", "B")
        .containsEntry("asset.foreignId", "11430")
        .containsEntry("asset.costCentre", "CC-1")
        .containsEntry("finding.id", "cam:1#0")
        .containsEntry("finding.class", "pitting")
        .containsEntry("finding.confidence", 0.9)
        .containsEntry("finding.camera", "cam")
        .containsEntry("finding.zone", "left third")
        .containsEntry("finding.box", "0,0,10,10")
        .containsEntry("finding.count30d", 4L)
        .containsEntry("finding.severity", "MAJOR")
        .containsEntry("context.lot", "L-7")
        .containsEntry("rule.id", "r1")
        .containsEntry("documents.version", "0123456789ab")
        .containsEntry("plant.note", "Ball screw, L-7")
        .doesNotContainKeys("context.shift", "context.productionOrder", "finding.value");
  }

  @Test
  void everyFieldOfAnOrderHasItsLineInTheVocabulary() throws Exception {
    List<String> known = OrderFields.all().stream().map(OrderFields.Field::name).toList();
    WorkOrder order = raise(seen("cam:1#0", 0.9, 100), 2);
    assertThat(order.fields().values().keySet())
        .filteredOn(name -> !name.startsWith("plant."))
        .allSatisfy(name -> assertThat(known).contains(name));
  }

  @Test
  void mergingCountsAndKeepsTheMoreUrgentPriority() throws Exception {
    WorkOrder order = raise(seen("cam:1#0", 0.9, 100), 3);
    OrderPlanner.Merge less = planner.merge(order, seen("cam:2#0", 0.9, 100), decision(5));
    assertThat(less.order().priority()).isEqualTo(3);
    assertThat(less.order().occurrences()).isEqualTo(2);
    assertThat(less.notable()).as("the counter alone is no news").isEmpty();

    OrderPlanner.Merge more = planner.merge(less.order(), seen("cam:3#0", 0.9, 100), decision(1));
    assertThat(more.order().priority()).isEqualTo(1);
    assertThat(more.order().fields().whole("order.priority")).hasValue(1);
    assertThat(more.order().fields().whole("order.occurrences")).hasValue(3);
    assertThat(more.notable())
        .contains("Priority raised from 3 to 1 after 3 findings: because it is seen");
    assertThat(more.order().id()).isEqualTo(order.id());
    assertThat(more.order().title()).isEqualTo(order.title());
  }

  @Test
  void onlyADefectThatGrewByMoreThanATenthBringsItsPicture() throws Exception {
    WorkOrder order = raise(seen("cam:1#0", 0.8, 100), 3);
    WorkOrder same = planner.merge(order, seen("cam:2#0", 0.99, 110), decision(3)).order();
    assertThat(same.evidence()).isEqualTo(order.evidence());
    assertThat(same.fields().number("finding.areaPixels")).hasValue(100);
    WorkOrder grown = planner.merge(same, seen("cam:3#0", 0.7, 111), decision(3)).order();
    assertThat(grown.evidence()).isEqualTo(seen("cam:3#0", 0.7, 111).finding().evidence());
    assertThat(grown.fields().number("finding.areaPixels")).hasValue(111);
    assertThat(grown.fields().number("finding.confidence")).hasValue(0.7);
  }

  @Test
  void withoutSizesTheSurerPictureStaysAndNoPictureNeverReplacesOne() throws Exception {
    WorkOrder order = raise(seen("cam:1#0", 0.8, 0), 3);
    WorkOrder fainter = planner.merge(order, seen("cam:2#0", 0.7, 0), decision(3)).order();
    assertThat(fainter.evidence()).isEqualTo(order.evidence());
    WorkOrder surer = planner.merge(order, seen("cam:3#0", 0.9, 0), decision(3)).order();
    assertThat(surer.evidence()).isNotEqualTo(order.evidence());
    WorkOrder blind =
        planner.merge(order, situation("cam:4#0", 0.99, 500, List.of()), decision(3)).order();
    assertThat(blind.evidence()).isEqualTo(order.evidence());
  }

  @Test
  void aTitleThatIsTooLongIsCutWithAMark() throws Exception {
    Template template = template("{asset.name} " + "x".repeat(300));
    WorkOrder order =
        planner.raise(template, CAUSE, "cmms", seen("cam:1#0", 0.9, 1), decision(3), NOON);
    assertThat(order.title()).hasSize(200).startsWith("Ball screw x").endsWith("…");
  }

  @Test
  void anOrderSurvivesItsOwnText() throws Exception {
    WorkOrder order = raise(seen("cam:1#0", 0.9, 100), 2);
    assertThat(OrderText.from(Facts.parse(OrderText.facts(order).json()))).isEqualTo(order);
  }

  private WorkOrder raise(Situation situation, int priority) throws Exception {
    return planner.raise(
        template("Pitting on {asset.name}"), CAUSE, "cmms", situation, decision(priority), NOON);
  }

  private static Template template(String title) throws Exception {
    return new Template(
        "pit",
        OrderType.CORRECTIVE,
        Text.of(title, LANGUAGE),
        Text.of(
            "Severity {finding.severity}.\nOrder {context.productionOrder}.\n"
                + "{order.recommendedAction}",
            LANGUAGE),
        Optional.of(Text.of("Grease it.", LANGUAGE)),
        Optional.of("PIT"),
        Optional.of(Duration.ofDays(14)),
        Template.DEFAULT_ORIGIN,
        Map.of("plant.note", Text.of("{asset.name}, {context.lot}", LANGUAGE)));
  }

  private static Decision decision(int priority) {
    return new Decision(
        "r1",
        new Action.Raise("pit", Optional.empty()),
        Severity.MAJOR,
        priority,
        "because it is seen",
        Facts.empty());
  }

  private static Situation seen(String finding, double confidence, double area) {
    String hash = "%064x".formatted(finding.hashCode());
    return situation(
        finding,
        confidence,
        area,
        List.of(
            new EvidenceItem(
                EvidenceItem.Role.ANNOTATED, new EvidenceReference(hash, "image/jpeg", 9))));
  }

  /** An area of 0 means that none is known. */
  private static Situation situation(
      String id, double confidence, double area, List<EvidenceItem> evidence) {
    CaptureTime captured = new CaptureTime(NOON, CaptureTime.ClockQuality.SOURCE);
    Finding finding =
        new Finding(
            id,
            id.substring(0, id.indexOf('#')),
            Finding.Kind.DETECTION,
            "cam/left",
            "pitting",
            confidence,
            Optional.of(new Box(0, 0, 10, 10)),
            Optional.empty(),
            Optional.empty(),
            captured,
            evidence);
    Optional<Double> known = area > 0 ? Optional.of(area) : Optional.empty();
    return new Situation(
        finding,
        "cam",
        Map.of("lot", "L-7"),
        "surface-fatigue",
        placed(),
        new Condition(2, 2, 2, 4, NOON, known, known),
        new TierTable.Choice(Tiers.DEFAULT, "default"),
        false,
        false,
        Optional.empty(),
        NOON);
  }

  private static Placement.Placed placed() {
    Asset works = asset("works", "Works", Optional.empty(), Map.of(), Optional.of("CC-1"));
    Asset screw =
        asset(
            "screw", "Ball screw", Optional.of("works"), Map.of("cmms", "11430"), Optional.empty());
    Point point =
        new Point(
            "cam/left",
            "left third",
            Optional.of("screw"),
            Optional.of("cam"),
            Optional.empty(),
            0.3,
            Set.of(),
            Optional.empty());
    return new Placement.Placed(point, screw, List.of(works, screw), Criticality.B);
  }

  private static Asset asset(
      String id,
      String name,
      Optional<String> parent,
      Map<String, String> foreignIds,
      Optional<String> costCentre) {
    return new Asset(
        id,
        name,
        parent.isPresent() ? "component" : "site",
        parent,
        Optional.empty(),
        foreignIds,
        Optional.empty(),
        costCentre,
        Map.of());
  }
}
