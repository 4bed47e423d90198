package org.bellcrank.vision;

import java.util.Arrays;

/**
 * Lays pixels into a model's input: bilinear, with block means before where an image shrinks. Every
 * frame passes here, so it counts in whole numbers: shares of 1/256 each way, sums of 1/65536.
 */
final class InputImage {

  private InputImage() {}

  /** Fills the target's planes, padding included; of a pair, the plane of the image. */
  static void fill(Image image, Letterbox box, ModelCard.Input input, float[] target) {
    pad(box, input, target);
    boolean colours = input.colours().channels() == 3;
    if (!colours || !image.layInto(ColourPlanes.of(box, input, target))) {
      lay(image.shrunkTo(box.contentWidth(), box.contentHeight()), box, input, target, 0);
    }
  }

  /** Fills the second plane of a pair. */
  static void fillTemplate(Pixels template, Letterbox box, ModelCard.Input input, float[] target) {
    lay(template, box, input, target, input.width() * input.height());
  }

  private static void lay(
      Pixels image, Letterbox box, ModelCard.Input input, float[] target, int start) {
    if (image.width() == box.contentWidth() && image.height() == box.contentHeight()) {
      place(image, box, input, target, start);
      return;
    }
    int shrink = Math.min(image.width() / box.contentWidth(), image.height() / box.contentHeight());
    Pixels pixels = shrink >= 2 ? image.shrunkBy(shrink) : image;
    Axis across = Axis.of(pixels.width(), box.contentWidth(), 3);
    Axis down = Axis.of(pixels.height(), box.contentHeight(), pixels.width() * 3);
    Row row = new Row(box.contentWidth());
    byte[] bgr = pixels.bgr();
    for (int y = 0; y < box.contentHeight(); y++) {
      row.blend(bgr, down, y, across);
      row.place(start + (box.top() + y) * input.width() + box.left(), input, target);
    }
  }

  /** An image that has the content's size already. */
  private static void place(
      Pixels image, Letterbox box, ModelCard.Input input, float[] target, int start) {
    Line line = Line.of(input);
    for (int y = 0; y < image.height(); y++) {
      line.place(
          image.bgr(),
          y * image.width() * 3,
          target,
          start + (box.top() + y) * input.width() + box.left(),
          image.width());
    }
  }

  /** Lays a line of pixels into the planes of an input as they are. */
  private interface Line {

    void place(byte[] bgr, int from, float[] target, int to, int width);

    static Line of(ModelCard.Input input) {
      PixelRange range = input.range();
      int plane = input.width() * input.height();
      return switch (input.colours()) {
        case GREY, GREY_PAIR -> grey(range);
        case BGR -> colours(range, 0, plane, 2 * plane);
        case RGB -> colours(range, 2 * plane, plane, 0);
      };
    }

    private static Line grey(PixelRange range) {
      return (bgr, from, target, to, width) -> {
        for (int x = 0, at = from; x < width; x++, at += 3) {
          float luma =
              0.114f * (bgr[at] & 0xff)
                  + 0.587f * (bgr[at + 1] & 0xff)
                  + 0.299f * (bgr[at + 2] & 0xff);
          target[to + x] = range.of(luma);
        }
      };
    }

    private static Line colours(PixelRange range, int blue, int green, int red) {
      float[] numbers = new float[256];
      for (int value = 0; value < numbers.length; value++) {
        numbers[value] = range.of(value);
      }
      // Plane after plane: three far apart written at once would fight for the same cache lines.
      return (bgr, from, target, to, width) -> {
        place(bgr, from, numbers, target, to + blue, width);
        place(bgr, from + 1, numbers, target, to + green, width);
        place(bgr, from + 2, numbers, target, to + red, width);
      };
    }

    private static void place(
        byte[] bgr, int from, float[] numbers, float[] target, int to, int width) {
      for (int x = 0; x < width; x++) {
        target[to + x] = numbers[bgr[from + 3 * x] & 0xff];
      }
    }
  }

