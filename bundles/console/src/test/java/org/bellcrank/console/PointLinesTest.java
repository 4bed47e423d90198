package org.bellcrank.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Test;

class PointLinesTest {

  @Test
  void whatADriverTellsWhenItChangesStandsInBetween() {
    assertThat(lines(driven()).streams())
        .containsExactly("  - { point: \"pump/heat\", resample: { every: PT1S }, rollup: PT1M }");
  }

  @Test
  void whatIsReadByTheClockOrComesByAnotherWayIsRecordedAsItComes() {
    assertThat(lines(driven().put("every", "PT5S")).streams())
        .containsExactly("  - { point: \"pump/heat\", rollup: PT1M }");
    assertThat(lines(point()).streams())
        .containsExactly("  - { point: \"pump/heat\", rollup: PT1M }");
  }

  private static PointLines lines(Facts.Builder point) {
    return PointLines.of(point.build());
  }

  private static Facts.Builder driven() {
    return point().put("driver", "press").put("channel", Facts.with("node", "ns=1;s=heat").build());
  }

  private static Facts.Builder point() {
    return Facts.with("id", "pump/heat").put("asset", "pump").put("record", true);
  }
}
