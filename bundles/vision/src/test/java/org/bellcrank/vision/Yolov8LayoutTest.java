package org.bellcrank.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class Yolov8LayoutTest {

  private final OutputLayout layout = OutputLayouts.named("yolov8").orElseThrow();

  /** Places stand in the last dimension; columns here are place 0, 1, 2. */
  private static Tensor output(float... scores) {
    return new Tensor(
        "output0",
        new long[] {1, 6, 3},
        new float[] {
          10, 50, 90, 20, 60, 90, 4, 8, 2, 6, 4, 2, scores[0], scores[1], scores[2], scores[3],
          scores[4], scores[5]
        });
  }

  @Test
  void centreAndSizeBecomeEdgesAndTheBestClassCounts() {
    assertThat(layout.read(List.of(output(0.9f, 0.1f, 0f, 0.2f, 0.6f, 0f)), 0.5))
        .containsExactly(
            new Candidate(0, 0.9f, 8, 17, 12, 23), new Candidate(1, 0.6f, 46, 58, 54, 62));
  }

  @Test
  void theMinimumItselfCounts() {
    assertThat(layout.read(List.of(output(0.5f, 0.49f, 0f, 0f, 0f, 0f)), 0.5)).hasSize(1);
  }

  @Test
  void scoresAboveOneCountAsOneAndWhatIsNoNumberIsLeftOut() {
    float nan = Float.NaN;
    List<Candidate> read = layout.read(List.of(output(1.0001f, nan, 0.7f, 0f, nan, 0f)), 0.5);
    assertThat(read).extracting(Candidate::score).containsExactly(1.0, (double) 0.7f);
  }

  @Test
  void shapesThatDoNotFitAreNamedWithWhatIsAllowed() {
    assertThat(layout.misfit(List.of(new long[] {1, 5, 8400}), 1)).isEmpty();
    assertThat(layout.misfit(List.of(new long[] {1, -1, -1}), 3)).isEmpty();
    assertThat(layout.misfit(List.of(new long[] {1, 8400, 5}), 1).orElseThrow())
        .contains("[1, 8400, 5]")
        .contains("[1, 5, N]");
    assertThat(layout.misfit(List.of(new long[] {1, 5, 9}, new long[] {1}), 1)).isPresent();
    assertThat(OutputLayouts.names()).contains("yolov8");
    assertThat(OutputLayouts.named("yolov99")).isEmpty();
  }
}
