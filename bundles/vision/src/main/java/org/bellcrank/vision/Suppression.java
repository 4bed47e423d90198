package org.bellcrank.vision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps the best of several boxes for one thing; boxes of different classes never compete. */
public final class Suppression {

  private Suppression() {}

  /**
   * The candidates that no better one of the same class overlaps by more than {@code limit}, best
   * first.
   *
   * @param limit shared area divided by the area of both together, 0 to 1
   */
  public static List<Candidate> byClass(List<Candidate> candidates, double limit) {
    List<Candidate> sorted = new ArrayList<>(candidates);
    sorted.sort(Comparator.comparingDouble(Candidate::score).reversed());
    List<Candidate> kept = new ArrayList<>();
    for (Candidate candidate : sorted) {
      if (kept.stream().noneMatch(better -> rivals(better, candidate, limit))) {
        kept.add(candidate);
      }
    }
    return kept;
  }

  private static boolean rivals(Candidate better, Candidate candidate, double limit) {
    return better.classIndex() == candidate.classIndex() && better.overlap(candidate) > limit;
  }
}
