package org.bellcrank.vision;

import java.util.Arrays;

/** Lays pixels into a model's input: bilinear, with block means before where an image shrinks. */
final class InputImage {

  private InputImage() {}

  /** Fills the whole target, padding included. */
  static void fill(Pixels image, Letterbox box, ModelCard.Input input, float[] target) {
    if (box.contentWidth() < input.width() || box.contentHeight() < input.height()) {
      Arrays.fill(target, input.range().of(input.padding()));
    }
    int shrink = Math.min(image.width() / box.contentWidth(), image.height() / box.contentHeight());
    Pixels pixels = shrink >= 2 ? image.shrunkBy(shrink) : image;
    Axis across = Axis.of(pixels.width(), box.contentWidth(), 3);
    Axis down = Axis.of(pixels.height(), box.contentHeight(), pixels.width() * 3);
    boolean copied = pixels.width() == box.contentWidth() && pixels.height() == box.contentHeight();
    float[] row = new float[box.contentWidth() * 3];
    for (int y = 0; y < box.contentHeight(); y++) {
      if (copied) {
        copyRow(pixels.bgr(), down.first[y], row);
      } else {
        blendRow(pixels.bgr(), down, y, across, row);
      }
      place(row, (box.top() + y) * input.width() + box.left(), input, target);
    }
  }

  private static void copyRow(byte[] bgr, int offset, float[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = bgr[offset + i] & 0xff;
    }
  }

  /** Bilinear in fixed point, 8 bits for each direction: exact to 1/256 of a grey level. */
  private static void blendRow(byte[] bgr, Axis down, int y, Axis across, float[] row) {
    int upper = down.first[y];
    int lower = down.second[y];
    int dy = down.share[y];
    int[] first = across.first;
    int[] second = across.second;
    int[] share = across.share;
    for (int x = 0, at = 0; x < share.length; x++, at += 3) {
      int dx = share[x];
      int lowerRight = dx * dy;
      int upperRight = (dx << 8) - lowerRight;
      int lowerLeft = (dy << 8) - lowerRight;
      int upperLeft = 65_536 - upperRight - lowerLeft - lowerRight;
      int a = upper + first[x];
      int b = upper + second[x];
      int c = lower + first[x];
      int d = lower + second[x];
      for (int channel = 0; channel < 3; channel++) {
        int sum =
            (bgr[a + channel] & 0xff) * upperLeft
                + (bgr[b + channel] & 0xff) * upperRight
                + (bgr[c + channel] & 0xff) * lowerLeft
                + (bgr[d + channel] & 0xff) * lowerRight;
        row[at + channel] = sum * (1f / 65_536);
      }
    }
  }

  private static void place(float[] row, int offset, ModelCard.Input input, float[] target) {
    PixelRange range = input.range();
    int plane = input.width() * input.height();
    int columns = row.length / 3;
    switch (input.colours()) {
      case GREY -> {
        for (int x = 0, at = 0; x < columns; x++, at += 3) {
          target[offset + x] =
              range.of(0.114f * row[at] + 0.587f * row[at + 1] + 0.299f * row[at + 2]);
        }
      }
      case BGR, RGB -> {
        int blue = input.colours() == ColourOrder.BGR ? offset : offset + 2 * plane;
        int green = offset + plane;
        int red = input.colours() == ColourOrder.BGR ? offset + 2 * plane : offset;
        for (int x = 0, at = 0; x < columns; x++, at += 3) {
          target[blue + x] = range.of(row[at]);
          target[green + x] = range.of(row[at + 1]);
          target[red + x] = range.of(row[at + 2]);
        }
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
}
