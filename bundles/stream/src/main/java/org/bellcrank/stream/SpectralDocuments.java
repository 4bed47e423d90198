package org.bellcrank.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.signal.BallScrew;
import org.bellcrank.signal.Bearing;
import org.bellcrank.signal.Decibel;
import org.bellcrank.signal.ThermalImage;
import org.bellcrank.signal.Unit;
import org.bellcrank.signal.VibrationClass;

/** Reads the {@code spectral} list of a stream that already fits its schema. */
final class SpectralDocuments {

  private static final SpectralPlan.Range MAINS = new SpectralPlan.Range(40, 70);

  private SpectralDocuments() {}

  /**
   * Reads it.
   *
   * @param unit of the point whose waveforms these are
   */
  static List<SpectralPlan> read(MapNode stream, Optional<String> unit, List<Problem> problems)
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
      } else if (node.has("velocity") || node.has("zone")) {
        velocity(node, to, unit, problems).ifPresent(plans::add);
      } else if (node.has("emission")) {
        plans.add(emission(node, to, problems));
      } else if (node.has("thermal")) {
        plans.add(thermal(node.map("thermal"), to));
      } else if (node.has("level")) {
        level(node, to, unit, problems).ifPresent(plans::add);
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

  private static Optional<SpectralPlan> velocity(
      MapNode node, String to, Optional<String> unit, List<Problem> problems)
      throws InvalidDocumentException {
    String key = node.has("zone") ? "zone" : "velocity";
    Optional<Double> metric = metric(node, key, unit, "m/s2", problems);
    if (metric.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        key.equals("velocity")
            ? new SpectralPlan.Velocity(metric.get(), to)
            : new SpectralPlan.Zone(
                node.enumValue("zone", VibrationClass.class), metric.get(), to));
  }

  private static SpectralPlan emission(MapNode node, String to, List<Problem> problems)
      throws InvalidDocumentException {
    MapNode given = node.map("emission");
    SpectralPlan.Counted counted =
        given.optionalEnum("count", SpectralPlan.Counted.class).orElse(SpectralPlan.Counted.BURSTS);
    double dead = given.optionalNumber("dead").orElse(0.0);
    if (counted == SpectralPlan.Counted.BURSTS && dead == 0) {
      problems.add(
          node.problem(
              "emission", "with dead above 0 for bursts", "each wave would be a burst of its own"));
    }
    return new SpectralPlan.Emission(counted, given.number("threshold"), dead, to);
  }

  private static SpectralPlan thermal(MapNode given, String to) throws InvalidDocumentException {
    Optional<MapNode> region = given.optionalMap("region");
    return new SpectralPlan.Thermal(
        given.integer("columns"),
        region.isPresent() ? Optional.of(region(region.get())) : Optional.empty(),
        given.optionalEnum("tell", SpectralPlan.Heat.class).orElse(SpectralPlan.Heat.MAXIMUM),
        to);
  }

  private static ThermalImage.Region region(MapNode node) throws InvalidDocumentException {
    return new ThermalImage.Region(
        node.integer("x"), node.integer("y"), node.integer("width"), node.integer("height"));
  }

  private static Optional<SpectralPlan> level(
      MapNode node, String to, Optional<String> unit, List<Problem> problems)
      throws InvalidDocumentException {
    MapNode given = node.map("level");
    try {
      Decibel scale = new Decibel(given.number("reference"), given.text("unit"));
      return metric(node, "level", unit, scale.unit(), problems)
          .map(metric -> new SpectralPlan.Level(scale, metric, to));
    } catch (IllegalArgumentException e) {
      problems.add(given.problem("unit", "a UCUM unit", e.getMessage()));
      return Optional.empty();
    }
  }

  /** What one of the point's unit is in another. */
  private static Optional<Double> metric(
      MapNode node, String key, Optional<String> unit, String wanted, List<Problem> problems) {
    try {
      return Optional.of(Unit.of(unit.orElse("")).to(Unit.of(wanted)).factor());
    } catch (IllegalArgumentException e) {
      problems.add(
          node.problem(
              key,
              "on a point whose unit fits '%s'".formatted(wanted),
              "its unit is '%s'".formatted(unit.orElse(""))));
      return Optional.empty();
    }
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
