package org.bellcrank.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import org.bellcrank.asset.DriverChannel;
import org.bellcrank.asset.Placement;
import org.bellcrank.asset.Point;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.stream.PointPlan;
import org.bellcrank.stream.RollUp;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.StreamCounts;
import org.bellcrank.stream.StreamWatch;
import org.bellcrank.stream.TrendBook;

/** Points: what each tells now, what was recorded of it, and the newest waveform's spectra. */
final class PointRoutes {

  private static final int DAY = 24;
  private static final int MOST_HOURS = 24 * 366;

  /** More than a screen has columns; what is recorded more finely is drawn together. */
  private static final int COLUMNS = 720;

  /** A year of minutes. */
  static final int MOST_ROWS = 530_000;

  /** Marks beyond these would hide the line. */
  private static final int MOST_FINDINGS = 1000;

  /** How far a source's clock may run ahead, as for observations. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final Store store;
  private final Clock clock;
  private final ActiveSite documents;
  private final Supplier<Optional<StreamWatch>> streams;

  PointRoutes(
      Store store, Clock clock, ActiveSite documents, Supplier<Optional<StreamWatch>> streams) {
    this.store = store;
    this.clock = clock;
    this.documents = documents;
    this.streams = streams;
  }

  List<Route> all() {
    return List.of(
        Path.get("/api/points", request -> new Answer.Json(list())),
        Path.get("/api/points/{id}", this::page),
        Path.get("/api/points/{id}/spectrum", this::spectrum));
  }

  private Facts list() {
    Optional<StreamWatch> watch = streams.get();
    Instant now = clock.instant();
    List<Facts> points =
        documents.site().stream()
            .flatMap(site -> site.assets().points().stream().map(point -> line(site, point, now)))
            .map(Facts.Builder::build)
            .toList();
    return Facts.with("points", points)
        .put("sum", sum(watch.map(StreamWatch::sum).orElse(StreamCounts.NONE)))
        .put("complaints", watch.map(StreamWatch::complaints).orElse(List.of()))
        .put("operating", watch.map(StreamWatch::operating).map(this::states).orElse(List.of()))
        .build();
  }

  private Facts.Builder line(Site site, Point point, Instant now) {
    Optional<StreamWatch> watch = streams.get();
    Optional<Sample> latest = watch.flatMap(each -> each.latest(point.id()));
    Optional<StreamCounts> counts = watch.flatMap(each -> each.of(point.id()));
    return Facts.with("id", point.id())
        .put("name", point.name())
        .put("asset", point.asset())
        .put("path", path(site, point))
        .put("source", point.source().map(DriverChannel::driver))
        .put("unit", point.unit().or(() -> latest.flatMap(Sample::unit)))
        .put("limits", site.limitsOf(point.id()).size())
        .put("value", latest.map(Sample::value).filter(Double::isFinite))
        .put("at", latest.map(Sample::at))
        .put("age", latest.map(each -> Duration.between(each.at(), now).toMillis() / 1000.0))
        .put("quality", latest.map(Sample::quality))
        .put("note", latest.flatMap(Sample::note))
        .put("driver", latest.isEmpty() ? point.source().map(DriverChannel::driver) : null)
        .put("taken", counts.map(StreamCounts::taken))
        .put("passed", counts.map(PointRoutes::passed));
  }

  private static long passed(StreamCounts counts) {
    return counts.late()
        + counts.duplicate()
        + counts.invalid()
        + counts.ignored()
        + counts.gated()
        + counts.shed();
  }

  private static Facts sum(StreamCounts counts) {
    return Facts.with("taken", counts.taken())
        .put("late", counts.late())
        .put("duplicate", counts.duplicate())
        .put("invalid", counts.invalid())
        .put("ignored", counts.ignored())
        .put("gated", counts.gated())
        .put("shed", counts.shed())
        .put("measured", counts.measured())
        .build();
  }

  private List<Facts> states(Map<String, String> operating) {
    return operating.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            each ->
                Facts.with("asset", each.getKey())
                    .put(
                        "path",
                        documents
                            .site()
                            .flatMap(site -> site.assets().placeOn("", each.getKey()))
                            .map(Placement.Placed::pathText))
                    .put("state", each.getValue())
                    .build())
        .toList();
  }

  private static Optional<String> path(Site site, Point point) {
    return point
        .asset()
        .flatMap(asset -> site.assets().placeOn(point.id(), asset))
        .map(Placement.Placed::pathText);
  }

  private Answer page(Request request) {
    String id = request.path().get("id");
    return documents
        .site()
        .flatMap(site -> site.assets().point(id).map(point -> page(site, point, request)))
        .<Answer>map(Answer.Json::new)
        .orElseGet(() -> new Answer.NotFound("point " + id));
  }

  private Facts page(Site site, Point point, Request request) {
    Instant now = clock.instant();
    Instant from = from(request, now);
    List<RollUp> rows = recorded(point.id(), from, now);
    Duration every =
        rows.stream().map(RollUp::length).max(Duration::compareTo).orElse(Duration.ZERO);
    List<RollUp> drawn = together(rows, from, now);
    Duration shown =
        drawn.stream().map(RollUp::length).max(Duration::compareTo).orElse(Duration.ZERO);
    Facts.Builder page = line(site, point, now);
    store.read(
        unit -> {
          GapView.put(page, unit.port(Journal.class), point, from, now.plus(AHEAD));
          return page;
        });
    return page.put("limits", site.limitsOf(point.id()).stream().map(GivenLimit::facts).toList())
        .put(
            "operating",
            Optional.ofNullable(site.streams().points().get(point.id()))
                .flatMap(PointPlan::asset)
                .or(point::asset)
                .flatMap(asset -> streams.get().map(w -> w.operating().get(asset))))
        .put("from", from)
        .put("to", now)
        .put("every", shown.toSeconds())
        .put("gap", Math.max(shown.toSeconds() * 2, every.toSeconds() * 3))
        .put("rows", drawn.stream().map(PointRoutes::row).toList())
        .put("findings", findings(point.id(), from, now.plus(AHEAD)))
        .put("waveform", streams.get().map(watch -> watch.hasWaveform(point.id())).orElse(false))
        .build();
  }

  private List<Facts> findings(String point, Instant from, Instant to) {
    return store.read(
        unit ->
            unit.port(FindingBook.class).seen(Set.of(point), from, to, MOST_FINDINGS).stream()
                .map(
                    row ->
                        Facts.with("id", row.finding().id())
                            .put("at", row.finding().captured().at())
                            .put("class", row.finding().defectClass())
                            .put("disposition", row.state().disposition())
                            .build())
                .toList());
  }

  private static Facts row(RollUp each) {
    return Facts.with("at", each.from())
        .put("least", each.least())
        .put("greatest", each.greatest())
        .put("mean", each.mean())
        .put("count", each.count())
        .build();
  }

  private List<RollUp> recorded(String point, Instant from, Instant before) {
    return store.read(unit -> unit.port(TrendBook.class).between(point, from, before, MOST_ROWS));
  }

  /** Neighbours as one until they fit on a screen; an interval stays what it covers. */
  private static List<RollUp> together(List<RollUp> rows, Instant from, Instant before) {
    if (rows.size() <= COLUMNS) {
      return rows;
    }
    long width = Math.max(1, Duration.between(from, before).toSeconds() / COLUMNS);
    List<RollUp> made = new ArrayList<>();
    for (RollUp each : rows) {
      Instant begin =
          Instant.ofEpochSecond(Math.floorDiv(each.from().getEpochSecond(), width) * width);
      RollUp wide =
          new RollUp(
              each.point(),
              Duration.ofSeconds(Math.max(width, each.length().toSeconds())),
              begin,
              each.count(),
              each.least(),
              each.greatest(),
              each.mean());
      RollUp last = made.isEmpty() ? null : made.get(made.size() - 1);
      if (last != null && last.from().equals(begin)) {
        made.set(made.size() - 1, last.and(wide));
      } else {
        made.add(wide);
      }
    }
    return made;
  }

  private Answer spectrum(Request request) {
    String id = request.path().get("id");
    try {
      OptionalDouble to =
          GivenLimit.number(request::query, "to").stream()
              .mapToDouble(Double::doubleValue)
              .findFirst();
      return streams
          .get()
          .flatMap(watch -> watch.spectra(id))
          .<Answer>map(spectra -> new Answer.Json(SpectrumView.facts(id, spectra, to)))
          .orElseGet(() -> new Answer.NotFound("waveform of point " + id));
    } catch (IllegalArgumentException e) {
      return new Answer.Refused(e.getMessage());
    }
  }

  /** The beginning of what is wanted: {@code hours} before now, 1 to a year, a day if not given. */
  static Instant from(Request request, Instant now) {
    int hours =
        request
            .query("hours")
            .filter(text -> text.matches("[0-9]{1,6}"))
            .map(Integer::parseInt)
            .map(wanted -> Math.max(1, Math.min(MOST_HOURS, wanted)))
            .orElse(DAY);
    return now.minus(Duration.ofHours(hours));
  }
}
