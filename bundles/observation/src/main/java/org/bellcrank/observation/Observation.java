package org.bellcrank.observation;

import java.util.List;
import java.util.Map;
import org.bellcrank.journal.Facts;

/**
 * What a source reported, when and how surely. A sealed family: {@link Inspection}, {@link
 * Measurement}, {@link Prediction}, {@link DeviceStatus}, and {@link Canary}, which only the
 * gateway itself makes.
 */
public sealed interface Observation
    permits Inspection, Measurement, Prediction, DeviceStatus, Canary {

  /**
   * Its identity, chosen by the source or derived from its content, at most 64 characters of {@code
   * A-Z a-z 0-9 . _ : -}. The same id a second time is the same observation and is taken once.
   */
  String id();

  /** Who reported: camera id, topic, path; at most 128 characters. */
  String source();

  /** When it was seen, by the source's clock. */
  CaptureTime captured();

  /** Production order, shift, lot and the like, as the source told them; may be empty. */
  Map<String, String> context();

  /** What of it is to be decided: one finding for each detection, measurement or prediction. */
  List<Finding> findings();

  /** All of it as facts; {@link ObservationText#from} reads them back. */
  Facts facts();
}