  /** The bars above, below and beside the image, in each colour's plane. */
  private static void pad(Letterbox box, ModelCard.Input input, float[] target) {
    float padding = input.range().of(input.padding());
    int width = input.width();
    int plane = width * input.height();
    int below = box.top() + box.contentHeight();
    int right = box.left() + box.contentWidth();
    for (int start = 0; start < target.length; start += plane) {
      Arrays.fill(target, start, start + box.top() * width, padding);
      Arrays.fill(target, start + below * width, start + plane, padding);
      for (int y = box.top(); right - box.left() < width && y < below; y++) {
        int at = start + y * width;
        Arrays.fill(target, at, at + box.left(), padding);
        Arrays.fill(target, at + right, at + width, padding);
      }
    }
  }

  /** For each target pixel the two neighbours in the source and the second's share of 256. */
  private record Axis(int[] first, int[] second, int[] share) {

    static Axis of(int source, int target, int stride) {
      int[] first = new int[target];
      int[] second = new int[target];
      int[] share = new int[target];
      double step = source / (double) target;
      for (int i = 0; i < target; i++) {
        double centre = Math.max(0, Math.min(source - 1.0, (i + 0.5) * step - 0.5));
        int low = (int) centre;
        first[i] = low * stride;
        second[i] = Math.min(low + 1, source - 1) * stride;
        share[i] = (int) Math.round((centre - low) * 256);
      }
      return new Axis(first, second, share);
    }
  }

  /** A row of the target, one array a colour, in 1/65536 of a grey level. */
  private static final class Row {

    private final int[] blue;
    private final int[] green;
    private final int[] red;

    Row(int width) {
      blue = new int[width];
      green = new int[width];
      red = new int[width];
    }

    void blend(byte[] bgr, Axis down, int y, Axis across) {
      int upper = down.first[y];
      int lower = down.second[y];
      int dy = down.share[y];
      for (int x = 0; x < blue.length; x++) {
        int dx = across.share[x];
        int lowerRight = dx * dy;
        int upperRight = (dx << 8) - lowerRight;
        int lowerLeft = (dy << 8) - lowerRight;
        int upperLeft = 65_536 - upperRight - lowerLeft - lowerRight;
        int a = upper + across.first[x];
        int b = upper + across.second[x];
        int c = lower + across.first[x];
        int d = lower + across.second[x];
        // Blue and red go through one multiplication, far enough apart not to meet.
        long both =
            apart(bgr, a) * upperLeft
                + apart(bgr, b) * upperRight
                + apart(bgr, c) * lowerLeft
                + apart(bgr, d) * lowerRight;
        blue[x] = (int) both;
        red[x] = (int) (both >>> 32);
        green[x] =
            (bgr[a + 1] & 0xff) * upperLeft
                + (bgr[b + 1] & 0xff) * upperRight
                + (bgr[c + 1] & 0xff) * lowerLeft
                + (bgr[d + 1] & 0xff) * lowerRight;
      }
    }

    private static long apart(byte[] bgr, int at) {
      return bgr[at] & 0xff | (bgr[at + 2] & 0xffL) << 32;
    }

    void place(int offset, ModelCard.Input input, float[] target) {
      int plane = input.width() * input.height();
      PixelRange range = input.range();
      switch (input.colours()) {
        case GREY, GREY_PAIR -> {
          for (int x = 0; x < blue.length; x++) {
            float luma = 0.114f * blue[x] + 0.587f * green[x] + 0.299f * red[x];
            target[offset + x] = range.of(luma * (1f / 65_536));
          }
        }
        case BGR -> {
          place(blue, range, offset, target);
          place(green, range, offset + plane, target);
          place(red, range, offset + 2 * plane, target);
        }
        case RGB -> {
          place(red, range, offset, target);
          place(green, range, offset + plane, target);
          place(blue, range, offset + 2 * plane, target);
        }
      }
    }

    private static void place(int[] colour, PixelRange range, int offset, float[] target) {
      for (int x = 0; x < colour.length; x++) {
        target[offset + x] = range.of(colour[x] * (1f / 65_536));
      }
    }
  }
}
