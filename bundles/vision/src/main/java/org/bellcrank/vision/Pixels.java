package org.bellcrank.vision;

/**
 * An image as plain bytes: rows from the top, pixels from the left, three bytes each in the order
 * blue, green, red. The array is not copied; whoever holds it does not write into it.
 */
public final class Pixels implements Image {

  private final int width;
  private final int height;
  private final byte[] bgr;

  /**
   * Wraps an array.
   *
   * @param width pixels in a row, 1 to 16384
   * @param height rows, 1 to 16384
   * @param bgr exactly {@code width * height * 3} bytes
   */
  public Pixels(int width, int height, byte[] bgr) {
    if (width < 1 || height < 1 || width > 16_384 || height > 16_384) {
      throw new IllegalArgumentException(
          "given an image of %d x %d pixels; allowed: 1 to 16384 each way"
              .formatted(width, height));
    }
    if (bgr.length != width * height * 3) {
      throw new IllegalArgumentException(
          "given %d bytes for %d x %d pixels; allowed: exactly %d"
              .formatted(bgr.length, width, height, width * height * 3));
    }
    this.width = width;
    this.height = height;
    this.bgr = bgr;
  }

  /** A black image, for somebody to write into. */
  public static Pixels black(int width, int height) {
    return new Pixels(width, height, new byte[width * height * 3]);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  /** The bytes themselves; read only by agreement. */
  public byte[] bgr() {
    return bgr;
  }

  @Override
  public int brightness(int x, int y) {
    int at = (y * width + x) * 3;
    return ((bgr[at] & 0xff) * 29 + (bgr[at + 1] & 0xff) * 150 + (bgr[at + 2] & 0xff) * 77) >> 8;
  }

  @Override
  public Pixels pixels() {
    return this;
  }

  @Override
  public void copyInto(Pixels canvas) {
    requireSize(canvas);
    System.arraycopy(bgr, 0, canvas.bgr, 0, bgr.length);
  }

  private void requireSize(Pixels canvas) {
    if (canvas.width != width || canvas.height != height) {
      throw new IllegalArgumentException(
          "given a canvas of %d x %d pixels; allowed: %d x %d, as the image"
              .formatted(canvas.width, canvas.height, width, height));
    }
  }

  /** Itself: whoever lays it into an input shrinks it on the way. */
  @Override
  public Pixels shrunkTo(int width, int height) {
    return this;
  }

  /** A copy that may be drawn into. */
  public Pixels copy() {
    return new Pixels(width, height, bgr.clone());
  }

  /** The mean of blocks of {@code factor} x {@code factor} pixels; a remainder is left out. */
  Pixels shrunkBy(int factor) {
    int columns = Math.max(1, width / factor);
    int rows = Math.max(1, height / factor);
    byte[] small = new byte[columns * rows * 3];
    int[] sums = new int[columns * 3];
    int spanX = Math.min(factor, width);
    int spanY = Math.min(factor, height);
    for (int row = 0; row < rows; row++) {
      java.util.Arrays.fill(sums, 0);
      for (int dy = 0; dy < spanY; dy++) {
        addRow(sums, (row * spanY + dy) * width * 3, columns, spanX);
      }
      int area = spanX * spanY;
      for (int i = 0; i < sums.length; i++) {
        small[row * columns * 3 + i] = (byte) ((sums[i] + area / 2) / area);
      }
    }
    return new Pixels(columns, rows, small);
  }

  private void addRow(int[] sums, int offset, int columns, int span) {
    int at = offset;
    for (int column = 0; column < columns; column++) {
      for (int dx = 0; dx < span; dx++, at += 3) {
        sums[column * 3] += bgr[at] & 0xff;
        sums[column * 3 + 1] += bgr[at + 1] & 0xff;
        sums[column * 3 + 2] += bgr[at + 2] & 0xff;
      }
    }
  }
}
