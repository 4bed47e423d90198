package org.bellcrank.vision;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.bellcrank.observation.Box;

/** Plane geometry of zones; corners in order, the last joined to the first. */
final class Polygon {

  private Polygon() {}

  /** Whether a place lies inside; the lower and right edges do not belong to it. */
  static boolean contains(List<Vertex> polygon, double x, double y) {
    boolean inside = false;
    Vertex before = polygon.get(polygon.size() - 1);
    for (Vertex corner : polygon) {
      if (corner.y() > y != before.y() > y
          && x
              < (before.x() - corner.x()) * (y - corner.y()) / (before.y() - corner.y())
                  + corner.x()) {
        inside = !inside;
      }
      before = corner;
    }
    return inside;
  }

  /** Area that a polygon without crossings and a rectangle share (Sutherland and Hodgman). */
  static double areaWithin(List<Vertex> polygon, Box box) {
    List<Vertex> clipped = polygon;
    clipped = clip(clipped, v -> v.x() >= box.x1(), (a, b) -> atX(a, b, box.x1()));
    clipped = clip(clipped, v -> v.x() <= box.x2(), (a, b) -> atX(a, b, box.x2()));
    clipped = clip(clipped, v -> v.y() >= box.y1(), (a, b) -> atY(a, b, box.y1()));
    clipped = clip(clipped, v -> v.y() <= box.y2(), (a, b) -> atY(a, b, box.y2()));
    return area(clipped);
  }

  /** Area of a polygon without crossings, whichever way round its corners go. */
  static double area(List<Vertex> polygon) {
    double twice = 0;
    for (int i = 0; i < polygon.size(); i++) {
      Vertex a = polygon.get(i);
      Vertex b = polygon.get((i + 1) % polygon.size());
      twice += a.x() * b.y() - b.x() * a.y();
    }
    return Math.abs(twice) / 2;
  }

  private static List<Vertex> clip(
      List<Vertex> polygon, Predicate<Vertex> inside, BiFunction<Vertex, Vertex, Vertex> cut) {
    List<Vertex> kept = new ArrayList<>();
    for (int i = 0; i < polygon.size(); i++) {
      Vertex from = polygon.get(i);
      Vertex to = polygon.get((i + 1) % polygon.size());
      if (inside.test(from) != inside.test(to)) {
        kept.add(cut.apply(from, to));
      }
      if (inside.test(to)) {
        kept.add(to);
      }
    }
    return kept;
  }

  private static Vertex atX(Vertex a, Vertex b, double x) {
    return new Vertex(x, a.y() + (b.y() - a.y()) * (x - a.x()) / (b.x() - a.x()));
  }

  private static Vertex atY(Vertex a, Vertex b, double y) {
    return new Vertex(a.x() + (b.x() - a.x()) * (y - a.y()) / (b.y() - a.y()), y);
  }
}
