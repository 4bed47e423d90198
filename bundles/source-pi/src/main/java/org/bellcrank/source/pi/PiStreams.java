package org.bellcrank.source.pi;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.historian.HistorianException;
import org.bellcrank.historian.HistoricalValue;

/**
 * Points and the streams that their paths name. A path that is not there stops none of the others:
 * it is looked for again each minute, and its point is told BAD meanwhile. For one thread at a
 * time.
 */
final class PiStreams {

  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final PiSite site;
  private final Clock clock;
  private final int all;
  private final Map<String, String> missing; // paths, by point
  private final Map<String, String> words = new LinkedHashMap<>(); // why, by point
  private final Map<String, List<String>> points = new LinkedHashMap<>(); // by WebId
  private Instant next = Instant.MIN;

  /**
   * Asks nothing yet.
   *
   * @param paths of tags and attributes, by point; two points may have one path
   */
  PiStreams(PiSite site, Map<String, String> paths, Clock clock) {
    this.site = site;
    this.clock = clock;
    all = paths.size();
    missing = new LinkedHashMap<>(paths);
  }

  /** WebIds of what was found. */
  List<String> ids() {
    return List.copyOf(points.keySet());
  }

  /** The points of a stream; none when it was not asked for. */
  List<String> points(String id) {
    return points.getOrDefault(id, List.of());
  }

  /**
   * Looks for what was not found yet, when it is time to.
   *
   * @param mark for the values
   * @return a BAD value of each point that was looked for and not found
   * @throws HistorianException when the server cannot be asked, or none at all was found
   */
  List<HistoricalValue> resolve(long mark) throws HistorianException, InterruptedException {
    Instant now = clock.instant();
    if (missing.isEmpty() || (!points.isEmpty() && now.isBefore(next))) {
      return List.of();
    }
    List<HistoricalValue> bad = new ArrayList<>();
    for (Map.Entry<String, String> each : Map.copyOf(missing).entrySet()) {
      String why = found(each.getKey(), each.getValue());
      if (!why.isEmpty()) {
        words.put(each.getKey(), why);
        bad.add(HistoricalValue.bad(each.getKey(), now, why, mark));
      }
    }
    next = now.plus(AGAIN);
    if (points.isEmpty()) {
      throw new HistorianException(words.values().iterator().next());
    }
    return bad;
  }

  private String found(String point, String path) throws HistorianException, InterruptedException {
    String kind = path.contains("|") ? "attributes" : "points";
    PiSite.Answer answer = site.find(kind + "?selectedFields=WebId&path=" + PiSite.encoded(path));
    if (answer.status() != 200) {
      return "%s: %s".formatted(path, answer.words());
    }
    String id = answer.facts().text("WebId").orElse("");
    if (id.isEmpty()) {
      return "%s: it has no WebId; allowed: the path of a tag or an attribute".formatted(path);
    }
    points.computeIfAbsent(id, none -> new ArrayList<>()).add(point);
    missing.remove(point);
    words.remove(point);
    return "";
  }

  /** For people: what was not found; empty when all was. */
  String remark() {
    return words.isEmpty()
        ? ""
        : "%d of %d points are not found, such as %s"
            .formatted(words.size(), all, words.values().iterator().next());
  }
}
