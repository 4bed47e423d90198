package org.bellcrank.signal;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.distribution.continuous.FDistribution;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.RealVector;

/**
 * What several features look like together while all is well, and how odd a new set of them is. The
 * measure is the squared Mahalanobis distance; for features that are normal it is distributed as
 * Hotelling's T2 of one future observation, {@code p (n+1)(n-1) / (n (n-p)) F(p, n-p)} (D. C.
 * Montgomery, chapter 11), from which the limit for a chosen rate of false alarms follows, also
 * when little was learnt. Features that are far from normal, such as kurtosis, are better given as
 * logarithms. Immutable; safe for use by any number of threads.
 */
public final class Baseline {
  private static final int WIDEST = 32;

  private final Summary[] learnt;
  private final DecompositionSolver correlation;
  private final FDistribution chance;
  private final double[] seen;

  private Baseline(Summary[] learnt, DecompositionSolver correlation, double[] seen) {
    this.learnt = learnt;
    this.correlation = correlation;
    this.seen = seen;
    this.chance = new FDistribution(learnt.length, learnt[0].count() - learnt.length);
  }

  /**
   * Learns.
   *
   * @param sets features taken while all was well, each set as long, 1 to 32 features; at least as
   *     many sets as features plus 10
   * @throws IllegalArgumentException also where a feature never moved or follows from the others
   */
  public static Baseline learn(List<double[]> sets) {
    int width = sets.isEmpty() ? 0 : sets.get(0).length;
    if (width < 1 || width > WIDEST || sets.size() < width + 10) {
      throw new IllegalArgumentException(
          "baseline: given %d sets of %d features; allowed: 1 to %d features, sets as many plus 10"
              .formatted(sets.size(), width, WIDEST));
    }
    Summary[] learnt = new Summary[width];
    Arrays.fill(learnt, Summary.EMPTY);
    for (double[] set : sets) {
      check(set, width);
      Arrays.setAll(learnt, i -> learnt[i].with(set[i]));
    }
    for (int i = 0; i < width; i++) {
      if (learnt[i].deviation() == 0) {
        throw new IllegalArgumentException(
            "baseline: given feature %d that never moved; allowed: features that do".formatted(i));
      }
    }
    return new Baseline(learnt, solver(correlation(sets, learnt)), new double[0]);
  }

  /**
   * The same baseline whose chances no longer rest on the features being normal, but on how odd
   * these sets are: the share of them, with the new one, that is as odd (split conformal
   * prediction, V. Vovk et al., "Algorithmic Learning in a Random World", 2005). The rate of false
   * alarms is then kept whatever the features are, as long as the machine stays what it was; but
   * none below 1 in one more than there are sets can be asked for, and such is refused: 0.001 needs
   * 999 sets.
   *
   * @param sets taken while all was well and not learnt from, 20 or more
   */
  public Baseline calibrated(List<double[]> sets) {
    Given.atLeast("sets to calibrate a baseline", sets.size(), 20);
    double[] distances =
        sets.stream().mapToDouble(set -> distance(standard(set, learnt))).toArray();
    Arrays.sort(distances);
    return new Baseline(learnt, correlation, distances);
  }

  /**
   * How odd a set of features is.
   *
   * @param distance squared Mahalanobis distance, 0 or above
   * @param chance the share of sets that are at least as odd while all is well, 0..1
   * @param lowest the lowest that the chance can be, however odd the set: 1 in one more than the
   *     sets of a calibrated baseline, 0 of any other
   * @param foremost index of the feature that is farthest from its mean by its own deviation
   * @param deviations how far that one is, in its deviations, with sign
   */
  public record Score(
      double distance, double chance, double lowest, int foremost, double deviations) {

    /**
     * Whether it is an anomaly, at so many false alarms for each set looked at.
     *
     * @param falseAlarms such as 0.001
     * @throws IllegalArgumentException where no set could ever be one at that rate
     */
    public boolean anomaly(double falseAlarms) {
      Given.share("rate of false alarms", falseAlarms);
      if (falseAlarms < lowest) {
        throw new IllegalArgumentException(
            ("rate of false alarms: given %s; allowed: from %s with so few sets to calibrate,"
                    + " %d for this one")
                .formatted(falseAlarms, lowest, (long) Math.ceil(1 / falseAlarms) - 1));
      }
      return chance <= falseAlarms;
    }
  }

  /**
   * Scores a set.
   *
   * @param set as many features as were learnt, all finite
   */
  public Score score(double[] set) {
    double[] z = standard(set, learnt);
    double distance = distance(z);
    int foremost = 0;
    for (int i = 1; i < z.length; i++) {
      foremost = Math.abs(z[i]) > Math.abs(z[foremost]) ? i : foremost;
    }
    double lowest = seen.length == 0 ? 0 : 1.0 / (seen.length + 1);
    return new Score(distance, chance(distance), lowest, foremost, z[foremost]);
  }

  private double distance(double[] z) {
    RealVector vector = new ArrayRealVector(z, false);
    return Math.max(0, vector.dotProduct(correlation.solve(vector)));
  }

  private double chance(double distance) {
    if (seen.length > 0) {
      int place = Arrays.binarySearch(seen, distance);
      int less = place < 0 ? -place - 1 : place;
      while (less > 0 && seen[less - 1] == distance) {
        less--;
      }
      return (seen.length - less + 1.0) / (seen.length + 1);
    }
    double n = learnt[0].count();
    double p = learnt.length;
    double f = distance * n * (n - p) / (p * (n + 1) * (n - 1));
    return 1 - chance.cumulativeProbability(f);
  }

  private static double[] standard(double[] set, Summary[] learnt) {
    check(set, learnt.length);
    double[] z = new double[set.length];
    Arrays.setAll(z, i -> (set[i] - learnt[i].mean()) / learnt[i].deviation());
    return z;
  }

  private static double[][] correlation(List<double[]> sets, Summary[] learnt) {
    int width = learnt.length;
    double[][] sum = new double[width][width];
    for (double[] set : sets) {
      double[] z = standard(set, learnt);
      for (int i = 0; i < width; i++) {
        for (int j = 0; j < width; j++) {
          sum[i][j] += z[i] * z[j] / (sets.size() - 1);
        }
      }
    }
    return sum;
  }

  private static DecompositionSolver solver(double[][] correlation) {
    try {
      return new CholeskyDecomposition(new Array2DRowRealMatrix(correlation, false), 1e-9, 1e-9)
          .getSolver();
    } catch (MathIllegalArgumentException dependent) {
      throw new IllegalArgumentException(
          "baseline: given features of which one follows from the others; allowed: independent"
              + " ones",
          dependent);
    }
  }

  private static void check(double[] set, int width) {
    if (set.length != width) {
      throw new IllegalArgumentException(
          "features: given %d; allowed: %d as in the first set".formatted(set.length, width));
    }
    Given.finite("features", set, 1);
  }
}
