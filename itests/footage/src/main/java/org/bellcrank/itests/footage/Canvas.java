package org.bellcrank.itests.footage;

import java.util.Arrays;

/**
 * The gain of each pixel of one frame, addressed in units of a frame 720 high. Marks on the metal
 * turn with it; that is why {@link #down} asks for the angle at rest.
 */
final class Canvas {
  private final int width;
  private final int height;
  private final double scale;
  private final double radius;
  private final double phase;
  private final float[] gain;

  Canvas(int width, int height, double radius, double phase) {
    this.width = width;
    this.height = height;
    this.radius = radius;
    this.phase = phase;
    scale = height / 720.0;
    gain = new float[width * height];
    Arrays.fill(gain, 1);
  }

  /** Height in the frame of an angle on the metal. */
  double down(double around) {
    double angle = Math.min(Math.max(around - phase, -1.5), 1.5);
    return 360 + radius * Math.sin(angle);
  }

  /** Distance of two neighbouring pixels. */
  double step() {
    return 1 / scale;
  }

  void put(double x, double y, double factor) {
    int px = (int) Math.floor(x * scale);
    int py = (int) Math.floor(y * scale);
    if (px >= 0 && py >= 0 && px < width && py < height) {
      gain[py * width + px] *= (float) factor;
    }
  }

  /** A soft dot; many of them make a line. */
  void multiply(double x, double y, double size, double factor) {
    double cx = x * scale;
    double cy = y * scale;
    double sigma = Math.max(0.6, size * scale);
    for (int py = (int) (cy - 2 * sigma); py <= cy + 2 * sigma; py++) {
      for (int px = (int) (cx - 2 * sigma); px <= cx + 2 * sigma; px++) {
        if (px >= 0 && py >= 0 && px < width && py < height) {
          double d = Math.hypot(px + 0.5 - cx, py + 0.5 - cy) / sigma;
          gain[py * width + px] *= (float) (1 + (factor - 1) * Math.exp(-d * d));
        }
      }
    }
  }

  float gain(int x, int y) {
    return gain[y * width + x];
  }
}
