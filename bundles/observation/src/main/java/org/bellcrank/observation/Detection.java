package org.bellcrank.observation;

import java.util.Optional;

/**
 * One thing found in a frame.
 *
 * @param point the point (camera zone) it lies in
 * @param defectClass what the model calls it, for example {@code pitting}
 * @param confidence how sure the model is, 0 to 1
 * @param box where, in pixels of the original image; empty when the source does not say
 * @param track identity over frames where tracking is on
 */
public record Detection(
    String point,
    String defectClass,
    double confidence,
    Optional<Box> box,
    Optional<String> track) {

  /** Refuses a confidence outside 0 to 1. */
  public Detection {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "given confidence %s; allowed 0 to 1".formatted(confidence));
    }
  }
}
