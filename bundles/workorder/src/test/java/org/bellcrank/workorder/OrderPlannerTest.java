package org.bellcrank.workorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.workorder.Samples.CAUSE;
import static org.bellcrank.workorder.Samples.NOON;
import static org.bellcrank.workorder.Samples.decision;
import static org.bellcrank.workorder.Samples.seen;
import static org.bellcrank.workorder.Samples.situation;
import static org.bellcrank.workorder.Samples.template;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bellcrank.document.Documents;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.rule.Situation;
import org.junit.jupiter.api.Test;

class OrderPlannerTest {

  private final OrderPlanner planner =
      new OrderPlanner(
          "0123456789ab",
          OrderPolicies.DEFAULT,
          order -> Optional.of("http://gateway/#/orders/" + order));

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
        .containsEntry("links.console", "http://gateway/#/orders/" + order.id())
        .containsEntry("order.reference", order.reference().value())
        .containsEntry("order.type", "CORRECTIVE")
        .containsEntry("order.priority", 2L)
        .containsEntry("order.origin", Origin.DEFAULT.tag().orElseThrow())
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
        .containsEntry("order.notTold", "production order")
        .containsEntry("plant.note", "Ball screw, L-7")
        .doesNotContainKeys(
            "context.shift",
            "context.productionOrder",
            "finding.value",
            "finding.location",
            "finding.spcPosition",
            "order.window");
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
  void tasksAreFilledInTheirOrderAndOneThatCannotBeIsLeftOut() throws Exception {
    Template template =
        new TemplateDocuments(new ExpressionLanguage())
            .read(
                Documents.parse(
                        "t.yaml",
                        """
                        templates:
                          - id: pit
                            title: Pit
                            description: A pit
                            tasks:
                              - { text: Lock out {asset.name}, minutes: 10 }
                              - { text: "Wait for {order.window}" }
                              - { text: Change the screw }
                        """
                            .replace("Lock out {asset.name}", "'Lock out {asset.name}'"))
                    .asMap()
                    .maps("templates"))
            .get("pit");
    WorkOrder order =
        planner.raise(template, CAUSE, "cmms", seen("cam:1#0", 0.9, 1), decision(3), NOON);
    String asset = order.fields().requireText("asset.name");
    assertThat(order.tasks())
        .containsExactly(
            new WorkOrder.Task("Lock out " + asset, OptionalInt.of(10)),
            new WorkOrder.Task("Change the screw", OptionalInt.empty()));
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
}
