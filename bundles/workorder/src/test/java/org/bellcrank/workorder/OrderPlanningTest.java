package org.bellcrank.workorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bellcrank.workorder.Samples.CAUSE;
import static org.bellcrank.workorder.Samples.LANGUAGE;
import static org.bellcrank.workorder.Samples.NOON;
import static org.bellcrank.workorder.Samples.decision;
import static org.bellcrank.workorder.Samples.seen;
import static org.bellcrank.workorder.Samples.told;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Schema;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.rule.Decision;
import org.bellcrank.rule.Situation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types, windows, tags, approval and the nine fields of orders, as the documents ask for them. */
class OrderPlanningTest {

  private static final String CALENDAR =
      """
      zone: Europe/Berlin
      shutdowns:
        - { name: spring, from: 2026-02-28, to: 2026-03-02 }
        - { name: summer, from: 2026-08-03, to: 2026-08-16 }
      """;

  /** RUL-14: the template's own type, else the class table's, else corrective. */
  @ParameterizedTest
  @CsvSource({
    "scheduled, PREDICTIVE, SCHEDULED",
    ", PREDICTIVE, PREDICTIVE",
    ", INVESTIGATION, INVESTIGATION",
    ", , CORRECTIVE",
    "inspection, , INSPECTION",
  })
  void theTypeComesFromTheTemplateOrTheClassTable(String template, String table, OrderType type)
      throws Exception {
    String written = template == null ? "" : "type: " + template;
    WorkOrder order = raise(written, "", seen("cam:1#0", 0.9, 1), byClass(table));
    assertThat(order.type()).isEqualTo(type);
    assertThat(order.fields().text("order.type")).contains(type.name());
  }

  @Test
  void plannedWorkWaitsForTheNextStopThatBeginsAndIsDueAtItsEnd() throws Exception {
    Situation situation = told(seen("cam:1#0", 0.72, 1), Map.of(), CALENDAR);
    WorkOrder order =
        raise("type: scheduled, window: next-stop, dueWithin: P90D", "", situation, decision(3));
    assertThat(order.fields().values())
        .containsEntry("order.window", "summer")
        .containsEntry("order.windowStart", "2026-08-02T22:00:00Z")
        .containsEntry("order.windowEnd", "2026-08-16T22:00:00Z")
        .containsEntry("order.dueBy", "2026-08-16T22:00:00Z");
  }

  @Test
  void withoutAStopAheadTheTemplatesOwnTimeCounts() throws Exception {
    String none = "zone: Europe/Berlin\nshutdowns: []\n";
    for (Situation situation :
        List.of(seen("cam:1#0", 0.72, 1), told(seen("cam:1#0", 0.72, 1), Map.of(), none))) {
      WorkOrder order = raise("window: next-stop, dueWithin: P90D", "", situation, decision(3));
      assertThat(order.fields().values())
          .containsEntry("order.dueBy", "2026-05-30T12:00:00Z")
          .doesNotContainKeys("order.window", "order.windowStart", "order.windowEnd");
    }
    WorkOrder now =
        raise("window: now", "", told(seen("cam:1#0", 0.7, 1), Map.of(), CALENDAR), decision(3));
    assertThat(now.fields().values()).doesNotContainKeys("order.window", "order.dueBy");
  }

