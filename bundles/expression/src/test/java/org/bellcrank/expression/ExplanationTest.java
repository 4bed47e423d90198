package org.bellcrank.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExplanationTest {

  private final ExpressionLanguage language = new ExpressionLanguage();

  @Test
  void everyComparisonShowsItsValuesAndWhetherItHeld() throws Exception {
    List<Comparison> why =
        explain(
            "(finding.confidence >= 0.75 && asset.criticality in ['A', 'B'])"
                + " || !(finding.count > 5)",
            ExpressionTest.COMPLETE);
    assertThat(why)
        .extracting(Comparison::words)
        .containsExactly(
            "finding.confidence 0.87 >= 0.75",
            "asset.criticality \"A\" in [\"A\", \"B\"]",
            "finding.count 3 > 5");
    assertThat(why)
        .extracting(Comparison::held)
        .containsExactly(Verdict.Answer.TRUE, Verdict.Answer.TRUE, Verdict.Answer.FALSE);
    assertThat(why.get(0).leftValue()).contains(0.87);
    assertThat(why.get(0).rightValue()).contains(0.75);
    assertThat(why.get(0).operator()).isEqualTo(">=");
  }

  @Test
  void aConditionThatComparesNothingIsShownWhole() throws Exception {
    List<Comparison> why =
        explain(
            "asset.running && finding.label.startsWith('p') && asset.tags.exists(t, t == 'screw')",
            ExpressionTest.COMPLETE);
    assertThat(why)
        .extracting(Comparison::words)
        .containsExactly(
            "asset.running is true",
            "finding.label.startsWith(\"p\") is true",
            "asset.tags.exists(t, t == \"screw\") is true");
  }

  @Test
  void aMissingValueIsSaidToBeMissing() throws Exception {
    List<Comparison> why =
        explain("finding.confidence >= 0.75 && finding.count > 1", Map.of("finding.count", 2));
    assertThat(why)
        .extracting(Comparison::words)
        .containsExactly("finding.confidence missing >= 0.75", "finding.count 2 > 1");
    assertThat(why.get(0).held()).isEqualTo(Verdict.Answer.UNDECIDABLE);
    assertThat(why.get(0).leftValue()).isEmpty();
  }

  @Test
  void twoVariablesAreBothShownWithTheirValues() throws Exception {
    assertThat(
            explain(
                "finding.label == asset.criticality",
                Map.of("finding.label", "pit", "asset.criticality", "A")))
        .extracting(Comparison::words)
        .containsExactly("finding.label \"pit\" == asset.criticality \"A\"");
  }

  private List<Comparison> explain(String text, Map<String, Object> values) throws Exception {
    return language.compile(text, ExpressionTest.DECLARED, Type.BOOLEAN).explain(values);
  }
}
