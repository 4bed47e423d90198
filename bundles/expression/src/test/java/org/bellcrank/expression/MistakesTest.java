package org.bellcrank.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.bellcrank.document.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MistakesTest {

  private static final ExpressionLanguage LANGUAGE = new ExpressionLanguage();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "finding.confidnce > 0.5 | 1 | 1 | \"finding.confidnce\" is not declared, did you mean \"finding.confidence\"?",
        "asset.running && findng.label == 'x' | 1 | 18 | \"findng.label\" is not declared, did you mean \"finding.label\"?",
        "finding.labl.startsWith('x') | 1 | 1 | \"finding.labl\" is not declared, did you mean \"finding.label\"?",
        "known.finding.labl | 1 | 1 | \"known.finding.labl\" is not declared, did you mean \"known.finding.label\"?",
        "asset > 3 | 1 | 1 | \"asset\" is not declared by itself, declared are asset.criticality, asset.running, asset.tags",
        "uper(finding.label) == 'X' | 1 | 1 | there is no function \"uper\", did you mean \"upper\"?",
        "finding.confidence > 'x' | 1 | 20 | \">\" does not take a number and a text",
        "finding.confidence == 1 | 1 | 20 | \"==\" does not take a number and a whole number, write whole numbers as 1.0 or convert with double(…)",
        "upper(3) == 'x' | 1 | 6 | \"upper\" does not take a whole number, it is upper(text) → text",
        "finding.confidence | 1 | 1 | the expression yields a number, asked for is true or false",
        "asset.running && | 1 | 17 | the expression ends too early",
        "asset.running and asset.running | 1 | 15 | unexpected and, write &&",
        "finding.count = 3 | 1 | 15 | unexpected =, compare with ==",
        "if | 1 | 1 | reserved identifier: if",
      })
  void aMistakeIsNamedAtItsPlaceInPlainWords(String text, int line, int column, String message) {
    InvalidExpressionException refused = refusal(text);
    assertThat(refused.mistakes().get(0).message()).isEqualTo(message);
    assertThat(refused.line()).isEqualTo(line);
    assertThat(refused.column()).isEqualTo(column);
  }

  @Test
  void linesAndColumnsOfLongerTextsAreRight() {
    InvalidExpressionException refused =
        refusal("asset.running &&\n  finding.cout > 3 &&\n  asset.crticality == 'A'");
    assertThat(refused.mistakes())
        .extracting(m -> m.line() + ":" + m.column())
        .containsExactly("2:3", "3:3");
  }

  @Test
  void anExpressionInADocumentIsReportedAtItsPlaceThere() throws Exception {
    var node = Documents.parse("rules.yaml", "when: asset.runing\n").asMap().get("when");
    assertThat(refusal("asset.runing").problems(node).get(0).text())
        .isEqualTo(
            "rules.yaml:1:7 /when: \"asset.runing\" is not declared, did you mean"
                + " \"asset.running\"? (column 1 of the expression), given \"asset.runing\"");
  }

  @Test
  void aTextOfAnyLengthIsAnswered() {
    assertThat(refusal("x".repeat(20_000)).getMessage()).contains("20000");
    assertThat(refusal("(".repeat(5_000)).mistakes()).isNotEmpty();
  }

  private static InvalidExpressionException refusal(String text) {
    InvalidExpressionException refused =
        catchThrowableOfType(
            InvalidExpressionException.class,
            () -> LANGUAGE.compile(text, ExpressionTest.DECLARED, Type.BOOLEAN));
    assertThat(refused).as(text).isNotNull();
    return refused;
  }
}
