package org.bellcrank.workorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bellcrank.workorder.Samples.CAUSE;
import static org.bellcrank.workorder.Samples.LANGUAGE;
import static org.bellcrank.workorder.Samples.NOON;
import static org.bellcrank.workorder.Samples.decision;
import static org.bellcrank.workorder.Samples.predicted;
import static org.bellcrank.workorder.Samples.seen;
import static org.bellcrank.workorder.Samples.told;

import java.util.List;
import java.util.Map;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Schema;
import org.bellcrank.rule.Situation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When work on what is expected to fail is due, and what it is likely to need. */
class PredictedWorkTest {

  private static final String STOPS =
      """
      zone: UTC
      shutdowns:
        - { name: spring, from: 2026-03-28, to: 2026-03-29 }
      """;

  /** WOT-19: 14 of 18 days, 30 of 45; a life that is nearly used up leaves no 14 days. */
  @ParameterizedTest(name = "{0} days left, lead {1}, within {2}: due {3}")
  @CsvSource({
    "18,   P4D,  P14D, 2026-03-15T12:00:00Z",
    "45,   P15D, P30D, 2026-03-31T12:00:00Z",
    "45,   P4D,  P14D, 2026-03-15T12:00:00Z",
    "10.5, P4D,  P14D, 2026-03-08T00:00:00Z",
    "3,    P4D,  P14D, 2026-03-01T12:00:00Z",
    "-7,   P4D,  P14D, 2026-03-01T12:00:00Z",
    "1e300, P4D, P14D, 2026-03-15T12:00:00Z",
  })
  void itIsDueALeadBeforeTheEndOfLifeAtTheLatest(
      double days, String lead, String within, String due) throws Exception {
    String template = "window: until-due, lead: %s, dueWithin: %s".formatted(lead, within);
    assertThat(raise(template, predicted(days)).fields().values())
        .containsEntry("order.dueBy", due)
        .containsEntry("order.window", "intervention window")
        .containsEntry("order.windowStart", "2026-03-01T12:00:00Z")
        .containsEntry("order.windowEnd", due);
  }

  @Test
  void aLeadAloneIsEnoughAndSaysNothingOfWhatPredictsNothing() throws Exception {
    assertThat(raise("lead: P4D", predicted(18)).fields().values())
        .containsEntry("order.dueBy", "2026-03-15T12:00:00Z")
        .doesNotContainKeys("order.window", "order.parts");
    assertThat(raise("lead: P4D", seen("cam:1#0", 0.9, 1)).fields().has("order.dueBy")).isFalse();
    assertThat(raise("lead: P4D, dueWithin: P14D", seen("cam:1#0", 0.9, 1)).fields().values())
        .containsEntry("order.dueBy", "2026-03-15T12:00:00Z");
  }

  @Test
  void aStopThatEndsTooLateForWhatIsPredictedIsNotWaitedFor() throws Exception {
    String template = "window: next-stop, lead: P15D, dueWithin: P30D";
    assertThat(raise(template, told(predicted(45), Map.of(), STOPS)).fields().values())
        .containsEntry("order.window", "spring")
        .containsEntry("order.dueBy", "2026-03-30T00:00:00Z");
    assertThat(raise(template, told(predicted(40), Map.of(), STOPS)).fields().values())
        .containsEntry("order.dueBy", "2026-03-26T12:00:00Z")
        .doesNotContainKeys("order.window", "order.windowStart", "order.windowEnd");
  }

  @Test
  void whatTheWorkIsLikelyToNeedStandsInTheOrderLineByLine() throws Exception {
    WorkOrder order =
        raise(
            "parts: [{ number: SP-7014, name: bearing cartridge }, { number: G-1, quantity: 3 }],"
                + " fields: { plant.kit: \"{join(order.parts, '; ')}\" }",
            predicted(18));
    assertThat(order.fields().textList("order.parts"))
        .isEqualTo(List.of("1 x SP-7014 (bearing cartridge)", "3 x G-1"));
    assertThat(order.fields().text("plant.kit"))
        .contains("1 x SP-7014 (bearing cartridge); 3 x G-1");
  }

  @Test
  void whatTheWorkIsLikelyToNeedIsKnownPartByPart() throws Exception {
    WorkOrder order =
        raise(
            "parts: [{ number: SP-7014, name: bearing cartridge }, { number: G-1, quantity: 3, unit: L }]",
            predicted(18));
    assertThat(order.fields().textList("order.partNumbers")).containsExactly("SP-7014", "G-1");
    assertThat(order.fields().textList("order.partQuantities")).containsExactly("1", "3");
    assertThat(order.fields().textList("order.partUnits")).containsExactly("", "L");
    assertThat(order.fields().textList("order.partNames")).containsExactly("bearing cartridge", "");
    assertThat(order.fields().textList("order.parts")).contains("3 L of G-1");
  }

  /** Documents that were kept by an earlier version may name a number twice: they must be read. */
  @Test
  void aNumberThatStandsThereTwiceBecomesOneLineOfTheOrder() throws Exception {
    WorkOrder order =
        raise(
            "parts: [{ number: 7014C, name: left }, { number: G-1, quantity: 3, unit: L },"
                + " { number: 7014c, quantity: 2, name: right }, { number: 7014C, name: left },"
                + " { number: G-1, quantity: 2, unit: kg }, { number: G-1 }]",
            predicted(18));
    assertThat(order.fields().textList("order.parts"))
        .containsExactly("4 x 7014C (left; right)", "3 L of G-1 (and 2 kg; and 1)");
    assertThat(order.fields().textList(OrderFields.PART_NUMBERS)).containsExactly("7014C", "G-1");
    assertThat(order.fields().textList(OrderFields.PART_QUANTITIES)).containsExactly("4", "3");
    assertThat(order.fields().textList(OrderFields.PART_UNITS)).containsExactly("", "L");
  }

  @Test
  void untilDueWithoutATimeIsRefused() {
    assertThatThrownBy(() -> template("window: until-due, lead: P4D"))
        .isInstanceOfSatisfying(
            InvalidDocumentException.class,
            refused ->
                assertThat(refused.problems())
                    .singleElement()
                    .asString()
                    .contains("window", "until-due with dueWithin"));
  }

  private static WorkOrder raise(String template, Situation situation) throws Exception {
    return new OrderPlanner("v", OrderPolicies.read(java.util.Optional.empty()))
        .raise(template(template), CAUSE, "cmms", situation, decision(2), NOON);
  }

  private static Template template(String more) throws InvalidDocumentException {
    MapNode root =
        Documents.parse(
                "templates.yaml",
                "templates: [{ id: t, title: Wear, description: d, %s }]".formatted(more))
            .asMap();
    Schema schema = Schema.ofResource(TemplateDocuments.class, "/schema/templates.schema.json");
    assertThat(schema.validate(root.get("templates"))).isEmpty();
    return new TemplateDocuments(LANGUAGE).read(root.maps("templates")).get("t");
  }
}
