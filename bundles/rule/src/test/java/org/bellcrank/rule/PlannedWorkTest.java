package org.bellcrank.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tier for planned work between review and order, types of orders by class, proposed orders. */
class PlannedWorkTest {

  private static final String RULES =
      """
      classes:
        - { class: pitting, failureMode: surface-fatigue, orderType: corrective }
        - { class: wear, failureMode: ball-screw-wear, orderType: predictive }
        - { class: crack }
      tiers:
        order: 0.75
        review: 0.50
        overrides:
          - { name: wear can wait, failureMode: ball-screw-wear, schedule: 0.70 }
          - { name: the guard is touchy, failureMode: ball-screw-wear, asset: guard, order: 0.90, schedule: 0.90 }
      rules:
        - { id: order, when: "finding.confidence >= tier.order", then: { raise: { template: now } } }
        - { id: plan, because: Can wait, when: "finding.confidence >= tier.schedule", then: { raise: { template: at-the-next-stop } } }
        - { id: ask, when: "finding.confidence >= tier.review", then: { review: { queue: supervisor, template: now } } }
        - { id: note, when: "true", then: { log: true } }
      """;

  /** RUL-03: 72 % lies in the band of review, and yet the failure mode's own tier plans work. */
  @ParameterizedTest(name = "{0} at {1} on {2}: {3}")
  @CsvSource({
    "wear, 0.72, screw, plan",
    "wear, 0.70, screw, plan",
    "wear, 0.6999, screw, ask",
    "wear, 0.7499, screw, plan",
    "wear, 0.75, screw, order",
    "wear, 0.72, guard, ask",
    "wear, 0.8999, guard, ask",
    "wear, 0.90, guard, order",
    "pitting, 0.72, screw, ask",
    "crack, 0.72, screw, ask",
    "crack, 0.75, screw, order",
  })
  void theTierOfPlannedWorkLiesBetweenReviewAndOrder(
      String defectClass, double confidence, String asset, String rule) throws Exception {
    assertThat(decide(defectClass, confidence, asset).rule()).isEqualTo(rule);
  }

  @Test
  void theExplanationNamesTheOverrideAndTheTierThatItBeat() throws Exception {
    Decision decision = decide("wear", 0.72, "screw");
    assertThat(decision.template()).contains("at-the-next-stop");
    assertThat(decision.reason()).startsWith("Can wait").contains("0.72", "0.7");
    assertThat(decision.why().requireText("tiersFrom")).isEqualTo("wear can wait");
  }

  // RUL-14
  @ParameterizedTest
  @CsvSource({"pitting, CORRECTIVE", "wear, PREDICTIVE", "crack, ", "never-heard-of, "})
  void theClassTableNamesTheTypeOfTheOrder(String defectClass, String type) throws Exception {
    assertThat(decide(defectClass, 0.8, "screw").orderType()).isEqualTo(Optional.ofNullable(type));
  }

  @Test
  void aReviewMayProposeTheOrderThatComesOfIt() throws Exception {
    Decision decision = decide("pitting", 0.6, "screw");
    assertThat(decision.action()).isEqualTo(new Action.Review("supervisor", Optional.of("now")));
    assertThat(decision.template()).contains("now");
  }

  @ParameterizedTest
  @CsvSource({"0.49", "0.76"})
  void aTierOutOfItsBoundsIsRefused(double schedule) throws Exception {
    String text = "tiers: { order: 0.75, review: 0.50, schedule: " + schedule + " }\nrules: []\n";
    InvalidDocumentException refused =
        catchThrowableOfType(
            InvalidDocumentException.class, () -> RuleSetTest.read(text, RuleSetTest.register()));
    assertThat(refused.problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.text()).contains("rules.yaml:1", "0.5 to 0.75", "schedule"));
  }

  @Test
  void theSchemasKnowTheNewWords() throws Exception {
    MapNode root = Documents.parse("rules.yaml", RULES).asMap();
    for (String section : new String[] {"classes", "tiers", "rules"}) {
      Schema schema = Schema.ofResource(RuleDocuments.class, "/schema/" + section + ".schema.json");
      assertThat(schema.validate(root.get(section))).as(section).isEmpty();
    }
    MapNode wrong =
        Documents.parse("wrong.yaml", "classes:\n  - { class: pitting, orderType: urgent }\n")
            .asMap();
    assertThat(
            Schema.ofResource(RuleDocuments.class, "/schema/classes.schema.json")
                .validate(wrong.get("classes")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.text()).contains("urgent", "predictive"));
  }

  private static Decision decide(String defectClass, double confidence, String asset)
      throws Exception {
    return RuleSetTest.decide(RULES, defectClass, confidence, asset, 1.0);
  }
}
