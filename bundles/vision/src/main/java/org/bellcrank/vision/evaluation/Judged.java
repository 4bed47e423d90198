package org.bellcrank.vision.evaluation;

import java.util.List;
import org.bellcrank.vision.Found;

/**
 * An image with what a person marked and what the model found.
 *
 * @param name the image's file name
 * @param truths what is there; empty: a clean image
 * @param found what the model found, in any order
 */
public record Judged(String name, List<Truth> truths, List<Found> found) {

  /** Keeps unmodifiable copies. */
  public Judged {
    truths = List.copyOf(truths);
    found = List.copyOf(found);
  }

  /** The highest confidence of all that was found; 0 when nothing was. */
  public double score() {
    return found.stream().mapToDouble(Found::confidence).max().orElse(0);
  }

  /** Whether nothing is marked. */
  public boolean clean() {
    return truths.isEmpty();
  }
}
