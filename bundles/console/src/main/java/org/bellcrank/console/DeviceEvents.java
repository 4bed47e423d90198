package org.bellcrank.console;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bellcrank.asset.Asset;
import org.bellcrank.asset.Point;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;

/** What sensors, machines and trends were told to be, for a timeline. */
final class DeviceEvents {

  private static final Map<String, AssetTimeline.Kind> KINDS =
      Map.of(
          "device.status", AssetTimeline.Kind.DEVICE,
          "asset.operating", AssetTimeline.Kind.OPERATING,
          "trend.ended", AssetTimeline.Kind.TREND,
          "trend.afresh", AssetTimeline.Kind.TREND,
          "trend.returned", AssetTimeline.Kind.TREND);

  private final Map<String, Asset> assets;
  private final Map<String, Point> points;
  private final TimelinePage page;

  DeviceEvents(Map<String, Asset> assets, Map<String, Point> points, TimelinePage page) {
    this.assets = assets;
    this.points = points;
    this.page = page;
  }

  void read(Journal journal) {
    Set<String> kinds =
        KINDS.keySet().stream()
            .filter(kind -> page.wants(KINDS.get(kind)))
            .collect(Collectors.toSet());
    if (kinds.isEmpty()) {
      return;
    }
    Set<String> subjects =
        Stream.of(
                assets.keySet().stream(),
                points.keySet().stream(),
                points.values().stream().flatMap(point -> point.camera().stream()))
            .flatMap(each -> each)
            .collect(Collectors.toSet());
    page.told(journal.about(subjects, kinds, page.since(), page.until(), page.asked()), Entry::at)
        .forEach(this::add);
  }

  private void add(Entry entry) {
    Optional<Point> point = Optional.ofNullable(points.get(entry.subject()));
    Optional<String> asset =
        point
            .flatMap(Point::asset)
            .or(() -> Optional.of(entry.subject()).filter(assets::containsKey));
    AssetTimeline.Kind kind = KINDS.get(entry.kind());
    Facts.Builder facts =
        Facts.with("device", entry.subject())
            .put("point", point.map(Point::id))
            .put("pointName", point.map(Point::name));
    page.add(entry.at(), kind, asset, words(kind, entry, facts));
  }

  private Facts.Builder words(AssetTimeline.Kind kind, Entry entry, Facts.Builder facts) {
    Facts told = entry.facts();
    return switch (kind) {
      case DEVICE -> facts.put("status", told.text("status")).put("detail", told.text("detail"));
      case OPERATING ->
          facts
              .put("state", told.text("state"))
              .put("since", told.instant("since"))
              .put("why", told.text("why"));
      default ->
          facts
              .put("trend", told.text("trend"))
              .put("failureMode", told.text("failureMode"))
              .put("turn", turn(entry.kind()))
              .put("since", told.instant("since"))
              .put("fell", told.instant("fell"))
              .put("fellFrom", told.values().get("fellFrom"))
              .put("fellTo", told.values().get("fellTo"))
              .put("unit", Optional.ofNullable(points.get(entry.subject())).flatMap(Point::unit));
    };
  }

  /** What became of a trend: {@code ENDED}, {@code AFRESH} or {@code RETURNED}. */
  private static String turn(String kind) {
    return kind.substring(kind.indexOf('.') + 1).toUpperCase(Locale.ROOT);
  }
}
