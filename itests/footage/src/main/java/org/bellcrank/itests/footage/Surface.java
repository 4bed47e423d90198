package org.bellcrank.itests.footage;

/**
 * The metal unrolled: brushing, grease and stains, computed once per scene and then only read. One
 * cell is one pixel of a frame 720 high; the first axis runs along the spindle, the second around.
 */
final class Surface {
  private final int width;
  private final int height;
  private final float[] brushed;
  private final float[] grease;
  private final float[] stain;

  Surface(long seed, int width, int height, double slope) {
    this.width = width;
    this.height = height;
    brushed = new float[width * height];
    grease = new float[width * height];
    stain = new float[width * height];
    Noise noise = new Noise(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        fill(noise, x, y, x - y * slope);
      }
    }
  }

  /** The tool's marks follow the helix: fine across it, long along it. */
  private void fill(Noise noise, int x, int y, double across) {
    int i = y * width + x;
    double fine = noise.smooth(across * 0.9, y * 0.012);
    double middle = noise.smooth(across * 0.28 + 900, y * 0.008);
    double grain = noise.smooth(x * 0.7 + 300, y * 0.7);
    brushed[i] = (float) (0.5 * fine + 0.35 * middle + 0.15 * grain);
    double helix = noise.cloud(across * 0.035 + 50, y * 0.006 + 3);
    grease[i] = (float) (0.55 * helix + 0.45 * noise.cloud(x * 0.02 + 70, y * 0.02 + 9));
    stain[i] = (float) noise.cloud(x * 0.008 + 140, y * 0.008 + 40);
  }

  double brushed(double x, double y) {
    return read(brushed, x, y);
  }

  double grease(double x, double y) {
    return read(grease, x, y);
  }

  double stain(double x, double y) {
    return read(stain, x, y);
  }

  private double read(float[] map, double x, double y) {
    double px = Math.min(Math.max(x, 0), width - 2.001);
    double py = Math.min(Math.max(y, 0), height - 2.001);
    int ix = (int) px;
    int iy = (int) py;
    double fx = px - ix;
    double fy = py - iy;
    int i = iy * width + ix;
    double top = map[i] * (1 - fx) + map[i + 1] * fx;
    double low = map[i + width] * (1 - fx) + map[i + width + 1] * fx;
    return top * (1 - fy) + low * fy;
  }
}
