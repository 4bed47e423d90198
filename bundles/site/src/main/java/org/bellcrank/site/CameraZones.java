package org.bellcrank.site;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.asset.Point;
import org.bellcrank.vision.CameraView;
import org.bellcrank.vision.Vertex;
import org.bellcrank.vision.Zone;
import org.bellcrank.vision.ZonePolicy;

/** What the point documents say about each camera's picture. */
final class CameraZones {

  private CameraZones() {}

  /** Views by camera id. */
  static Map<String, CameraView> of(Collection<Point> points) {
    Map<String, List<Zone>> zones = new LinkedHashMap<>();
    for (Point point : points) {
      point
          .camera()
          .ifPresent(
              camera ->
                  zones.computeIfAbsent(camera, unused -> new ArrayList<>()).add(zone(point)));
    }
    Map<String, CameraView> views = new HashMap<>();
    zones.forEach(
        (camera, each) -> views.put(camera, new CameraView(camera, Optional.empty(), each)));
    return Map.copyOf(views);
  }

  private static Zone zone(Point point) {
    if (point.zone().isEmpty()) {
      return new Zone(point.id(), List.of(), ZonePolicy.CENTRE, 1, point.floor(), point.classes());
    }
    Point.Zone zone = point.zone().get();
    ZonePolicy policy =
        switch (zone.policy()) {
          case BOTTOM_CENTRE -> ZonePolicy.BOTTOM_CENTRE;
          case CENTRE -> ZonePolicy.CENTRE;
          case OVERLAP -> ZonePolicy.OVERLAP;
        };
    return new Zone(
        point.id(),
        zone.corners().stream().map(corner -> new Vertex(corner.x(), corner.y())).toList(),
        policy,
        zone.minimumOverlap(),
        point.floor(),
        point.classes());
  }
}
