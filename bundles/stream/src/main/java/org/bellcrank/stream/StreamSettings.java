package org.bellcrank.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.asset.Point;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.signal.Unit;

/** Reads what one stream says, and notes what a schema cannot see. */
final class StreamSettings {

  private static final int MOST_STEPS = 3_600;
  private static final Duration FASTEST = Duration.ofMillis(100); // of resample
  private static final Duration SLOWEST = Duration.ofHours(1);

  private final MapNode node;
  private final Point point;
  private final List<Problem> problems;

  StreamSettings(MapNode node, Point point, List<Problem> problems) {
    this.node = node;
    this.point = point;
    this.problems = problems;
  }

  /** The unit of samples that tell none, which must measure what the point's does. */
  Optional<String> told() throws InvalidDocumentException {
    Optional<String> told = node.optionalText("unit");
    if (told.isEmpty()) {
      return told;
    }
    if (point.unit().isEmpty()) {
      problems.add(
          node.problem("unit", "a point with a unit", "point '%s' has none".formatted(point.id())));
      return told;
    }
    try {
      Unit.of(told.get()).to(Unit.of(point.unit().get()));
    } catch (IllegalArgumentException e) {
      problems.add(
          node.problem(
              "unit", "a unit that fits '%s'".formatted(point.unit().get()), e.getMessage()));
    }
    return told;
  }

  PointPlan.ValidRange valid() throws InvalidDocumentException {
    Optional<MapNode> valid = node.optionalMap("valid");
    if (valid.isEmpty()) {
      return PointPlan.ValidRange.ANY;
    }
    double low = valid.get().optionalNumber("low").orElse(Double.NEGATIVE_INFINITY);
    double high = valid.get().optionalNumber("high").orElse(Double.POSITIVE_INFINITY);
    if (low >= high) {
      problems.add(valid.get().problem("high", "above " + low, "no value would be valid"));
    }
    return new PointPlan.ValidRange(low, high);
  }

  /** A duration above zero. */
  Optional<Duration> positive(String key) throws InvalidDocumentException {
    return positive(node, key);
  }

  /** Silence after which the sensor counts as stale; where values stand, how long they do. */
  Optional<Duration> stale() throws InvalidDocumentException {
    Optional<MapNode> resample = node.optionalMap("resample");
    if (resample.isEmpty()) {
      return positive("stale");
    }
    if (node.has("stale")) {
      problems.add(
          node.problem(
              "stale",
              "hold of resample in its place",
              "a value that stands is no silence; hold says how long it may"));
    }
    return positive(resample.get(), "hold");
  }

  /** How often a value that stands counts once more. */
  Optional<Duration> resample() throws InvalidDocumentException {
    Optional<MapNode> resample = node.optionalMap("resample");
    if (resample.isEmpty()) {
      return Optional.empty();
    }
    if (node.has("counter")) {
      problems.add(
          node.problem("resample", "a stream without counter", "a count rises by what is told"));
    }
    Duration every = resample.get().duration("every");
    if (every.compareTo(FASTEST) < 0 || every.compareTo(SLOWEST) > 0) {
      problems.add(resample.get().problem("every", FASTEST + " to " + SLOWEST, "out of range"));
      return Optional.empty();
    }
    return Optional.of(every);
  }

  private Optional<Duration> positive(MapNode of, String key) throws InvalidDocumentException {
    Optional<Duration> given = of.optionalDuration(key);
    if (given.filter(each -> each.toMillis() <= 0).isPresent()) {
      problems.add(of.problem(key, "PT0.001S or more", "too short"));
      return Optional.empty();
    }
    return given;
  }

  Optional<PointPlan.FlatLine> flatLine() throws InvalidDocumentException {
    Optional<MapNode> flat = node.optionalMap("flatLine");
    if (flat.isEmpty()) {
      return Optional.empty();
    }
    double within = flat.get().optionalNumber("within").orElse(0.0);
    return positive(flat.get(), "for").map(after -> new PointPlan.FlatLine(after, within));
  }

