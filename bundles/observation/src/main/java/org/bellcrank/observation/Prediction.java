package org.bellcrank.observation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * What an external model expects of a machine.
 *
 * @param point the model output's point
 * @param failureMode the expected failure mode
 * @param confidence 0 to 1
 * @param remainingLifeDays remaining useful life in days, at least 0; empty when not told
 */
public record Prediction(
    String id,
    String source,
    CaptureTime captured,
    String point,
    String failureMode,
    double confidence,
    Optional<Double> remainingLifeDays,
    Optional<ModelStamp> model,
    Map<String, String> context)
    implements Observation {

  /** Refuses a confidence outside 0 to 1 and a negative life. */
  public Prediction {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "given confidence %s; allowed 0 to 1".formatted(confidence));
    }
    if (remainingLifeDays.filter(days -> !(days >= 0) || days.isInfinite()).isPresent()) {
      throw new IllegalArgumentException(
          "given remaining life %s days; allowed: 0 or more".formatted(remainingLifeDays.get()));
    }
    context = Map.copyOf(context);
  }

  @Override
  public List<Finding> findings() {
    return List.of(
        new Finding(
            id + "#0",
            id,
            Finding.Kind.PREDICTION,
            point,
            failureMode,
            confidence,
            Optional.empty(),
            Optional.empty(),
            remainingLifeDays,
            captured,
            List.of()));
  }

  @Override
  public Facts facts() {
    return ObservationText.facts(this);
  }
}
