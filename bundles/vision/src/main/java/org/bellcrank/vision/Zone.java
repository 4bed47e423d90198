package org.bellcrank.vision;

import java.util.List;
import java.util.Set;
import org.bellcrank.observation.Box;

/**
 * A part of a camera's picture that is a point of its own.
 *
 * @param point id of the point
 * @param polygon its corners in order, at least three, as shares of width and height, so that a
 *     zone outlives a change of resolution; empty: the whole picture
 * @param policy when a box lies in it
 * @param minimumShare for {@link ZonePolicy#OVERLAP}: share of the box's area, above 0 to 1
 * @param floor detections below are tallied only, 0 to 1, inclusive
 * @param classes classes that matter here; empty: all
 */
public record Zone(
    String point,
    List<Vertex> polygon,
    ZonePolicy policy,
    double minimumShare,
    double floor,
    Set<String> classes) {

  /** Refuses lines and shares out of range. */
  public Zone {
    polygon = List.copyOf(polygon);
    classes = Set.copyOf(classes);
    if (!polygon.isEmpty() && polygon.size() < 3) {
      throw new IllegalArgumentException(
          "zone %s: given %d corners; allowed: none or at least 3"
              .formatted(point, polygon.size()));
    }
    if (!(floor >= 0 && floor <= 1)) {
      throw new IllegalArgumentException(
          "zone %s: given floor %s; allowed: 0 to 1".formatted(point, floor));
    }
    if (!(minimumShare > 0 && minimumShare <= 1)) {
      throw new IllegalArgumentException(
          "zone %s: given minimum share %s; allowed: above 0 to 1".formatted(point, minimumShare));
    }
  }

  /** The whole picture as one point. */
  public static Zone whole(String point, double floor) {
    return new Zone(point, List.of(), ZonePolicy.CENTRE, 1, floor, Set.of());
  }

  /** Whether a class matters here. */
  boolean watches(String defectClass) {
    return classes.isEmpty() || classes.contains(defectClass);
  }

  /**
   * Whether a box lies in the zone.
   *
   * @param box in pixels of an image of the given size
   */
  public boolean holds(Box box, int width, int height) {
    if (polygon.isEmpty()) {
      return true;
    }
    double x = (box.x1() + box.x2()) / 2 / width;
    return switch (policy) {
      case CENTRE -> Polygon.contains(polygon, x, (box.y1() + box.y2()) / 2 / height);
      case BOTTOM_CENTRE -> Polygon.contains(polygon, x, box.y2() / height);
      case OVERLAP -> share(box, width, height) >= minimumShare;
    };
  }

  /** Share of a box's area that lies in the zone, 0 to 1. */
  double share(Box box, int width, int height) {
    if (polygon.isEmpty()) {
      return 1;
    }
    Box relative =
        new Box(box.x1() / width, box.y1() / height, box.x2() / width, box.y2() / height);
    return Polygon.areaWithin(polygon, relative) / relative.area();
  }
}