  /** WOT-16: template before site before all before the product; none takes the tag away. */
  @ParameterizedTest(name = "template [{0}], orders [{1}]: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "              |                                            | BELLCRANK-VISION",
        "              | origin: EYES                               | EYES",
        "              | origin: EYES, sites: {works: {origin: W1}} | W1",
        "              | origin: EYES, sites: {other: {origin: W1}} | EYES",
        "              | origin: none                               | ",
        "              | sites: {works: {origin: none}}             | ",
        "origin: MINE  | origin: none                               | MINE",
        "origin: none  | origin: EYES                               | ",
      })
  void theTagIsTheTemplatesOrTheSites(String template, String orders, String tag) throws Exception {
    WorkOrder order =
        raise(
            template == null ? "" : template,
            orders == null ? "" : orders,
            seen("cam:1#0", 0.9, 1),
            decision(3));
    assertThat(order.fields().text("order.origin")).isEqualTo(Optional.ofNullable(tag));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                    |                                                      | AUTOMATIC",
        "                    | approval: person                                     | PERSON",
        "                    | approval: person, sites: {works: {approval: automatic}} | AUTOMATIC",
        "approval: automatic | approval: person                                     | AUTOMATIC",
        "approval: person    |                                                      | PERSON",
      })
  void whoApprovesIsTheTemplatesOrTheSitesWord(String template, String orders, Approval approval)
      throws Exception {
    OrderPlanner planner = new OrderPlanner("v", policies(orders == null ? "" : orders));
    assertThat(
            planner.approval(template(template == null ? "" : template), seen("cam:1#0", 0.9, 1)))
        .isEqualTo(approval);
  }

  @Test
  void aWrongWordIsRefusedWithWhatIsAllowed() throws Exception {
    MapNode orders =
        Documents.parse("orders.yaml", "orders: { approval: boss }").asMap().map("orders");
    Schema schema = Schema.ofResource(OrderPolicies.class, "/schema/orders.schema.json");
    assertThat(schema.validate(orders))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.text())
                    .contains("orders.yaml:1", "boss", "automatic", "person"));
  }

  // WOT-03
  @Test
  void whatNobodyToldIsNamedAndNeverAnEmptyText() throws Exception {
    Situation told = seen("cam:1#0", 0.9, 1);
    Map<String, String> blank = Map.of("productionOrder", " ", "lot", "", "shift", "");
    WorkOrder order = raise("", "", told(told, blank, CALENDAR), decision(3));
    assertThat(order.fields().text("order.notTold"))
        .contains("production order, recommended action");
    assertThat(order.fields().values())
        .doesNotContainKeys("context.productionOrder", "context.lot", "context.shift")
        .allSatisfy((name, value) -> assertThat(value.toString()).as(name).isNotBlank());
    WorkOrder full =
        raise(
            "recommendedAction: Grease it.",
            "",
            told(told, Map.of("productionOrder", "4711"), CALENDAR),
            decision(3));
    assertThat(full.fields().has("order.notTold")).isFalse();
    assertThat(DetectionFields.notTold(full.fields())).isEmpty();
  }

  @Test
  void anOrderWithoutWhatEveryFindingKnowsIsNotMade() {
    Facts fields =
        Facts.with("asset.id", "screw")
            .put("finding.class", "pitting")
            .put("finding.severity", "MAJOR")
            .put("finding.confidence", 0.9)
            .put("finding.camera", " ")
            .build();
    assertThatThrownBy(() -> DetectionFields.require("wo-1", fields))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("wo-1 lacks [camera, timestamp]");
  }

  @Test
  void thePictureIsNamedAsItIsAttached() throws Exception {
    WorkOrder order = raise("", "", seen("cam:1#0", 0.9, 100), decision(3));
    String sha256 =
        OrderPlanner.picture(order.evidence(), EvidenceItem.Role.ANNOTATED)
            .orElseThrow()
            .reference()
            .sha256();
    assertThat(order.fields().text("evidence.annotatedName"))
        .contains(order.reference() + "-" + sha256.substring(0, 8) + ".jpg");
  }

  // WOT-04
  @Test
  void theLocationSaysWhereInThePicture() throws Exception {
    Map<String, String> size = Map.of("picture.width", "50", "picture.height", "20");
    WorkOrder order = raise("", "", told(seen("cam:1#0", 0.9, 100), size, CALENDAR), decision(3));
    assertThat(order.fields().text("finding.location"))
        .contains("10 % from the left, 25 % from the top");
  }

  private static WorkOrder raise(
      String template, String orders, Situation situation, Decision decision) throws Exception {
    return new OrderPlanner("v", policies(orders))
        .raise(template(template), CAUSE, "cmms", situation, decision, NOON);
  }

  private static Decision byClass(String type) {
    Decision plain = decision(3);
    return new Decision(
        plain.rule(),
        plain.action(),
        plain.severity(),
        plain.priority(),
        Optional.ofNullable(type),
        plain.reason(),
        plain.why());
  }

  private static OrderPolicies policies(String orders) throws InvalidDocumentException {
    MapNode node =
        Documents.parse("orders.yaml", "orders: { " + orders + " }").asMap().map("orders");
    Schema schema = Schema.ofResource(OrderPolicies.class, "/schema/orders.schema.json");
    assertThat(schema.validate(node)).isEmpty();
    return OrderPolicies.read(Optional.of(node));
  }

  private static Template template(String more) throws InvalidDocumentException {
    String text =
        "templates: [{ id: t, title: Pitting, description: d%s }]"
            .formatted(more.isBlank() ? "" : ", " + more);
    MapNode root = Documents.parse("templates.yaml", text).asMap();
    Schema schema = Schema.ofResource(TemplateDocuments.class, "/schema/templates.schema.json");
    assertThat(schema.validate(root.get("templates"))).isEmpty();
    return new TemplateDocuments(LANGUAGE).read(root.maps("templates")).get("t");
  }
}
