package org.bellcrank.observation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bellcrank.journal.Facts;

/**
 * A test of the gateway's own way from the intake to a maintenance system: a synthetic defect that
 * no source can send and that never becomes a finding, an order of ours or a number among real
 * ones.
 *
 * @param id begins with {@link #PREFIX}; nothing else may
 * @param captured the gateway's own time
 * @param instance connector instance whose way is tried; empty where there is none yet
 * @param requester who asked for it; {@code period} where its time had come
 */
public record Canary(String id, CaptureTime captured, String instance, String requester)
    implements Observation {

  /** What the id of every canary begins with, and of nothing else. */
  public static final String PREFIX = "canary:";

  /** The source of every canary. */
  public static final String SOURCE = "canary";

  /** A canary of the gateway's own time. */
  public static Canary at(Instant now, String id, String instance, String requester) {
    return new Canary(
        PREFIX + id, new CaptureTime(now, CaptureTime.ClockQuality.GATEWAY), instance, requester);
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public Map<String, String> context() {
    return Map.of();
  }

  /** None: what is made of it is a test and has a disposition of its own. */
  @Override
  public List<Finding> findings() {
    return List.of();
  }

  @Override
  public Facts facts() {
    return ObservationText.facts(this);
  }
}
