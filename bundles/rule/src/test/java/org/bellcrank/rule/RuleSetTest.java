package org.bellcrank.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.asset.AssetDocuments;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.asset.Placement;
import org.bellcrank.condition.Condition;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {

  private static final ExpressionLanguage LANGUAGE = new ExpressionLanguage();
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final String SITE =
      """
      assets:
        - { id: works, name: Works, level: site }
        - { id: screw, name: Screw, level: component, parent: works, criticality: A }
        - { id: guard, name: Guard, level: component, parent: works, criticality: D }
      points:
        - { id: cam/screw, asset: screw }
        - { id: cam/guard, asset: guard }
      """;
  private static final String RULES =
      """
      classes:
        - { class: pitting, failureMode: surface-fatigue }
        - { class: wear, failureMode: ball-screw-wear }
      tiers:
        order: 0.75
        review: 0.50
        confirmation: { hits: 1, looks: 1 }
        overrides:
          - { name: wear is slow, failureMode: ball-screw-wear, order: 0.70 }
          - { name: guard is touchy, asset: guard, order: 0.90 }
          - { name: pitting on the guard, class: pitting, asset: guard, order: 0.95 }
      severities:
        - { severity: critical, when: "condition.growth >= 4.0" }
        - { severity: major, when: "condition.growth >= 2.0" }
      rules:
        - { id: order, because: Sure enough, when: "finding.confidence >= tier.order && condition.confirmed", then: { raise: { template: t } } }
        - { id: ask, because: Not sure, when: "finding.confidence >= tier.review", then: { review: shift-supervisor } }
        - { id: note, because: Faint, when: "finding.confidence < tier.review && finding.confidence > 0.1", then: { log: true } }
      """;

  /** Boundaries belong to the tier above; the 72 % case is lowered for its failure mode alone. */
  @ParameterizedTest(name = "{0} at {1} on {2}: {3}")
  @CsvSource({
    "pitting, 0.499, screw, note",
    "pitting, 0.5, screw, ask",
    "pitting, 0.7499, screw, ask",
    "pitting, 0.75, screw, order",
    "pitting, 0.751, screw, order",
    "pitting, 0.72, screw, ask",
    "wear, 0.72, screw, order",
    "wear, 0.6999, screw, ask",
    "crack, 0.72, screw, ask",
    "wear, 0.72, guard, ask",
    "wear, 0.90, guard, order",
    "pitting, 0.94, guard, ask",
    "pitting, 0.95, guard, order",
  })
  void theNarrowestTierCounts(String defectClass, double confidence, String asset, String rule)
      throws Exception {
    assertThat(decide(RULES, defectClass, confidence, asset, 1.0).rule()).isEqualTo(rule);
  }

  @Test
  void theWhyCardNamesWhatFiredAndWhatNearlyDid() throws Exception {
    Decision decision = decide(RULES, "pitting", 0.72, "screw", 1.0);
    assertThat(decision.reason()).startsWith("Not sure").contains("0.72");
    assertThat(decision.why().requireText("tiersFrom")).isEqualTo("default");
    List<Facts> nearly = decision.why().factsList("nearly");
    assertThat(nearly).hasSize(1);
    assertThat(nearly.get(0).requireText("rule")).isEqualTo("order");
    assertThat(nearly.get(0).requireText("missedBy")).contains("0.72").contains("0.75");
  }

  @Test
  void theWhyCardNamesTheOverride() throws Exception {
    assertThat(decide(RULES, "wear", 0.72, "screw", 1.0).why().requireText("tiersFrom"))
        .isEqualTo("wear is slow");
  }

  /** Criticality down, severity across: the product's own matrix. */
  @ParameterizedTest
  @CsvSource({
    "A, CRITICAL, 1", "A, MAJOR, 2", "A, MODERATE, 3", "A, MINOR, 4",
    "B, CRITICAL, 2", "B, MAJOR, 3", "B, MODERATE, 4", "B, MINOR, 5",
    "C, CRITICAL, 3", "C, MAJOR, 4", "C, MODERATE, 5", "C, MINOR, 5",
    "D, CRITICAL, 4", "D, MAJOR, 5", "D, MODERATE, 5", "D, MINOR, 5",
  })
  void thePriorityComesFromCriticalityAndSeverity(
      org.bellcrank.asset.Criticality criticality, Severity severity, int priority) {
    assertThat(PriorityMatrix.DEFAULT.priority(criticality, severity)).isEqualTo(priority);
  }

  @Test
  void growthRaisesSeverityAndPriority() throws Exception {
    assertThat(decide(RULES, "pitting", 0.8, "screw", 1.0).priority()).isEqualTo(4);
    assertThat(decide(RULES, "pitting", 0.8, "screw", 2.0).priority()).isEqualTo(2);
    assertThat(decide(RULES, "pitting", 0.8, "screw", 5.0).priority()).isEqualTo(1);
  }

  @Test
  void whereNoRuleFitsAPersonDecides() throws Exception {
    Decision decision = decide(RULES, "pitting", 0.05, "screw", 1.0);
    assertThat(decision.rule()).isEqualTo("none");
    assertThat(decision.action()).isInstanceOf(Action.Review.class);
  }

  @Test
  void aConditionThatCannotBeToldDoesNotFireAndIsNamed() throws Exception {
    String rules =
        """
        rules:
          - { id: by-value, when: "finding.value > 3.0", then: { suppress: true } }
          - { id: rest, when: "true", then: { log: true } }
        """;
    Decision decision = decide(rules, "pitting", 0.8, "screw", 1.0);
    assertThat(decision.rule()).isEqualTo("rest");
    assertThat(decision.why().factsList("nearly").get(0).requireText("cannotTell"))
        .contains("finding.value");
  }

  @Test
  void mistakesAreNamedWithTheirLineAndAHint() throws Exception {
    String rules =
        """
        rules:
          - { id: a, when: "finding.confidense > 0.5", then: { log: true } }
          - { id: a, when: "true", then: { log: true } }
        tiers: { order: 0.4, review: 0.6 }
        """;
    AssetRegister register = register();
    InvalidDocumentException refused =
        catchThrowableOfType(InvalidDocumentException.class, () -> read(rules, register));
    assertThat(refused).isNotNull();
    assertThat(refused.problems()).hasSize(3);
    assertThat(refused.problems().get(0).text())
        .contains("rules.yaml:2")
        .contains("finding.confidence");
    assertThat(refused.problems().get(1).text()).contains("rules.yaml:3").contains("same id");
    assertThat(refused.problems().get(2).text()).contains("rules.yaml:4").contains("review");
  }

  @Test
  void decidingIsPure() throws Exception {
    Decision first = decide(RULES, "pitting", 0.8, "screw", 2.0);
    assertThat(decide(RULES, "pitting", 0.8, "screw", 2.0)).isEqualTo(first);
  }

  static Decision decide(
      String rules, String defectClass, double confidence, String asset, double growth)
      throws Exception {
    AssetRegister register = register();
    RuleSet set = read(rules, register);
    Placement.Placed placed = (Placement.Placed) register.place("cam/" + asset);
    Finding finding =
        new Finding(
            "o#0",
            "o",
            Finding.Kind.DETECTION,
            "cam/" + asset,
            defectClass,
            confidence,
            Optional.of(new Box(0, 0, 10, 10)),
            Optional.empty(),
            Optional.empty(),
            new CaptureTime(NOW, CaptureTime.ClockQuality.SOURCE),
            List.of());
    Condition condition =
        new Condition(
            1, 1, 1, 1, NOW, Optional.of(100 * growth), Optional.of(100.0), Optional.empty());
    return set.decide(
        new Situation(
            finding,
            "cam",
            Map.of(),
            set.failureMode(defectClass),
            placed,
            condition,
            set.tiers(defectClass, asset),
            false,
            false,
            Optional.empty(),
            NOW));
  }

  static AssetRegister register() throws InvalidDocumentException {
    MapNode site = Documents.parse("site.yaml", SITE).asMap();
    return AssetDocuments.read(site.maps("assets"), site.maps("points"));
  }

  static RuleSet read(String text, AssetRegister register) throws InvalidDocumentException {
    MapNode root = Documents.parse("rules.yaml", text).asMap();
    return new RuleDocuments(LANGUAGE)
        .read(
            root.maps("rules"),
            root.maps("severities"),
            root.optionalMap("priorities"),
            root.optionalMap("tiers"),
            root.maps("classes"),
            register);
  }
}
