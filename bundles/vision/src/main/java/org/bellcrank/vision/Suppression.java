package org.bellcrank.vision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps the best of several boxes for one thing; boxes of different classes never compete. */
public final class Suppression {

  /** Only so many candidates compete, the best of them; a sane model has far fewer. */
  static final int MOST_CANDIDATES = 2000;

  /** Only so many are kept of one image. */
  static final int MOST_KEPT = 300;

  private Suppression() {}

  /**
   * The candidates that no better one of the same class overlaps by more than {@code limit}, best
   * first, at most {@value #MOST_KEPT} of the best {@value #MOST_CANDIDATES}.
   *
   * @param limit shared area divided by the area of both together, 0 to 1
   */
  public static List<Candidate> byClass(List<Candidate> candidates, double limit) {
    List<Candidate> sorted = new ArrayList<>(candidates);
    sorted.sort(Comparator.comparingDouble(Candidate::score).reversed());
    List<Candidate> kept = new ArrayList<>();
    for (int i = 0; i < Math.min(sorted.size(), MOST_CANDIDATES); i++) {
      if (kept.size() == MOST_KEPT) {
        break;
      }
      if (!beaten(sorted.get(i), kept, limit)) {
        kept.add(sorted.get(i));
      }
    }
    return kept;
  }

  private static boolean beaten(Candidate candidate, List<Candidate> kept, double limit) {
    for (int i = 0; i < kept.size(); i++) {
      Candidate better = kept.get(i);
      if (better.classIndex() == candidate.classIndex() && better.overlap(candidate) > limit) {
        return true;
      }
    }
    return false;
  }
}
