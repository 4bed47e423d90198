package org.bellcrank.console;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.asset.Asset;
import org.bellcrank.asset.Placement;
import org.bellcrank.asset.Point;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;

/** An asset with what is below it, and what happened to them. */
final class AssetRoutes {

  private static final Duration USUAL = Duration.ofDays(7);

  /** How far a source's clock may run ahead, as for observations. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private final Store store;
  private final Clock clock;
  private final ActiveSite documents;

  AssetRoutes(Store store, Clock clock, ActiveSite documents) {
    this.store = store;
    this.clock = clock;
    this.documents = documents;
  }

  List<Route> all() {
    return List.of(Path.get("/api/assets/{id}/timeline", this::timeline));
  }

  private Answer timeline(Request request) {
    String id = request.path().get("id");
    Optional<Site> site = documents.site().filter(known -> known.assets().asset(id).isPresent());
    if (site.isEmpty()) {
      return new Answer.NotFound("asset " + id);
    }
    try {
      return new Answer.Json(timeline(site.get(), id, request));
    } catch (IllegalArgumentException e) {
      return new Answer.Refused(e.getMessage());
    }
  }

  private Facts timeline(Site site, String id, Request request) {
    Instant until = time(request, "until").orElseGet(() -> clock.instant().plus(AHEAD));
    Instant since = time(request, "since").orElseGet(() -> until.minus(USUAL));
    if (!since.isBefore(until)) {
      throw new IllegalArgumentException(
          "since: given %s; allowed: before until, which is %s".formatted(since, until));
    }
    List<Asset> assets =
        site.assets().assets().stream().filter(each -> below(site, each, id)).toList();
    Set<String> ids = assets.stream().map(Asset::id).collect(Collectors.toSet());
    List<Point> points =
        site.assets().points().stream()
            .filter(point -> point.asset().filter(ids::contains).isPresent())
            .toList();
    AssetTimeline timeline =
        new AssetTimeline(assets, points, since, until, request.limit(200, 1000), kinds(request));
    AssetTimeline.Found found = store.read(timeline::read);
    return Facts.with("id", id)
        .put("name", site.assets().asset(id).map(Asset::name))
        .put("path", path(site, id).stream().map(AssetRoutes::line).toList())
        .put(
            "children",
            assets.stream()
                .filter(each -> each.parent().filter(id::equals).isPresent())
                .map(AssetRoutes::line)
                .toList())
        .put("points", points.stream().map(AssetRoutes::line).toList())
        .put("readingsOf", AssetTimeline.MOST_POINTS)
        .put("since", since)
        .put("until", until)
        .put("events", found.events())
        .put("next", found.next())
        .build();
  }

  private static boolean below(Site site, Asset asset, String top) {
    return path(site, asset.id()).stream().anyMatch(each -> each.id().equals(top));
  }

  private static List<Asset> path(Site site, String asset) {
    return site.assets().placeOn("", asset).map(Placement.Placed::path).orElse(List.of());
  }

  private static Facts line(Asset asset) {
    return Facts.with("id", asset.id())
        .put("name", asset.name())
        .put("level", asset.level())
        .build();
  }

  private static Facts line(Point point) {
    return Facts.with("id", point.id())
        .put("name", point.name())
        .put("unit", point.unit())
        .put("camera", point.camera())
        .build();
  }

  private static Optional<Instant> time(Request request, String name) {
    return request
        .query(name)
        .filter(text -> !text.isBlank())
        .map(
            text -> {
              try {
                Instant at = Instant.parse(text);
                if (at.isBefore(Instant.EPOCH) || at.isAfter(LAST)) {
                  throw new DateTimeException("outside");
                }
                return at;
              } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                    "%s: given '%s'; allowed: a time like 2026-03-02T12:00:00Z, from 1970 to 9999"
                        .formatted(name, text),
                    e);
              }
            });
  }

  /** {@code kinds}, with commas; all where none are given. */
  private static Set<AssetTimeline.Kind> kinds(Request request) {
    String given = request.query("kinds").orElse("");
    if (given.isBlank()) {
      return EnumSet.allOf(AssetTimeline.Kind.class);
    }
    EnumSet<AssetTimeline.Kind> kinds = EnumSet.noneOf(AssetTimeline.Kind.class);
    for (String name : given.split(",")) {
      kinds.add(
          Arrays.stream(AssetTimeline.Kind.values())
              .filter(each -> each.name().equals(name.strip().toUpperCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "kinds: given '%s'; allowed: %s"
                              .formatted(
                                  name.strip(), Arrays.toString(AssetTimeline.Kind.values())))));
    }
    return kinds;
  }
}
