package org.bellcrank.vision;

/**
 * What a camera saw, as it came: plain pixels, or a video's own planes. Nothing of it changes. Safe
 * for use by any number of threads.
 */
public interface Image {

  /** Pixels in a row, 1 to 16384. */
  int width();

  /** Rows, 1 to 16384. */
  int height();

  /**
   * How bright a pixel is, 0 (black) to 255 (white): luma of ITU-R BT.601.
   *
   * @param x from the left, from 0
   * @param y from the top, from 0
   */
  int brightness(int x, int y);

  /**
   * Writes every pixel into a canvas.
   *
   * @param canvas of this image's size
   */
  void copyInto(Pixels canvas);

  /** Every pixel; read only by agreement. It may be made anew at each call. */
  default Pixels pixels() {
    Pixels all = Pixels.black(width(), height());
    copyInto(all);
    return all;
  }

  /**
   * The whole image for a model's input: in exactly the size asked for where the image can shrink
   * itself quicker than the JVM could, bilinear and centred; in its own size otherwise.
   *
   * @param width 1 to 16384
   * @param height 1 to 16384
   */
  Pixels shrunkTo(int width, int height);

  /**
   * Lays the whole image into a model's input, shrunk to the size told there, where the image can
   * do that quicker than by way of pixels.
   *
   * @return false when it cannot; nothing was written then
   */
  default boolean layInto(ColourPlanes target) {
    return false;
  }

  /**
   * Gives back what the image holds of its source's memory: nobody will look at it any more. Asking
   * it for anything but its size afterwards may fail.
   */
  default void release() {}
}
