package org.bellcrank.observation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * A measured value at a point.
 *
 * @param point where
 * @param value the number in the point's unit, finite
 * @param unit UCUM unit as the source told it; empty when it did not
 */
public record Measurement(
    String id,
    String source,
    CaptureTime captured,
    String point,
    double value,
    Optional<String> unit,
    Map<String, String> context)
    implements Observation {

  /** Refuses values that are not finite. */
  public Measurement {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "given value %s; allowed: finite numbers".formatted(value));
    }
    context = Map.copyOf(context);
  }

  /** None: a measurement becomes a finding only where a limit, chart or trend speaks. */
  @Override
  public List<Finding> findings() {
    return List.of();
  }

  @Override
  public Facts facts() {
    return ObservationText.facts(this);
  }
}
