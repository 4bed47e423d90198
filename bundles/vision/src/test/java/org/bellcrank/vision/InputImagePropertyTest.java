package org.bellcrank.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class InputImagePropertyTest {

  private static final int PADDING = 77;

  /** What the fast way must agree with: one value at a time, in double precision. */
  private static double expected(Pixels image, Letterbox box, int x, int y, int channel) {
    int column = x - box.left();
    int line = y - box.top();
    if (column < 0 || line < 0 || column >= box.contentWidth() || line >= box.contentHeight()) {
      return PADDING;
    }
    double sx = clamp((column + 0.5) * image.width() / box.contentWidth() - 0.5, image.width());
    double sy = clamp((line + 0.5) * image.height() / box.contentHeight() - 0.5, image.height());
    int x1 = Math.min((int) sx + 1, image.width() - 1);
    int y1 = Math.min((int) sy + 1, image.height() - 1);
    double dx = sx - (int) sx;
    double dy = sy - (int) sy;
    return (1 - dy) * ((1 - dx) * at(image, sx, sy, channel) + dx * at(image, x1, sy, channel))
        + dy * ((1 - dx) * at(image, sx, y1, channel) + dx * at(image, x1, y1, channel));
  }

  private static double clamp(double value, int size) {
    return Math.max(0, Math.min(size - 1.0, value));
  }

  private static int at(Pixels image, double x, double y, int channel) {
    return image.bgr()[((int) y * image.width() + (int) x) * 3 + channel] & 0xff;
  }

  @Property(tries = 300)
  void everyValueIsTheBilinearOneOrThePadding(
      @ForAll @IntRange(min = 1, max = 60) int width,
      @ForAll @IntRange(min = 1, max = 60) int height,
      @ForAll @IntRange(min = 32, max = 64) int inputWidth,
      @ForAll @IntRange(min = 32, max = 64) int inputHeight,
      @ForAll ColourOrder colours,
      @ForAll Alignment alignment,
      @ForAll long seed) {
    byte[] bgr = new byte[width * height * 3];
    new Random(seed).nextBytes(bgr);
    Pixels image = new Pixels(width, height, bgr);
    ModelCard.Input input =
        new ModelCard.Input(inputWidth, inputHeight, colours, PixelRange.BYTE, alignment, PADDING);
    Letterbox box = Letterbox.fit(width, height, input);
    org.assertj.core.api.Assumptions.assumeThat(
            Math.min(width / box.contentWidth(), height / box.contentHeight()))
        .as("no block means before")
        .isLessThan(2);
    float[] target = new float[input.values()];
    InputImage.fill(image, box, input, target);
    if (colours == ColourOrder.GREY_PAIR) {
      InputImage.fillTemplate(image, box, input, target);
    }
    int plane = inputWidth * inputHeight;
    for (int i = 0; i < plane; i++) {
      double blue = expected(image, box, i % inputWidth, i / inputWidth, 0);
      double green = expected(image, box, i % inputWidth, i / inputWidth, 1);
      double red = expected(image, box, i % inputWidth, i / inputWidth, 2);
      if (colours == ColourOrder.GREY || colours == ColourOrder.GREY_PAIR) {
        double luma = 0.114 * blue + 0.587 * green + 0.299 * red;
        for (int at = i; at < target.length; at += plane) {
          assertThat((double) target[at]).isCloseTo(luma, within(1.01));
        }
      } else {
        boolean bgrOrder = colours == ColourOrder.BGR;
        assertThat((double) target[i]).isCloseTo(bgrOrder ? blue : red, within(1.01));
        assertThat((double) target[plane + i]).isCloseTo(green, within(1.01));
        assertThat((double) target[2 * plane + i]).isCloseTo(bgrOrder ? red : blue, within(1.01));
      }
    }
  }
}
