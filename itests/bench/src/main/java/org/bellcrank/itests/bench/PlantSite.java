package org.bellcrank.itests.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Documents for the streams of {@code bench telemetry}: each point that a machine tells has a valid
 * range, a limit, a window of ten seconds whose mean is a point of its own, and a roll-up a minute.
 *
 * @param devices machines
 * @param tags points of each
 * @param crossings points that cross their limit once, each of an asset of its own
 */
record PlantSite(int devices, int tags, int crossings) {

  /** Points that inspections name. */
  private static final int SEEN = 50;

  /** Whether a point is told by a machine; the results of its windows are not. */
  boolean told(String point) {
    return point.matches("d\\d+/t\\d+");
  }

  int points() {
    return devices * tags;
  }

  /**
   * The documents by file name.
   *
   * @param address of the double that takes the orders
   */
  Map<String, String> documents(String address) throws IOException {
    return Map.of(
        "site.yaml",
        site(address, assets()),
        "points.yaml",
        points(new StringBuilder("points:\n")).toString(),
        "streams.yaml",
        streams(new StringBuilder("streams:\n")).toString(),
        "limits.yaml",
        limits(new StringBuilder("limits:\n")).toString());
  }

  private String assets() {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < crossings; n++) {
      text.append(
          "  - { id: x%1$04d, name: Machine %1$d, level: machine, parent: lyon-line-2, foreignIds: { rest-lyon: LY-BS-101 } }%n"
              .formatted(n));
    }
    return text.toString();
  }

  private StringBuilder points(StringBuilder text) {
    for (int device = 0; device < devices; device++) {
      for (int tag = 0; tag < tags; tag++) {
        String point = "d%03d/t%d".formatted(device, tag);
        text.append("  - { id: %s, asset: machines, unit: Cel }%n".formatted(point));
        text.append("  - { id: %s-mean, asset: machines, unit: Cel }%n".formatted(point));
      }
    }
    for (int n = 0; n < crossings; n++) {
      text.append("  - { id: x%1$04d, asset: x%1$04d, unit: Cel }%n".formatted(n));
    }
    for (int n = 0; n < SEEN; n++) {
      text.append(
          "  - { id: seen/m%02d, asset: machines, floor: 0.30, classes: [scratch] }%n"
              .formatted(n));
    }
    return text;
  }

  private StringBuilder streams(StringBuilder text) {
    for (int device = 0; device < devices; device++) {
      for (int tag = 0; tag < tags; tag++) {
        text.append(
            "  - { point: d%1$03d/t%2$d, valid: { low: -20, high: 150 }, rollup: PT1M, windows: [{ every: PT10S, statistics: { mean: d%1$03d/t%2$d-mean } }] }%n"
                .formatted(device, tag));
      }
    }
    // The means are kept in the roll-ups of their points; a jump of them is a measurement.
    text.append("  - { point: d*-mean, deadband: { percent: 50 } }\n");
    text.append("  - { point: x*, valid: { low: -20, high: 150 }, rollup: PT1M }\n");
    return text;
  }

  private StringBuilder limits(StringBuilder text) {
    for (int device = 0; device < devices; device++) {
      for (int tag = 0; tag < tags; tag++) {
        limit(text, "d%03d/t%d".formatted(device, tag));
      }
    }
    for (int n = 0; n < crossings; n++) {
      limit(text, "x%04d".formatted(n));
    }
    return text;
  }

  private static void limit(StringBuilder text, String point) {
    text.append(
        "  - { id: hot/%1$s, point: %1$s, high: 90, hysteresis: 2, failureMode: overheating }%n"
            .formatted(point));
  }

  /**
   * The part without points: a works, the asset {@code machines}, its work order system, rules.
   *
   * @param address of the double that takes the orders
   * @param assets more of them, as lines
   */
  static String site(String address, String assets) throws IOException {
    try (InputStream in = PlantSite.class.getResourceAsStream("/telemetry/site.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("ASSETS\n", assets)
          .replace("CUSTOM_ADDRESS", address);
    }
  }
}
