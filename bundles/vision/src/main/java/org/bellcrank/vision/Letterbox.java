package org.bellcrank.vision;

import java.util.Optional;
import org.bellcrank.observation.Box;

/**
 * How an image of one size is laid into a model's input of another without changing its shape, and
 * the exact way back.
 *
 * @param imageWidth pixels of the original
 * @param imageHeight pixels of the original
 * @param contentWidth pixels that the image takes in the input
 * @param contentHeight pixels that the image takes in the input
 * @param left padding to the left, pixels
 * @param top padding above, pixels
 */
public record Letterbox(
    int imageWidth, int imageHeight, int contentWidth, int contentHeight, int left, int top) {

  /** The largest placement of an image in an input. */
  public static Letterbox fit(int imageWidth, int imageHeight, ModelCard.Input input) {
    double scale =
        Math.min(input.width() / (double) imageWidth, input.height() / (double) imageHeight);
    int width = clamp(Math.round(imageWidth * scale), input.width());
    int height = clamp(Math.round(imageHeight * scale), input.height());
    boolean centred = input.alignment() == Alignment.CENTRE;
    return new Letterbox(
        imageWidth,
        imageHeight,
        width,
        height,
        centred ? (input.width() - width) / 2 : 0,
        centred ? (input.height() - height) / 2 : 0);
  }

  private static int clamp(long pixels, int limit) {
    return (int) Math.max(1, Math.min(limit, pixels));
  }

  /** Where a box of the original lies in the input. */
  public Box toInput(Box box) {
    double x = contentWidth / (double) imageWidth;
    double y = contentHeight / (double) imageHeight;
    return new Box(
        box.x1() * x + left, box.y1() * y + top, box.x2() * x + left, box.y2() * y + top);
  }

  /** Where a box of the input lies in the original; empty when nothing of it does. */
  public Optional<Box> toOriginal(double x1, double y1, double x2, double y2) {
    double x = imageWidth / (double) contentWidth;
    double y = imageHeight / (double) contentHeight;
    double left1 = within((x1 - left) * x, imageWidth);
    double top1 = within((y1 - top) * y, imageHeight);
    double right1 = within((x2 - left) * x, imageWidth);
    double bottom1 = within((y2 - top) * y, imageHeight);
    return left1 < right1 && top1 < bottom1
        ? Optional.of(new Box(left1, top1, right1, bottom1))
        : Optional.empty();
  }

  private static double within(double value, double limit) {
    return Math.max(0, Math.min(limit, value));
  }
}
