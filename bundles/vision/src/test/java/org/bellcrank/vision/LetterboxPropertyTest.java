package org.bellcrank.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.bellcrank.observation.Box;

class LetterboxPropertyTest {

  private static final int[][] SHAPES = {
    {1280, 720}, {1024, 417}, {640, 640}, {480, 1920}, {4096, 300}
  };

  /** What matters to the person who looks at the drawn box: one pixel of the original. */
  @Property
  void theWayBackIsExactOnFiveShapes(
      @ForAll @IntRange(max = 4) int shape,
      @ForAll Alignment alignment,
      @ForAll @DoubleRange(min = 0, max = 0.8) double left,
      @ForAll @DoubleRange(min = 0, max = 0.8) double top,
      @ForAll @DoubleRange(min = 0.01, max = 0.2) double width,
      @ForAll @DoubleRange(min = 0.01, max = 0.2) double height) {
    int w = SHAPES[shape][0];
    int h = SHAPES[shape][1];
    Letterbox letterbox = Letterbox.fit(w, h, TestFrames.card("m", 1024, 448, alignment).input());
    Box original = new Box(left * w, top * h, (left + width) * w, (top + height) * h);
    Box there = letterbox.toInput(original);
    assertThat(there.x1()).isGreaterThanOrEqualTo(0);
    assertThat(there.x2()).isLessThanOrEqualTo(1024);
    assertThat(there.y2()).isLessThanOrEqualTo(448);
    Box back = letterbox.toOriginal(there.x1(), there.y1(), there.x2(), there.y2()).orElseThrow();
    assertThat(back.x1()).isCloseTo(original.x1(), within(1e-6));
    assertThat(back.y1()).isCloseTo(original.y1(), within(1e-6));
    assertThat(back.x2()).isCloseTo(original.x2(), within(1e-6));
    assertThat(back.y2()).isCloseTo(original.y2(), within(1e-6));
  }

  /** The pixels must go where the geometry says: a bright spot is found where it was put. */
  @Property(tries = 60)
  void aBrightSpotLandsWhereTheBoxSays(
      @ForAll @IntRange(max = 4) int shape,
      @ForAll Alignment alignment,
      @ForAll @DoubleRange(min = 0.1, max = 0.9) double x,
      @ForAll @DoubleRange(min = 0.1, max = 0.9) double y) {
    int w = SHAPES[shape][0];
    int h = SHAPES[shape][1];
    ModelCard.Input input = TestFrames.card("m", 512, 256, alignment).input();
    Letterbox letterbox = Letterbox.fit(w, h, input);
    int size =
        Math.max(4, Math.max(w / letterbox.contentWidth(), h / letterbox.contentHeight()) * 4);
    int left = (int) (x * (w - size));
    int top = (int) (y * (h - size));
    byte[] bgr = new byte[w * h * 3];
    for (int row = top; row < top + size; row++) {
      Arrays.fill(bgr, (row * w + left) * 3, (row * w + left + size) * 3, (byte) 255);
    }
    float[] values = new float[input.values()];
    InputImage.fill(new Pixels(w, h, bgr), letterbox, input, values);
    double[] centre = centre(values, letterbox, input);
    Box back =
        letterbox
            .toOriginal(centre[0] - 1, centre[1] - 1, centre[0] + 1, centre[1] + 1)
            .orElseThrow();
    double tolerance = Math.max(1, 1.5 * w / letterbox.contentWidth());
    assertThat((back.x1() + back.x2()) / 2).isCloseTo(left + size / 2.0, within(tolerance));
    assertThat((back.y1() + back.y2()) / 2).isCloseTo(top + size / 2.0, within(tolerance));
  }

  private static double[] centre(float[] values, Letterbox box, ModelCard.Input input) {
    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    for (int y = box.top(); y < box.top() + box.contentHeight(); y++) {
      for (int x = box.left(); x < box.left() + box.contentWidth(); x++) {
        float value = values[y * input.width() + x];
        sum += value;
        sumX += value * (x + 0.5);
        sumY += value * (y + 0.5);
      }
    }
    return new double[] {sumX / sum, sumY / sum};
  }

  @Example
  void anImageOfTheInputsSizeIsCopiedExactlyAndPlanesAreOrdered() {
    byte[] bgr = {10, 20, 30, 40, 50, 60};
    for (ColourOrder order : ColourOrder.values()) {
      ModelCard.Input input =
          new ModelCard.Input(2, 1, order, PixelRange.BYTE, Alignment.CENTRE, 0);
      float[] values = new float[input.values()];
      InputImage.fill(new Pixels(2, 1, bgr), Letterbox.fit(2, 1, input), input, values);
      switch (order) {
        case BGR -> assertThat(values).containsExactly(10, 40, 20, 50, 30, 60);
        case RGB -> assertThat(values).containsExactly(30, 60, 20, 50, 10, 40);
        case GREY ->
            assertThat(values).usingComparatorWithPrecision(1e-3f).containsExactly(21.85f, 51.85f);
        case GREY_PAIR ->
            assertThat(values)
                .usingComparatorWithPrecision(1e-3f)
                .containsExactly(21.85f, 51.85f, 0f, 0f);
      }
    }
  }

  @Example
  void theTemplateOfAPairLiesInTheSecondPlaneWithItsOwnPadding() {
    ModelCard.Input input =
        new ModelCard.Input(2, 2, ColourOrder.GREY_PAIR, PixelRange.BYTE, Alignment.TOP_LEFT, 7);
    float[] values = new float[8];
    Letterbox box = Letterbox.fit(2, 1, input);
    InputImage.fill(new Pixels(2, 1, new byte[] {10, 10, 10, 20, 20, 20}), box, input, values);
    InputImage.fillTemplate(
        new Pixels(2, 1, new byte[] {30, 30, 30, 40, 40, 40}), box, input, values);
    assertThat(values)
        .usingComparatorWithPrecision(1e-3f)
        .containsExactly(10, 20, 7, 7, 30, 40, 7, 7);
  }

  @Example
  void paddingHasItsColourAndTheRangeIsApplied() {
    ModelCard.Input input =
        new ModelCard.Input(4, 4, ColourOrder.GREY, PixelRange.SIGNED, Alignment.TOP_LEFT, 255);
    float[] values = new float[16];
    InputImage.fill(new Pixels(4, 2, new byte[24]), Letterbox.fit(4, 2, input), input, values);
    for (int i = 0; i < 8; i++) {
      assertThat(values[i]).isEqualTo(-1f);
      assertThat(values[8 + i]).isCloseTo(1f, within(1e-5f));
    }
  }

  @Example
  void whatLiesInThePaddingAloneIsNowhereInTheOriginal() {
    Letterbox letterbox =
        Letterbox.fit(1024, 417, TestFrames.card("m", 1024, 448, Alignment.CENTRE).input());
    assertThat(letterbox.top()).isEqualTo(15);
    assertThat(letterbox.toOriginal(100, 0, 120, 14)).isEmpty();
  }
}
