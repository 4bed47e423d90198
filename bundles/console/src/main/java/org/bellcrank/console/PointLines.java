package org.bellcrank.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bellcrank.journal.Facts;
import org.bellcrank.signal.Unit;

/**
 * A point that a person mapped, as lines of site documents.
 *
 * @param points lines of a list {@code points}
 * @param streams lines of a list {@code streams}; empty where nothing is recorded
 */
record PointLines(List<String> points, List<String> streams) {

  private static final String MINUTE = "PT1M";

  PointLines {
    points = List.copyOf(points);
    streams = List.copyOf(streams);
  }

  /**
   * Of what was posted: {@code id}, {@code asset}, {@code name}, {@code unit}, {@code record},
   * {@code waveform}; of what a driver reads also {@code driver}, {@code channel}, {@code every}.
   *
   * @throws IllegalArgumentException for a part that is missing or wrong; ids and assets are left
   *     to the documents' own check
   */
  static PointLines of(Facts point) {
    String id = require(point, "id");
    String asset = require(point, "asset");
    Optional<String> unit = text(point, "unit");
    unit.ifPresent(text -> require(id, text));
    String name = text(point, "name").orElse(id);
    String source = source(point);
    List<String> points = new ArrayList<>(List.of(line(id, name, asset, unit, source)));
    List<String> streams = new ArrayList<>();
    if (point.bool("waveform").orElse(false)) {
      points.add(line(id + "-rms", name + " (RMS)", asset, unit, ""));
      streams.add(
          "  - { point: %s, features: { rms: %s } }".formatted(quoted(id), quoted(id + "-rms")));
      streams.add("  - { point: %s, rollup: %s }".formatted(quoted(id + "-rms"), MINUTE));
    } else if (point.bool("record").orElse(false)) {
      streams.add("  - { point: %s%s, rollup: %s }".formatted(quoted(id), stands(point), MINUTE));
    }
    return new PointLines(points, streams);
  }

  /**
   * What a driver tells when it changes stands in between; else a minute's mean is one of changes.
   */
  private static String stands(Facts point) {
    boolean changes = text(point, "driver").isPresent() && text(point, "every").isEmpty();
    return changes ? ", resample: { every: PT1S }" : "";
  }

  /** Refuses what is no unit, which documents only do where they convert. */
  private static void require(String id, String unit) {
    try {
      Unit.of(unit);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("point %s: %s".formatted(id, e.getMessage()), e);
    }
  }

  private static String line(
      String id, String name, String asset, Optional<String> unit, String source) {
    return "  - { id: %s, name: %s, asset: %s%s%s }"
        .formatted(
            quoted(id),
            quoted(name),
            quoted(asset),
            unit.map(text -> ", unit: " + quoted(text)).orElse(""),
            source);
  }

  private static String source(Facts point) {
    Optional<String> driver = text(point, "driver");
    if (driver.isEmpty()) {
      return "";
    }
    Map<String, String> settings = new TreeMap<>();
    point
        .facts("channel")
        .orElse(Facts.empty())
        .values()
        .forEach((key, value) -> settings.put(key, String.valueOf(value)));
    if (settings.isEmpty()) {
      throw new IllegalArgumentException(
          "points: given one of driver %s without 'channel'; allowed: each with what the driver"
              + " offers as its channel".formatted(driver.get()));
    }
    List<String> channel = new ArrayList<>();
    settings.forEach((key, value) -> channel.add(quoted(key) + ": " + quoted(value)));
    return ", source: { driver: %s, channel: { %s }%s }"
        .formatted(
            quoted(driver.get()),
            String.join(", ", channel),
            text(point, "every").map(every -> ", every: " + quoted(every)).orElse(""));
  }

  private static Optional<String> text(Facts point, String name) {
    return point.text(name).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static String require(Facts point, String name) {
    return text(point, name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "points: given %s without '%s'; allowed: each with id and asset"
                        .formatted(text(point, "id").orElse("one"), name)));
  }

  /** As YAML reads any text; what is between the quotes of JSON is one. */
  static String quoted(String text) {
    String json = Facts.with("t", text).build().json();
    return json.substring(json.indexOf(':') + 1, json.length() - 1);
  }
}
