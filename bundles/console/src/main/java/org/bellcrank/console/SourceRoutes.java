package org.bellcrank.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.vision.CameraStatus;
import org.bellcrank.vision.Cameras;

/**
 * Everything that observations come from, one line each: cameras, drivers, brokers, databases,
 * ports. Those that bring nothing come first.
 */
final class SourceRoutes {

  private SourceRoutes() {}

  static Route of(Cameras cameras, Desks desks, Clock clock) {
    return Path.get("/api/sources", request -> new Answer.Json(list(cameras, desks, clock)));
  }

  private record Line(boolean alive, String name, Facts facts) {}

  private static Facts list(Cameras cameras, Desks desks, Clock clock) {
    Instant now = clock.instant();
    List<Facts> sources =
        Stream.concat(
                desks.sources().stream()
                    .flatMap(each -> each.signs().stream())
                    .map(sign -> line(sign, now)),
                cameras.all().stream().map(camera -> line(camera, now)))
            .sorted(Comparator.comparing(Line::alive).thenComparing(Line::name))
            .map(Line::facts)
            .toList();
    return Facts.with("sources", sources).build();
  }

  private static Line line(SourceLife.Sign sign, Instant now) {
    Facts facts =
        Facts.with("name", sign.name())
            .put("kind", sign.kind())
            .put("alive", sign.alive())
            .put("words", sign.words())
            .put("points", sign.points().map(SourceLife.Points::all))
            .put("good", sign.points().map(SourceLife.Points::good))
            .put("bad", sign.points().map(SourceLife.Points::bad))
            .put("silent", sign.points().map(SourceLife.Points::silent))
            .put("skipped", sign.points().map(SourceLife.Points::skipped))
            .put(
                "age",
                sign.points().flatMap(SourceLife.Points::newest).map(newest -> age(newest, now)))
            .build();
    return new Line(sign.alive(), sign.name(), facts);
  }

  private static Line line(CameraStatus camera, Instant now) {
    boolean alive =
        camera.state() == CameraStatus.State.RUNNING || camera.state() == CameraStatus.State.ENDED;
    Facts facts =
        Facts.with("name", camera.camera())
            .put("kind", "camera")
            .put("alive", alive)
            .put("words", camera.detail().isEmpty() ? camera.place() : camera.detail())
            .put("age", camera.lastCaptured().map(newest -> age(newest, now)))
            .build();
    return new Line(alive, camera.camera(), facts);
  }

  /** In seconds; below zero where a source's clock runs ahead. */
  private static double age(Instant newest, Instant now) {
    return Duration.between(newest, now).toMillis() / 1000.0;
  }
}
