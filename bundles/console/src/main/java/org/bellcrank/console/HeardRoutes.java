package org.bellcrank.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.signal.Unit;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.DocumentVersions;
import org.bellcrank.site.Site;
import org.bellcrank.stream.Heard;
import org.bellcrank.stream.StreamWatch;

/**
 * Points that are heard and that no document names, and how they come into the documents: as lines
 * of two files of their own in a version that is checked and kept aside. A person brings it into
 * force, as any other.
 */
final class HeardRoutes {

  static final String POINTS = "mapped-points.yaml";
  static final String STREAMS = "mapped-streams.yaml";

  private static final int MOST = 500;
  private static final String MINUTE = "PT1M";

  private final Store store;
  private final ActiveSite documents;
  private final Desks desks;
  private final Supplier<Optional<StreamWatch>> streams;

  HeardRoutes(
      Store store, ActiveSite documents, Desks desks, Supplier<Optional<StreamWatch>> streams) {
    this.store = store;
    this.documents = documents;
    this.desks = desks;
    this.streams = streams;
  }

  List<Route> all() {
    return List.of(
        Path.get("/api/heard", request -> new Answer.Json(list(request.limit(100, MOST)))),
        Decision.route("/api/heard/declare", this::declare));
  }

  private Facts list(int limit) {
    List<Heard> heard = streams.get().map(watch -> watch.undeclared(limit)).orElse(List.of());
    return Facts.with("points", heard.stream().map(this::line).toList()).build();
  }

  private Facts line(Heard heard) {
    return Facts.with("id", heard.point())
        .put("at", heard.at())
        .put("unit", heard.unit())
        .put("value", heard.value())
        .put("rate", heard.rate())
        .put("count", heard.count())
        .put(
            "reason",
            heard.rate().isPresent()
                ? "no document names it: nothing is made of its waveforms"
                : "no document names it: each value is kept as a measurement of no asset")
        .put("asset", asset(heard.point()))
        .put("name", heard.point().substring(heard.point().lastIndexOf('/') + 1))
        .build();
  }

  /** The asset that the beginning of its id names. */
  private Optional<String> asset(String point) {
    int end = point.lastIndexOf('/');
    return end < 0
        ? Optional.empty()
        : documents
            .site()
            .map(site -> point.substring(0, end))
            .filter(id -> documents.site().flatMap(site -> site.assets().asset(id)).isPresent());
  }

  private Facts declare(Decision decision) {
    decision.who();
    List<Facts> wanted = decision.given().factsList("points");
    if (wanted.isEmpty() || wanted.size() > MOST) {
      throw new IllegalArgumentException(
          "points: given %d; allowed: 1 to %d".formatted(wanted.size(), MOST));
    }
    Map<String, String> files = new LinkedHashMap<>(inForce());
    List<String> points = new ArrayList<>();
    List<String> recorded = new ArrayList<>();
    wanted.forEach(each -> lines(each, points, recorded));
    append(files, POINTS, "points:", points);
    append(files, STREAMS, "streams:", recorded);
    try {
      return Facts.with("version", desks.documents().keep(files))
          .put("points", points)
          .put("streams", recorded)
          .build();
    } catch (InvalidDocumentException e) {
      throw new IllegalArgumentException(
          String.join("\n", e.problems().stream().map(Problem::text).toList()), e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the documents folder cannot be written: " + e.getMessage() + "; nothing was kept", e);
    }
  }

  private Map<String, String> inForce() {
    String version = documents.site().map(Site::version).orElse("");
    return store
        .<List<DocumentVersions.Version>>read(unit -> unit.port(DocumentVersions.class).newest(1))
        .stream()
        .filter(newest -> newest.id().equals(version))
        .findFirst()
        .map(DocumentVersions.Version::files)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no version of the site documents is in force to which points could be added"));
  }

  private static void lines(Facts point, List<String> points, List<String> recorded) {
    String id = require(point, "id");
    String asset = require(point, "asset");
    Optional<String> unit = point.text("unit").map(String::strip).filter(text -> !text.isEmpty());
    unit.ifPresent(Unit::of); // refuses what is none, which documents only do where they convert
    String name = point.text("name").filter(text -> !text.isBlank()).orElse(id);
    points.add(line(id, name, asset, unit));
    if (point.bool("waveform").orElse(false)) {
      points.add(line(id + "-rms", name + " (RMS)", asset, unit));
      recorded.add(
          "  - { point: %s, features: { rms: %s } }".formatted(quoted(id), quoted(id + "-rms")));
      recorded.add("  - { point: %s, rollup: %s }".formatted(quoted(id + "-rms"), MINUTE));
    } else if (point.bool("record").orElse(false)) {
      recorded.add("  - { point: %s, rollup: %s }".formatted(quoted(id), MINUTE));
    }
  }

  private static String line(String id, String name, String asset, Optional<String> unit) {
    return "  - { id: %s, name: %s, asset: %s%s }"
        .formatted(
            quoted(id),
            quoted(name),
            quoted(asset),
            unit.map(text -> ", unit: " + quoted(text)).orElse(""));
  }

  private static String require(Facts point, String name) {
    return point
        .text(name)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "points: given one without '%s'; allowed: each with id and asset"
                        .formatted(name)));
  }

  /** As YAML reads any text; what is between the quotes of JSON is one. */
  private static String quoted(String text) {
    String json = Facts.with("t", text).build().json();
    return json.substring(json.indexOf(':') + 1, json.length() - 1);
  }

  private static void append(
      Map<String, String> files, String file, String section, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    String before =
        files.getOrDefault(
            file, "# Points that were heard and mapped in the console.\n" + section + "\n");
    String end = before.endsWith("\n") ? "" : "\n";
    files.put(file, before + end + String.join("\n", lines) + "\n");
  }
}
