package org.bellcrank.vision;

import java.util.List;
import java.util.Optional;
import org.bellcrank.observation.Box;

/**
 * What the site's documents say about a camera's picture.
 *
 * @param camera the camera's id
 * @param model name of the model that looks at it; empty: the one that is there
 * @param zones the first zone that holds a box takes it
 */
public record CameraView(String camera, Optional<String> model, List<Zone> zones) {

  /** Floor of what lies outside all zones. */
  static final double OUTSIDE_FLOOR = 0.5;

  /** Keeps an unmodifiable copy. */
  public CameraView {
    zones = List.copyOf(zones);
  }

  /** A camera nobody described: everything it finds is outside. */
  public static CameraView undescribed(String camera) {
    return new CameraView(camera, Optional.empty(), List.of());
  }

  /**
   * The zone of a box; what lies in no zone belongs to {@link #outside()}, which no document places
   * on an asset.
   */
  public Zone zoneOf(Box box, int width, int height) {
    return zones.stream()
        .filter(zone -> zone.holds(box, width, height))
        .findFirst()
        .orElseGet(this::outside);
  }

  /** The point {@code <camera>/outside}. */
  public Zone outside() {
    double floor = zones.stream().mapToDouble(Zone::floor).max().orElse(OUTSIDE_FLOOR);
    return Zone.whole(camera + "/outside", floor);
  }

  /** The lowest floor of all zones. */
  double lowestFloor() {
    return zones.stream().mapToDouble(Zone::floor).min().orElse(OUTSIDE_FLOOR);
  }
}
