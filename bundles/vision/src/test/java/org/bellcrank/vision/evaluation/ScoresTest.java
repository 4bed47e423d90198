package org.bellcrank.vision.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.bellcrank.observation.Box;
import org.bellcrank.vision.Found;
import org.junit.jupiter.api.Test;

/** Every expected value here was worked out by hand. */
class ScoresTest {

  private static Found found(double confidence, double x) {
    return new Found(0, "pitting", confidence, new Box(x, 0, x + 10, 10));
  }

  private static Truth truth(double x) {
    return new Truth(0, new Box(x, 0, x + 10, 10));
  }

  private static Judged image(List<Truth> truths, Found... found) {
    return new Judged("i", truths, Arrays.asList(found));
  }

  /**
   * Hits in the order of confidence: yes (0.9), no (0.8), yes (0.7), no (0.6); three marks. Recall
   * 1/3 at precision 1, 2/3 at precision 2/3, the third mark never: 1/3 + 2/9 = 5/9.
   */
  @Test
  void averagePrecisionIsTheAreaUnderTheEnvelope() {
    List<Judged> images =
        List.of(
            image(List.of(truth(0)), found(0.9, 0), found(0.6, 40)),
            image(List.of(truth(0), truth(100)), found(0.8, 50), found(0.7, 0)));
    assertThat(Scores.averagePrecision(images, 0, 0.5)).isCloseTo(5.0 / 9, within(1e-12));
  }

  /** A later hit lifts the envelope before it: no, yes, yes gives 2/3 over the whole of recall. */
  @Test
  void theEnvelopeLooksAhead() {
    List<Judged> images =
        List.of(
            image(List.of(truth(0), truth(100)), found(0.9, 50), found(0.8, 0), found(0.7, 100)));
    assertThat(Scores.averagePrecision(images, 0, 0.5)).isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void aMarkIsFoundOnceTheSecondFindingIsAFalseAlarm() {
    List<Judged> images = List.of(image(List.of(truth(0)), found(0.9, 0), found(0.8, 1)));
    Scores.AtThreshold at = Scores.at(images, 0.5, 0.5);
    assertThat(at.precision()).isEqualTo(0.5);
    assertThat(at.recall()).isEqualTo(1);
  }

  /** Shifted by 5 of 10: shared 50, together 150, so one third. */
  @Test
  void overlapDecidesInclusively() {
    assertThat(Scores.overlap(new Box(0, 0, 10, 10), new Box(5, 0, 15, 10)))
        .isCloseTo(1.0 / 3, within(1e-12));
    List<Judged> images = List.of(image(List.of(truth(0)), found(0.9, 5)));
    assertThat(Scores.averagePrecision(images, 0, 50.0 / 150)).isEqualTo(1);
    assertThat(Scores.averagePrecision(images, 0, 0.34)).isZero();
  }

  /** Marked 0.9, 0.4; clean 0.4, 0: pairs won 1, 1, one half, 1 of four. */
  @Test
  void aurocCountsPairsAndHalvesTies() {
    List<Judged> images =
        List.of(
            image(List.of(truth(0)), found(0.9, 0)),
            image(List.of(truth(0)), found(0.4, 90)),
            image(List.of(), found(0.4, 0)),
            image(List.of()));
    assertThat(Scores.auroc(images)).isCloseTo(3.5 / 4, within(1e-12));
    Scores.AtThreshold at = Scores.at(images, 0.4, 0.5);
    assertThat(at.falseAlarmShare()).isEqualTo(0.5);
    assertThat(at.imageRecall()).isEqualTo(1);
    assertThat(at.recall()).isEqualTo(0.5);
    assertThat(at.precision()).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void meanOverClassesLeavesOutThoseThatAreNowhereMarked() {
    Judged image =
        new Judged(
            "i",
            List.of(truth(0), new Truth(2, new Box(50, 0, 60, 10))),
            List.of(found(0.9, 0), new Found(1, "other", 0.9, new Box(50, 0, 60, 10))));
    assertThat(Scores.meanAveragePrecision(List.of(image), 3, 0.5)).isEqualTo(0.5);
    assertThat(Scores.averagePrecision(List.of(image), 1, 0.5)).isNaN();
  }
}
