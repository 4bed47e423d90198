package org.bellcrank.source.pi;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bellcrank.historian.Historian;
import org.bellcrank.historian.HistorianException;
import org.bellcrank.historian.HistoricalValue;
import org.bellcrank.journal.Facts;

/**
 * Recorded or interpolated values of several streams; a value's mark is its time in steps of 100 ns
 * since 1970, PI's own resolution. Streams are asked for together and end at different times where
 * they are full: what lies behind the earliest of these ends is left for the next page.
 */
final class PiHistorian implements Historian {

  /** Streams in one request, so that its address stays short. */
  private static final int STREAMS = 20;

  private final PiSite site;
  private final Map<String, String> paths;
  private final Optional<Duration> interval;
  private final Clock clock;
  private final Map<String, String> points = new LinkedHashMap<>(); // by WebId

  /**
   * Asks nothing yet.
   *
   * @param paths of tags and attributes, by point
   * @param interval between interpolated values; empty: values as they were recorded
   */
  PiHistorian(PiSite site, Map<String, String> paths, Optional<Duration> interval, Clock clock) {
    this.site = site;
    this.paths = new LinkedHashMap<>(paths);
    this.interval = interval;
    this.clock = clock;
  }

  @Override
  public String place() {
    return site.url().toString();
  }

  @Override
  public OptionalLong newest() {
    return OptionalLong.of(Ticks.of(clock.instant()));
  }

  @Override
  public Batch from(long from, int most) throws HistorianException, InterruptedException {
    resolve();
    List<String> ids = new ArrayList<>(points.keySet());
    List<HistoricalValue> values = new ArrayList<>();
    long end = end(from, most);
    long upTo = Long.MAX_VALUE;
    boolean full = interval.isPresent() && end < lastWhole();
    for (int i = 0; i < ids.size(); i += STREAMS) {
      Facts answer =
          site.get(request(ids.subList(i, Math.min(ids.size(), i + STREAMS)), from, end, most));
      for (Facts stream : answer.factsList("Items")) {
        List<HistoricalValue> read = values(stream, from);
        values.addAll(read);
        if (interval.isEmpty() && stream.factsList("Items").size() >= most) {
          full = true;
          upTo = Math.min(upTo, read.isEmpty() ? from : read.get(read.size() - 1).mark());
        }
      }
    }
    long limit = upTo;
    values.removeIf(value -> value.mark() > limit);
    values.sort(Comparator.comparingLong(HistoricalValue::mark));
    return batch(values, full, end);
  }

  private Batch batch(List<HistoricalValue> values, boolean full, long end) {
    // Interpolated values end where the request did, whether or not a stream had any.
    return interval.isPresent()
        ? new Batch(values, full, values.isEmpty() ? OptionalLong.empty() : OptionalLong.of(end))
        : Batch.of(values, full);
  }

  /** The last whole step that has passed, on which interpolated values stand still. */
  private long lastWhole() {
    long step = Ticks.of(interval.orElseThrow());
    return Ticks.of(clock.instant()) / step * step;
  }

  private long end(long from, int most) {
    if (interval.isEmpty()) {
      return Ticks.of(clock.instant()) + Ticks.of(Duration.ofDays(1));
    }
    long step = Ticks.of(interval.get());
    return Math.max(begin(from), Math.min(lastWhole(), begin(from) + step * (most - 1L)));
  }

  /** Interpolated values stand on whole steps, so that they are the same whenever they are read. */
  private long begin(long from) {
    long step = interval.map(Ticks::of).orElse(1L);
    return (from + step - 1) / step * step;
  }

  private String request(List<String> ids, long from, long end, int most) {
    StringBuilder path = new StringBuilder("streamsets/");
    path.append(interval.isPresent() ? "interpolated" : "recorded");
    path.append("?startTime=").append(PiSite.encoded(Ticks.instant(begin(from)).toString()));
    path.append("&endTime=").append(PiSite.encoded(Ticks.instant(end).toString()));
    if (interval.isPresent()) {
      path.append("&interval=").append(interval.get().toMillis()).append("ms");
    } else {
      path.append("&boundaryType=Inside&maxCount=").append(most);
    }
    ids.forEach(id -> path.append("&webId=").append(PiSite.encoded(id)));
    return path.toString();
  }

  private void resolve() throws HistorianException, InterruptedException {
    if (!points.isEmpty()) {
      return;
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : paths.entrySet()) {
      String kind = each.getValue().contains("|") ? "attributes" : "points";
      Facts answer =
          site.get(kind + "?selectedFields=WebId&path=" + PiSite.encoded(each.getValue()));
      String id =
          answer
              .text("WebId")
              .orElseThrow(
                  () ->
                      new HistorianException(
                          "points: given %s, for which it has no WebId; allowed: the path of a tag or an attribute"
                              .formatted(each.getValue())));
      found.put(id, each.getKey());
    }
    points.putAll(found);
  }

  private List<HistoricalValue> values(Facts stream, long from) throws HistorianException {
    String point = points.get(stream.text("WebId").orElse(""));
    if (point == null) {
      throw new HistorianException(
          "it answered a stream that was not asked for: " + PiSite.shortened(stream.json()));
    }
    List<HistoricalValue> values = new ArrayList<>();
    for (Facts each : stream.factsList("Items")) {
      if (each.has("Errors")) {
        throw new HistorianException(
            "it answered an error among the values of %s: %s"
                .formatted(point, PiSite.shortened(each.json())));
      }
      Instant at = each.requireInstant("Timestamp");
      long mark = Ticks.of(at);
      if (mark >= Math.max(1, from)) {
        values.add(PiValue.of(point, at, mark, each));
      }
    }
    return values;
  }
}
