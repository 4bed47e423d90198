package org.bellcrank.workorder;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.bellcrank.asset.Point;
import org.bellcrank.observation.Box;
import org.bellcrank.rule.Situation;

/** Where a defect lies in its camera's picture, in words and shares: what a map would draw. */
final class Location {

  private Location() {}

  /** One line; empty without a box or where the size of the picture is not known. */
  static Optional<String> of(Situation situation) {
    OptionalDouble width = pixels(situation.context(), "picture.width");
    OptionalDouble height = pixels(situation.context(), "picture.height");
    if (width.isEmpty() || height.isEmpty()) {
      return Optional.empty();
    }
    return situation
        .finding()
        .box()
        .map(box -> centre(box, width.getAsDouble(), height.getAsDouble()))
        .map(centre -> centre + corners(situation.placement().point()));
  }

  private static String centre(Box box, double width, double height) {
    return String.format(
        Locale.ROOT,
        "%.0f %% from the left, %.0f %% from the top",
        50 * (box.x1() + box.x2()) / width,
        50 * (box.y1() + box.y2()) / height);
  }

  private static String corners(Point point) {
    return point
        .zone()
        .map(
            zone ->
                zone.corners().stream()
                    .map(corner -> String.format(Locale.ROOT, "%.3g,%.3g", corner.x(), corner.y()))
                    .collect(Collectors.joining(" ", "; zone ", "")))
        .orElse("");
  }

  private static OptionalDouble pixels(Map<String, String> context, String name) {
    String text = context.get(name);
    return text != null && text.matches("[1-9][0-9]{0,6}")
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }
}
