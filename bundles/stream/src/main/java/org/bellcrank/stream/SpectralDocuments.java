package org.bellcrank.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.signal.BallScrew;
import org.bellcrank.signal.Bearing;

/** Reads the {@code spectral} list of a stream that already fits its schema. */
final class SpectralDocuments {

  private static final SpectralPlan.Range MAINS = new SpectralPlan.Range(40, 70);

  private SpectralDocuments() {}

  static List<SpectralPlan> read(MapNode stream, List<Problem> problems)
      throws InvalidDocumentException {
    List<SpectralPlan> plans = new ArrayList<>();
    for (MapNode node : stream.maps("spectral")) {
      String to = node.text("to");
      if (node.has("band")) {
        plans.add(new SpectralPlan.Band(range(node, "band", problems), to));
      } else if (node.has("bearing")) {
        bearing(node, to, problems).ifPresent(plans::add);
      } else if (node.has("screw")) {
        screw(node, to, problems).ifPresent(plans::add);
      } else if (node.has("harmonic")) {
        plans.add(new SpectralPlan.Harmonic(node.integer("harmonic"), line(node, problems), to));
      } else if (node.has("distortion")) {
        plans.add(
            new SpectralPlan.Distortion(node.integer("distortion"), line(node, problems), to));
      } else {
        plans.add(new SpectralPlan.EnvelopePeak(range(node, "envelope", problems), to));
      }
    }
    return plans;
  }

  private static SpectralPlan.Range range(MapNode node, String key, List<Problem> problems)
      throws InvalidDocumentException {
    MapNode range = node.map(key);
    double from = range.number("from");
    double to = range.number("to");
    if (!(from < to)) {
      problems.add(range.problem("to", "above " + from, "the band is empty"));
    }
    return new SpectralPlan.Range(from, to);
  }

  private static SpectralPlan.Range line(MapNode node, List<Problem> problems)
      throws InvalidDocumentException {
    return node.has("line") ? range(node, "line", problems) : MAINS;
  }

  private static Optional<SpectralPlan> bearing(MapNode node, String to, List<Problem> problems)
      throws InvalidDocumentException {
    MapNode given = node.map("bearing");
    SpectralPlan.Range band = range(node, "envelope", problems);
    try {
      Bearing bearing =
          new Bearing(
              given.integer("balls"),
              given.number("ballDiameter"),
              given.number("pitchDiameter"),
              Math.toRadians(given.optionalNumber("contactAngle").orElse(0.0)));
      return Optional.of(
          new SpectralPlan.Strike(
              bearing,
              given.enumValue("part", SpectralPlan.Part.class),
              node.optionalNumber("speed"),
              band,
              to));
    } catch (IllegalArgumentException e) {
      problems.add(node.problem("bearing", "the geometry of a bearing", e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<SpectralPlan> screw(MapNode node, String to, List<Problem> problems)
      throws InvalidDocumentException {
    MapNode given = node.map("screw");
    Optional<SpectralPlan.Range> band =
        node.has("envelope") ? Optional.of(range(node, "envelope", problems)) : Optional.empty();
    try {
      BallScrew screw =
          new BallScrew(
              given.integer("ballsPerTurn"),
              given.number("ballDiameter"),
              given.number("pitchDiameter"),
              Math.toRadians(given.optionalNumber("contactAngle").orElse(45.0)),
              given.number("lead"));
      return Optional.of(new SpectralPlan.NutPass(screw, node.optionalNumber("speed"), band, to));
    } catch (IllegalArgumentException e) {
      problems.add(node.problem("screw", "the geometry of a ball screw", e.getMessage()));
      return Optional.empty();
    }
  }
}