  PointPlan.Uncertain uncertain() throws InvalidDocumentException {
    return node.optionalEnum("uncertain", PointPlan.Uncertain.class)
        .orElse(PointPlan.Uncertain.USE);
  }

  Optional<PointPlan.Deadband> deadband() throws InvalidDocumentException {
    Optional<MapNode> band = node.optionalMap("deadband");
    if (band.isEmpty()) {
      return Optional.empty();
    }
    boolean percent = band.get().has("percent");
    return Optional.of(
        new PointPlan.Deadband(band.get().number(percent ? "percent" : "absolute"), percent));
  }

  Duration lateness() throws InvalidDocumentException {
    Duration lateness = node.optionalDuration("lateness").orElse(PointPlan.LATENESS);
    if (lateness.isNegative() || lateness.compareTo(Duration.ofDays(1)) > 0) {
      problems.add(node.problem("lateness", "PT0S to P1D", "out of range"));
    }
    return lateness;
  }

  List<WindowPlan> windows() throws InvalidDocumentException {
    List<WindowPlan> windows = new ArrayList<>();
    for (MapNode each : node.maps("windows")) {
      Map<WindowPlan.Statistic, String> statistics =
          named(each.map("statistics"), WindowPlan.Statistic.class);
      double level = each.optionalNumber("level").orElse(Double.NaN);
      if (statistics.containsKey(WindowPlan.Statistic.CROSSINGS) && Double.isNaN(level)) {
        problems.add(each.problem("level", "a number", "crossings are counted of a level"));
      }
      List<WindowPlan.Output> outputs = new ArrayList<>();
      statistics.forEach((statistic, to) -> outputs.add(new WindowPlan.Output(statistic, to)));
      extent(each).ifPresent(extent -> windows.add(new WindowPlan(extent, level, outputs)));
    }
    return windows;
  }

  private Optional<WindowPlan.Extent> extent(MapNode window) throws InvalidDocumentException {
    List<String> given = List.of("every", "count", "cycle").stream().filter(window::has).toList();
    if (given.size() != 1) {
      problems.add(
          new Problem(
              window.where(),
              window.pointer(),
              given.isEmpty() ? "" : String.join(", ", given),
              "one of every, count, cycle",
              "a window has one length"));
      return Optional.empty();
    }
    return switch (given.get(0)) {
      case "every" -> time(window);
      case "count" -> count(window);
      default -> Optional.of(new WindowPlan.Cycle(window.text("cycle")));
    };
  }

  private Optional<WindowPlan.Extent> time(MapNode window) throws InvalidDocumentException {
    Optional<Duration> every = positive(window, "every");
    if (every.isEmpty()) {
      return Optional.empty();
    }
    Duration slide = positive(window, "slide").orElse(every.get());
    long steps = every.get().toMillis() / slide.toMillis();
    if (every.get().toMillis() % slide.toMillis() != 0 || steps < 1 || steps > MOST_STEPS) {
      problems.add(
          window.problem(
              "slide",
              "what divides %s into 1 to %d equal parts".formatted(every.get(), MOST_STEPS),
              "windows do not end with a step"));
    }
    return Optional.of(new WindowPlan.Time(every.get(), slide));
  }

  private Optional<WindowPlan.Extent> count(MapNode window) throws InvalidDocumentException {
    int count = window.integer("count");
    int slide = window.optionalInteger("slideCount").orElse(count);
    if (slide > count) {
      problems.add(window.problem("slideCount", "1 to " + count, "samples would be left out"));
    }
    return Optional.of(new WindowPlan.Count(count, slide));
  }

  Map<PointPlan.Feature, String> features() throws InvalidDocumentException {
    Optional<MapNode> features = node.optionalMap("features");
    return features.isEmpty() ? Map.of() : named(features.get(), PointPlan.Feature.class);
  }

