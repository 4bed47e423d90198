package org.bellcrank.itests.footage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpindleFootageTest {
  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static Scenario small(String camera) {
    return Scenario.demo(camera).withSize(640, 360).withFrames(6);
  }

  /** The demo, the tests and the training must see the same film on every machine. */
  @Test
  void theSameSeedGivesTheSamePixelsAndAnotherSeedDoesNot() {
    Frame once = new SpindleFootage(small("A")).render(4);
    Frame again = new SpindleFootage(small("A")).render(4);
    Frame other = new SpindleFootage(small("A").withSeed(5)).render(4);
    assertThat(pixels(again.image())).isEqualTo(pixels(once.image()));
    assertThat(again.truths()).isEqualTo(once.truths());
    assertThat(pixels(other.image())).isNotEqualTo(pixels(once.image()));
  }

  /** Order of rendering must not matter: a player may jump. */
  @Test
  void aFrameDoesNotDependOnTheFramesRenderedBefore() {
    SpindleFootage footage = new SpindleFootage(small("B"));
    footage.render(1);
    Frame after = footage.render(3);
    assertThat(pixels(after.image()))
        .isEqualTo(pixels(new SpindleFootage(small("B")).render(3).image()));
  }

  @Test
  void everyBoxLiesInTheFrameAndIsDarkerThanWhatSurroundsIt() {
    for (String camera : List.of("A", "B")) {
      Frame last = new SpindleFootage(small(camera)).render(5);
      assertThat(last.truths()).hasSize(3);
      for (Truth t : last.truths()) {
        assertThat(t.x1()).isBetween(0.0, t.x2());
        assertThat(t.y1()).isBetween(0.0, t.y2());
        assertThat(t.x2()).isLessThanOrEqualTo(640);
        assertThat(t.y2()).isLessThanOrEqualTo(360);
        double inside = brightness(last.image(), t, 0);
        assertThat(inside).isLessThan(0.85 * brightness(last.image(), t, 12));
      }
    }
  }

  /** Mean over the box, or over the frame of the given width around it. */
  private static double brightness(BufferedImage image, Truth t, int ring) {
    double sum = 0;
    int count = 0;
    for (int y = (int) t.y1() - ring; y < t.y2() + ring; y++) {
      for (int x = (int) t.x1() - ring; x < t.x2() + ring; x++) {
        boolean inBox = x >= t.x1() && x < t.x2() && y >= t.y1() && y < t.y2();
        boolean inFrame = x >= 0 && y >= 0 && x < image.getWidth() && y < image.getHeight();
        if (inFrame && inBox == (ring == 0)) {
          int rgb = image.getRGB(x, y);
          sum += (rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255);
          count++;
        }
      }
    }
    return sum / count;
  }

  /** What is broken out never heals, also where the spindle stops a little elsewhere each time. */
  @Test
  void aPitOnlyGrows() {
    Scenario demo = Scenario.demo("A").withSize(640, 360).withFrames(12);
    SpindleFootage footage = new SpindleFootage(demo.withTurning(0));
    double[] before = new double[3];
    for (int i = 0; i < 12; i++) {
      double[] now = new double[3];
      footage.render(i).truths().forEach(t -> now[t.pit()] = t.area());
      for (int p = 0; p < 3; p++) {
        assertThat(now[p]).isGreaterThanOrEqualTo(before[p]);
      }
      before = now;
    }
    assertThat(before[0]).isGreaterThan(400);
  }

  /** The demo's story: nothing at first, then one after the other, left, middle and right. */
  @Test
  void theThreePitsOfACameraAppearOneAfterTheOtherInThreeThirds() {
    for (String camera : List.of("A", "B")) {
      Scenario demo = Scenario.demo(camera);
      assertThat(demo.pits().stream().map(Pit::born).toList()).isSorted().doesNotHaveDuplicates();
      assertThat(demo.pits().stream().map(p -> (int) (p.along() * 3)).toList())
          .containsExactlyInAnyOrder(0, 1, 2);
      assertThat(demo.elapsed(demo.frames())).isGreaterThan(Duration.ofDays(19));
      assertThat(new SpindleFootage(small(camera)).render(0).truths()).isEmpty();
    }
  }

  @Test
  void aFrameOutsideTheScenarioIsRefusedWithWhatIsAllowed() {
    SpindleFootage footage = new SpindleFootage(small("A"));
    assertThatThrownBy(() -> footage.render(6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("frame 6 (allowed: 0 to 5)");
  }
}
