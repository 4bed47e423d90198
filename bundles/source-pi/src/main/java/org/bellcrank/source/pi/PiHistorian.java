package org.bellcrank.source.pi;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;
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

  /** How far ahead of the clock values are read: other clocks differ, and forecasts are none. */
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private final PiSite site;
  private final PiStreams streams;
  private final Optional<Duration> interval;
  private final Duration delay;
  private final Clock clock;

  /**
   * Asks nothing yet.
   *
   * @param paths of tags and attributes, by point
   * @param interval between interpolated values; empty: values as they were recorded
   * @param delay how long behind the clock interpolated values are read: until an event is
   *     archived, the steps after the one before it may still change
   */
  PiHistorian(
      PiSite site,
      Map<String, String> paths,
      Optional<Duration> interval,
      Duration delay,
      Clock clock) {
    this.site = site;
    streams = new PiStreams(site, paths, clock);
    this.interval = interval;
    this.delay = delay;
    this.clock = clock;
  }

  @Override
  public String place() {
    return site.url().toString();
  }

  @Override
  public long present() {
    return Ticks.of(clock.instant());
  }

  @Override
  public String remark() {
    return streams.remark();
  }

  @Override
  public OptionalLong newest() {
    return OptionalLong.of(Ticks.of(clock.instant()));
  }

  /**
   * Ends of the streams that were found (PI Web API, StreamSet GetEndAdHoc); none where values are
   * interpolated, which are there for every stream at once.
   */
  @Override
  public Map<String, Long> newestOfSeries() throws HistorianException, InterruptedException {
    Map<String, Long> newest = new HashMap<>();
    List<String> ids = interval.isPresent() ? List.of() : streams.ids();
    for (int i = 0; i < ids.size(); i += STREAMS) {
      StringJoiner path = new StringJoiner("&", "streamsets/end?", "");
      ids.subList(i, Math.min(ids.size(), i + STREAMS))
          .forEach(id -> path.add("webId=" + PiSite.encoded(id)));
      for (Facts stream : site.get(path.toString()).factsList("Items")) {
        List<Facts> ends = new ArrayList<>(stream.factsList("Items"));
        stream.facts("Value").ifPresent(ends::add);
        for (Facts end : ends) {
          long mark = Ticks.of(end.requireInstant("Timestamp"));
          if (mark > 0) { // a stream without values ends in 1970
            newest.merge(stream.text("WebId").orElse(""), mark, Math::max);
          }
        }
      }
    }
    return newest;
  }

  @Override
  public Batch from(String series, long from, int most)
      throws HistorianException, InterruptedException {
    Facts answer = site.get(request(List.of(series), from, end(from, most), most));
    List<HistoricalValue> values = new ArrayList<>();
    boolean full = false;
    for (Facts stream : answer.factsList("Items")) {
      values.addAll(values(stream, from));
      full |= stream.factsList("Items").size() >= most;
    }
    return Batch.of(values, full);
  }

  @Override
  public Batch from(long from, int most) throws HistorianException, InterruptedException {
    List<HistoricalValue> bad = streams.resolve(Math.max(1, from));
    if (interval.isPresent() && begin(from) > lastWhole()) {
      return Batch.of(bad, false, OptionalLong.empty());
    }
    List<String> ids = streams.ids();
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
    return batch(values, bad, full, end);
  }

  private Batch batch(
      List<HistoricalValue> values, List<HistoricalValue> bad, boolean full, long end) {
    OptionalLong last = Batch.of(values, full).last();
    List<HistoricalValue> all = new ArrayList<>(values);
    all.addAll(bad);
    // Interpolated values end behind the step where the request did: none is asked for again.
    return Batch.of(
        all, full, interval.isPresent() && last.isPresent() ? OptionalLong.of(end + 1) : last);
  }

  /**
   * The last whole step that has passed, less the delay, on which interpolated values stand still.
   */
  private long lastWhole() {
    long step = Ticks.of(interval.orElseThrow());
    return Ticks.of(clock.instant().minus(delay)) / step * step;
  }

  private long end(long from, int most) {
    if (interval.isEmpty()) {
      return Ticks.of(clock.instant()) + Ticks.of(AHEAD);
    }
    long step = Ticks.of(interval.get());
    return Math.max(begin(from), Math.min(lastWhole(), begin(from) + step * (most - 1L)));
  }

  /** Interpolated values stand on whole steps, wherever the look before ended. */
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

  private List<HistoricalValue> values(Facts stream, long from) throws HistorianException {
    List<String> points = streams.points(stream.text("WebId").orElse(""));
    if (points.isEmpty()) {
      throw new HistorianException(
          "it answered a stream that was not asked for: " + PiSite.shortened(stream.json()));
    }
    List<HistoricalValue> values = new ArrayList<>();
    for (Facts each : stream.factsList("Items")) {
      if (each.has("Errors")) {
        throw new HistorianException(
            "it answered an error among the values of %s: %s"
                .formatted(points.get(0), PiSite.shortened(each.json())));
      }
      Instant at = each.requireInstant("Timestamp");
      long mark = Ticks.of(at);
      if (mark >= Math.max(1, from)) {
        points.forEach(point -> values.add(PiValue.of(point, at, mark, each)));
      }
    }
    return values;
  }
}
