package org.bellcrank.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bellcrank.asset.Asset;
import org.bellcrank.journal.Facts;

/**
 * A page of a timeline while it is gathered. Each source is asked for a bounded number, newest
 * first; where it had more, the page ends where that source did, and the next one begins there.
 */
final class TimelinePage {

  /** What happened at once stays on one page; so many more than wanted are read for that. */
  private static final int SLACK = 200;

  private final Map<String, Asset> assets;
  private final Set<AssetTimeline.Kind> kinds;
  private final Instant since;
  private final Instant until;
  private final int limit;
  private final List<Event> events = new ArrayList<>();
  private Instant floor; // before it, not all was read

  /** Something that happened. */
  private record Event(Instant at, AssetTimeline.Kind kind, Facts facts) {}

  TimelinePage(
      Map<String, Asset> assets,
      Set<AssetTimeline.Kind> kinds,
      Instant since,
      Instant until,
      int limit) {
    this.assets = assets;
    this.kinds = kinds;
    this.since = since;
    this.until = until;
    this.limit = limit;
    this.floor = since;
  }

  boolean wants(AssetTimeline.Kind kind) {
    return kinds.contains(kind);
  }

  /** Nothing before it is on this page, so nothing before it needs to be read. */
  Instant since() {
    return floor;
  }

  Instant until() {
    return until;
  }

  /** How many each source is asked for. */
  int asked() {
    return limit + SLACK;
  }

  /** What a source told, newest first: was it cut, then this page ends where it did. */
  <T> List<T> told(List<T> rows, Function<T, Instant> at) {
    if (rows.size() >= asked()) {
      Instant oldest = at.apply(rows.get(rows.size() - 1));
      // of that instant there may be more, unless the source told of no other
      endsAt(at.apply(rows.get(0)).isAfter(oldest) ? oldest.plusNanos(1) : oldest);
    }
    return rows;
  }

  /** What is before it is for the next page. */
  void endsAt(Instant first) {
    floor = first.isAfter(floor) ? first : floor;
  }

  void add(Instant at, AssetTimeline.Kind kind, Optional<String> asset, Facts.Builder facts) {
    events.add(
        new Event(
            at,
            kind,
            facts
                .put("at", at)
                .put("kind", kind)
                .put("asset", asset)
                .put("assetName", asset.map(assets::get).map(Asset::name))
                .build()));
  }

  AssetTimeline.Found found() {
    List<Event> sorted =
        events.stream()
            .filter(each -> !each.at().isBefore(floor) && each.at().isBefore(until))
            .sorted(Comparator.comparing(Event::at).thenComparing(Event::kind).reversed())
            .toList();
    if (sorted.size() <= limit) {
      Optional<Instant> next = Optional.of(floor).filter(first -> first.isAfter(since));
      return new AssetTimeline.Found(facts(sorted, floor), next);
    }
    Instant last = sorted.get(limit - 1).at();
    return new AssetTimeline.Found(facts(sorted, last), Optional.of(last));
  }

  private static List<Facts> facts(List<Event> sorted, Instant first) {
    return sorted.stream().takeWhile(each -> !each.at().isBefore(first)).map(Event::facts).toList();
  }
}
