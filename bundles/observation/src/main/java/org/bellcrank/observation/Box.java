package org.bellcrank.observation;

/**
 * A rectangle in pixels of the original image, origin top left.
 *
 * @param x1 left edge, at least 0
 * @param y1 top edge, at least 0
 * @param x2 right edge, greater than x1
 * @param y2 bottom edge, greater than y1
 */
public record Box(double x1, double y1, double x2, double y2) {

  /** Refuses edges that are not finite or not in order. */
  public Box {
    if (!(Double.isFinite(x1) && Double.isFinite(y1) && Double.isFinite(x2) && Double.isFinite(y2))
        || x1 >= x2
        || y1 >= y2) {
      throw new IllegalArgumentException(
          "given box [%s, %s, %s, %s]; allowed: finite, x1 < x2, y1 < y2"
              .formatted(x1, y1, x2, y2));
    }
  }

  /** Width in pixels. */
  public double width() {
    return x2 - x1;
  }

  /** Height in pixels. */
  public double height() {
    return y2 - y1;
  }

  /** Area in square pixels. */
  public double area() {
    return width() * height();
  }
}
