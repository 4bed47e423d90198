package org.bellcrank.asset;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A place where something is observed: a zone of a camera, a sensor channel, a model output.
 *
 * @param id unique in the site documents, for example {@code cam-a/left}
 * @param name for people; the zone's name on orders
 * @param asset id of the asset it watches; empty makes every finding a mapping task
 * @param camera id of the camera whose zone it is; empty for other points
 * @param zone where in the camera's picture; empty means all of it
 * @param floor confidence below which nothing is recorded but tallies, 0 to 1
 * @param classes defect classes of interest; empty means all
 * @param unit UCUM unit of a measured value
 * @param source the channel of a driver that gives its values; empty where they come by another way
 */
public record Point(
    String id,
    String name,
    Optional<String> asset,
    Optional<String> camera,
    Optional<Zone> zone,
    double floor,
    Set<String> classes,
    Optional<String> unit,
    Optional<DriverChannel> source) {

  /** Keeps an unmodifiable copy. */
  public Point {
    classes = Set.copyOf(classes);
  }

  /** A point whose values no driver gives. */
  public Point(
      String id,
      String name,
      Optional<String> asset,
      Optional<String> camera,
      Optional<Zone> zone,
      double floor,
      Set<String> classes,
      Optional<String> unit) {
    this(id, name, asset, camera, zone, floor, classes, unit, Optional.empty());
  }

  /** A point of which no document knows more than its id. */
  static Point unknown(String id) {
    return new Point(
        id,
        id,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Set.of(),
        Optional.empty());
  }

  /** When a box belongs to a zone. */
  public enum ZonePolicy {
    /** The middle of its lower edge lies inside. */
    BOTTOM_CENTRE,
    /** Its centre lies inside. */
    CENTRE,
    /** A share of its area lies inside. */
    OVERLAP
  }

  /**
   * A polygon in a camera's picture.
   *
   * @param corners at least three, as shares of width and height from the top left, 0 to 1
   * @param policy when a box belongs to it
   * @param minimumOverlap share of the box's area that must lie inside, 0 to 1; only for OVERLAP
   */
  public record Zone(List<Corner> corners, ZonePolicy policy, double minimumOverlap) {

    /** Keeps an unmodifiable copy. */
    public Zone {
      corners = List.copyOf(corners);
    }
  }

  /** A corner as shares of width and height, 0 to 1, from the top left. */
  public record Corner(double x, double y) {}
}
