package org.bellcrank.observation;

import java.util.List;
import java.util.Optional;

/**
 * The unit of decision: one detection, limit crossing or prediction at one point.
 *
 * @param id observation id and place in it, for example {@code cam-1:000123#0}
 * @param observation id of the observation
 * @param kind which branch of the family it came from
 * @param point where it was seen
 * @param defectClass defect class, limit name or failure mode
 * @param confidence 0 to 1; 1 for a limit crossing
 * @param box where in the image; empty for non-images
 * @param identity track id where tracking is on; empty means the point stands for it
 * @param value the measured value in the point's unit, or the remaining useful life in days
 * @param captured when it was seen
 * @param evidence its pictures and documents
 */
public record Finding(
    String id,
    String observation,
    Kind kind,
    String point,
    String defectClass,
    double confidence,
    Optional<Box> box,
    Optional<String> identity,
    Optional<Double> value,
    CaptureTime captured,
    List<EvidenceItem> evidence) {

  /** Which branch of the observations a finding came from. */
  public enum Kind {
    DETECTION,
    MEASUREMENT,
    PREDICTION,
    DEVICE
  }
}