  /** Points by a name that the schema allows. */
  private static <E extends Enum<E>> Map<E, String> named(MapNode map, Class<E> type)
      throws InvalidDocumentException {
    Map<E, String> named = new EnumMap<>(type);
    for (String key : map.keys()) {
      named.put(Enum.valueOf(type, key.toUpperCase(Locale.ROOT).replace('-', '_')), map.text(key));
    }
    return named;
  }

  Optional<Duration> rollUp() throws InvalidDocumentException {
    Optional<Duration> length = node.optionalDuration("rollup");
    boolean fits =
        length
            .map(
                each ->
                    each.toSeconds() > 0
                        && each.getNano() == 0
                        && Duration.ofDays(1).toSeconds() % each.toSeconds() == 0)
            .orElse(true);
    if (!fits) {
      problems.add(
          node.problem("rollup", "whole seconds that divide a day, PT1S to P1D", "does not"));
      return Optional.empty();
    }
    return length;
  }

  Optional<PointPlan.Counter> counter() throws InvalidDocumentException {
    Optional<MapNode> counter = node.optionalMap("counter");
    if (counter.isEmpty()) {
      return Optional.empty();
    }
    Optional<MapNode> service = counter.get().optionalMap("service");
    Optional<PointPlan.Service> due = Optional.empty();
    double rollover = counter.get().optionalNumber("rollover").orElse(0.0);
    if (service.isPresent()) {
      Optional<Double> from = service.get().optionalNumber("from");
      if (rollover > 0 && from.filter(count -> count >= rollover).isPresent()) {
        problems.add(
            service
                .get()
                .problem("from", "below the rollover " + rollover, "no such count is shown"));
      }
      due =
          Optional.of(
              new PointPlan.Service(
                  service.get().number("every"), from, service.get().text("failureMode")));
    }
    return Optional.of(new PointPlan.Counter(rollover, due));
  }

  /** How much is kept around a finding; its memory is bounded by what the documents tell. */
  Optional<AroundPlan> around() throws InvalidDocumentException {
    Optional<MapNode> around = node.optionalMap("around");
    if (around.isEmpty()) {
      return Optional.empty();
    }
    boolean pictures = false;
    for (MapNode each : node.maps("spectral")) {
      pictures |= each.has("thermal");
    }
    if (pictures || node.has("counter")) {
      problems.add(
          node.problem(
              "around",
              "a stream without " + (pictures ? "thermal" : "counter"),
              "values over time are kept around a finding"));
      return Optional.empty();
    }
    Optional<Duration> before = within(around.get(), "before", Duration.ZERO);
    Optional<Duration> after = within(around.get(), "after", Duration.ofMillis(1));
    double rate = around.get().number("rate");
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    AroundPlan plan = new AroundPlan(before.get(), after.get(), rate);
    Duration lateness = lateness();
    if (plan.bytes(lateness) > AroundPlan.MOST_OF_POINT) {
      problems.add(
          node.problem(
              "around",
              "%s for one point, %s for all together"
                  .formatted(
                      Surrounds.mib(AroundPlan.MOST_OF_POINT),
                      Surrounds.mib(AroundPlan.MOST_OF_ALL)),
              "point '%s' needs %s: %s a second over before, twice after, the lateness %s and a second"
                  .formatted(point.id(), Surrounds.mib(plan.bytes(lateness)), rate, lateness)));
      return Optional.empty();
    }
    return Optional.of(plan);
  }

  private Optional<Duration> within(MapNode of, String key, Duration least)
      throws InvalidDocumentException {
    Duration given = of.duration(key);
    if (given.compareTo(least) < 0 || given.compareTo(AroundPlan.LONGEST) > 0) {
      problems.add(of.problem(key, least + " to " + AroundPlan.LONGEST, "out of range"));
      return Optional.empty();
    }
    return Optional.of(given);
  }
}
