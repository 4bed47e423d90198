package org.bellcrank.vision;

/**
 * How good a picture is to look at.
 *
 * @param sharpness variance of the Laplacian of the luma, in squared grey levels; at least 0. A
 *     dirty lens or a lost focus shows as a fall against the camera's own past
 * @param exposure mean luma, 0 (black) to 1 (white)
 */
public record ImageQuality(double sharpness, double exposure) {

  /** Measures about 16 thousand places spread over the picture. */
  public static ImageQuality of(Image image) {
    int step = Math.max(1, (int) Math.sqrt(image.width() * (double) image.height() / 16_384));
    double sum = 0;
    double squares = 0;
    double luma = 0;
    long places = 0;
    for (int y = 1; y < image.height() - 1; y += step) {
      for (int x = 1; x < image.width() - 1; x += step) {
        int centre = image.brightness(x, y);
        double laplacian =
            image.brightness(x - 1, y)
                + image.brightness(x + 1, y)
                + image.brightness(x, y - 1)
                + image.brightness(x, y + 1)
                - 4.0 * centre;
        sum += laplacian;
        squares += laplacian * laplacian;
        luma += centre;
        places++;
      }
    }
    if (places == 0) {
      return new ImageQuality(0, image.brightness(0, 0) / 255.0);
    }
    double mean = sum / places;
    return new ImageQuality(Math.max(0, squares / places - mean * mean), luma / places / 255.0);
  }
}
