package org.bellcrank.signal;

import java.util.Optional;

/**
 * A radiometric picture: a temperature for each pixel, row by row from the top left.
 *
 * @param width in pixels, 1 or more
 * @param height in pixels, 1 or more
 * @param values {@code width * height} temperatures in one unit; NaN for a pixel without one. May
 *     not be changed from now on
 */
public record ThermalImage(int width, int height, float[] values) {

  /** Refuses a size that the values do not have. */
  public ThermalImage {
    if (width < 1 || height < 1 || (long) width * height != values.length) {
      throw new IllegalArgumentException(
          "thermal image: given %d values for %d by %d pixels; allowed: width times height"
              .formatted(values.length, width, height));
    }
  }

  /**
   * A rectangle of pixels.
   *
   * @param x of its left column, from 0
   * @param y of its top row, from 0
   * @param width in pixels, 1 or more
   * @param height in pixels, 1 or more
   */
  public record Region(int x, int y, int width, int height) {}

  /**
   * What a region holds.
   *
   * @param maximum of its pixels, in the image's unit
   * @param x column of the hottest pixel in the image, the first of equals by rows
   * @param y its row
   * @param mean of its pixels
   * @param pixels how many of them had a temperature
   */
  public record Heat(double maximum, int x, int y, double mean, int pixels) {}

  /** The whole picture as a region. */
  public Region whole() {
    return new Region(0, 0, width, height);
  }

  /**
   * Looks through a region.
   *
   * @return empty where none of its pixels has a temperature
   * @throws IllegalArgumentException for a region that is not wholly within the picture
   */
  public Optional<Heat> heat(Region region) {
    check(region);
    int best = -1;
    double sum = 0;
    int pixels = 0;
    for (int y = region.y(); y < region.y() + region.height(); y++) {
      for (int x = region.x(); x < region.x() + region.width(); x++) {
        int place = y * width + x;
        if (Float.isFinite(values[place])) {
          sum += values[place];
          pixels++;
          best = best < 0 || values[place] > values[best] ? place : best;
        }
      }
    }
    return best < 0
        ? Optional.empty()
        : Optional.of(new Heat(values[best], best % width, best / width, sum / pixels, pixels));
  }

  private void check(Region r) {
    boolean inside =
        r.x() >= 0
            && r.y() >= 0
            && r.width() >= 1
            && r.height() >= 1
            && r.x() <= width - r.width()
            && r.y() <= height - r.height();
    if (!inside) {
      throw new IllegalArgumentException(
          "region of a thermal image: given %s; allowed: within %d by %d pixels"
              .formatted(r, width, height));
    }
  }
}
