package org.bellcrank.workorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.expression.InvalidExpressionException;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Test;

class TextTest {

  private static final ExpressionLanguage LANGUAGE = new ExpressionLanguage();
  private static final Facts FACTS =
      Facts.with("asset.name", "Ball screw").put("finding.confidence", 0.874).build();

  @Test
  void placeholdersAreExpressions() throws Exception {
    assertThat(fill("Pitting on {asset.name}, {percent(finding.confidence)}"))
        .isEqualTo("Pitting on Ball screw, 87 %");
  }

  @Test
  void aLineWithAnUnknownValueIsLeftOutAsAWhole() throws Exception {
    assertThat(fill("On {asset.name}\nLot {context.lot}\nEnd")).isEqualTo("On Ball screw\nEnd");
  }

  @Test
  void aDoubledBraceStandsForItself() throws Exception {
    assertThat(fill("{{x}} {asset.name}")).isEqualTo("{x} Ball screw");
  }

  @Test
  void anUnknownNameIsRefusedWithAHint() {
    assertThatThrownBy(() -> fill("{asset.nam}"))
        .isInstanceOf(InvalidExpressionException.class)
        .hasMessageContaining("asset.name");
  }

  @Test
  void anOpenBraceIsRefused() {
    assertThatThrownBy(() -> fill("half {asset.name"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column 6");
  }

  private static String fill(String text) throws InvalidExpressionException {
    return Text.of(text, LANGUAGE).fill(FACTS);
  }
}
