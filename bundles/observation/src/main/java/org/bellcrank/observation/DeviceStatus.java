package org.bellcrank.observation;

import java.util.List;
import java.util.Map;
import org.bellcrank.journal.Facts;

/**
 * What is wrong with a sensor or camera itself; never a fault of the machine it watches.
 *
 * @param device the camera or sensor
 * @param status what it is now
 * @param detail one line for a person
 */
public record DeviceStatus(
    String id,
    String source,
    CaptureTime captured,
    String device,
    Status status,
    String detail,
    Map<String, String> context)
    implements Observation {

  /** State of a device. */
  public enum Status {
    OK,
    STALE,
    OUT_OF_RANGE,
    FLAT_LINE,
    LOST
  }

  /** Keeps an unmodifiable copy. */
  public DeviceStatus {
    context = Map.copyOf(context);
  }

  @Override
  public List<Finding> findings() {
    return List.of();
  }

  @Override
  public Facts facts() {
    return ObservationText.facts(this);
  }
}
