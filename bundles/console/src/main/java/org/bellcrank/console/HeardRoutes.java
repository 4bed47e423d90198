package org.bellcrank.console;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.payload.Untaken;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.stream.Heard;
import org.bellcrank.stream.StreamWatch;

/**
 * Points that are heard and that no document names, how they come into the documents, and topics
 * whose messages no mapping took.
 */
final class HeardRoutes {

  private static final int TOPICS = 100;

  private final ActiveSite documents;
  private final Desks desks;
  private final PointDesk points;
  private final Supplier<Optional<StreamWatch>> streams;

  HeardRoutes(
      Store store, ActiveSite documents, Desks desks, Supplier<Optional<StreamWatch>> streams) {
    this.documents = documents;
    this.desks = desks;
    this.points = new PointDesk(store, documents, desks);
    this.streams = streams;
  }

  List<Route> all() {
    return List.of(
        Path.get(
            "/api/heard", request -> new Answer.Json(list(request.limit(100, PointDesk.MOST)))),
        Decision.route("/api/heard/declare", points::declare));
  }

  private Facts list(int limit) {
    List<Heard> heard = streams.get().map(watch -> watch.undeclared(limit)).orElse(List.of());
    return Facts.with("points", heard.stream().map(this::line).toList())
        .put("topics", desks.untaken(TOPICS).stream().map(HeardRoutes::topic).toList())
        .build();
  }

  private static Facts topic(Untaken topic) {
    return Facts.with("topic", topic.topic())
        .put("named", topic.named())
        .put("source", topic.source())
        .put("count", topic.count())
        .put("at", topic.at())
        .put("bytes", topic.bytes())
        .put("sample", topic.sample())
        .put("mapping", topic.mapping())
        .build();
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
}
