package org.bellcrank.vision;

import java.util.List;
import java.util.Map;

/**
 * What a model is and how its input is made and its output read.
 *
 * @param name for example {@code ballscrew}
 * @param version the card's version
 * @param sha256 hash of the model file, 64 lower-case hexadecimal digits
 * @param input what it looks at
 * @param layout name of its output layout, see {@link OutputLayouts}
 * @param classes names of the defect classes in the order of the model's outputs
 * @param thresholds confidence by tier, 0 to 1, chosen on validation data; may be empty
 * @param suppressionOverlap boxes of one class that overlap more than this are one, 0 to 1
 */
public record ModelCard(
    String name,
    String version,
    String sha256,
    Input input,
    String layout,
    List<String> classes,
    Map<String, Double> thresholds,
    double suppressionOverlap) {

  /** Keeps unmodifiable copies; refuses a card without classes and shares outside 0 to 1. */
  public ModelCard {
    classes = List.copyOf(classes);
    thresholds = Map.copyOf(thresholds);
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("classes: given none; allowed: at least one name");
    }
    share("suppressionOverlap", suppressionOverlap);
    thresholds.forEach((tier, value) -> share("thresholds." + tier, value));
  }

  private static void share(String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s: given %s; allowed: 0 to 1".formatted(field, value));
    }
  }

  /**
   * The input of a model.
   *
   * @param width pixels, 1 to 8192
   * @param height pixels, 1 to 8192
   * @param colours order of the planes
   * @param range numbers for dark and bright
   * @param alignment where the image sits
   * @param padding pixel value of the border, 0 to 255
   */
  public record Input(
      int width,
      int height,
      ColourOrder colours,
      PixelRange range,
      Alignment alignment,
      int padding) {

    /** Refuses sizes and paddings out of range. */
    public Input {
      if (width < 1 || height < 1 || width > 8192 || height > 8192) {
        throw new IllegalArgumentException(
            "input: given %d x %d pixels; allowed: 1 to 8192 each way".formatted(width, height));
      }
      if (padding < 0 || padding > 255) {
        throw new IllegalArgumentException(
            "input.padding: given %d; allowed: 0 to 255".formatted(padding));
      }
    }

    /** How many numbers the input takes. */
    public int values() {
      return width * height * colours.channels();
    }
  }
}
