package org.bellcrank.stream;

import java.time.Duration;
import java.util.List;
import org.bellcrank.condition.StateGate;
import org.bellcrank.signal.GrowthModel;
import org.bellcrank.signal.LimitSide;

/**
 * A trend of a point that is watched: when it will be at its limit soon, that is a prediction.
 *
 * @param id unique among the trends of the site documents
 * @param limit in the point's unit; above 0 for exponential growth
 * @param side from which side it is reached
 * @param window how far back the trend is computed, a whole number of {@code every}
 * @param every how often it is looked at, by the time of measurement, whole seconds; the mean of
 *     the values in each such time is one of the trend's points
 * @param model how it is taken to grow
 * @param significance two sided level at which there is a trend, above 0, below 1
 * @param least fewer points say nothing, {@value org.bellcrank.signal.Trend#FEWEST} or more
 * @param horizon within which the limit must be reached to be told, above zero
 * @param confidence with which it must be, 0 to 1
 * @param failureMode the class of the prediction
 * @param step by which share the remaining life must fall to be told again, above 0, below 1
 * @param tiers confidences, rising; one that is newly reached is told again
 * @param gate in which states of the asset values count
 */
public record TrendPlan(
    String id,
    double limit,
    LimitSide side,
    Duration window,
    Duration every,
    GrowthModel model,
    double significance,
    int least,
    Duration horizon,
    double confidence,
    String failureMode,
    double step,
    List<Double> tiers,
    StateGate gate) {

  /** Significance where the documents say nothing. */
  public static final double SIGNIFICANCE = 0.01;

  /** Points where the documents say nothing. */
  public static final int LEAST = 20;

  /** Confidence where the documents say nothing. */
  public static final double CONFIDENCE = 0.5;

  /** Share of the remaining life where the documents say nothing. */
  public static final double STEP = 0.1;

  /** Tiers where the documents say nothing: those of rules, and near certainty. */
  public static final List<Double> TIERS = List.of(0.5, 0.75, 0.9);

  /** Keeps an unmodifiable copy. */
  public TrendPlan {
    tiers = List.copyOf(tiers);
  }

  /** Under which name the trend's own values and what was told of it are kept; no point's id. */
  public String kept() {
    return "trend:" + id;
  }

  /** How many tiers a confidence reaches. */
  int tier(double reached) {
    return (int) tiers.stream().filter(each -> reached >= each).count();
  }
}
