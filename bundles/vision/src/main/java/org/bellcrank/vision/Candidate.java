package org.bellcrank.vision;

/**
 * A box as the model gives it, in pixels of the model's input.
 *
 * @param classIndex place of the class in the card, from 0
 * @param score 0 to 1
 */
public record Candidate(int classIndex, double score, double x1, double y1, double x2, double y2) {

  /** Shared area divided by the area of both together, 0 to 1. */
  double overlap(Candidate other) {
    double width = Math.min(x2, other.x2) - Math.max(x1, other.x1);
    double height = Math.min(y2, other.y2) - Math.max(y1, other.y1);
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double shared = width * height;
    return shared / (area() + other.area() - shared);
  }

  private double area() {
    return (x2 - x1) * (y2 - y1);
  }
}
