package org.bellcrank.canary;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.asset.Point;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.site.CanaryPlan;
import org.bellcrank.site.Site;
import org.bellcrank.vision.CameraStatus;

/**
 * The lamps of sources. No synthetic picture can be put before a lens, so that a source proves
 * itself by what it does: a camera by frames that a model looked at.
 */
final class SourceWatch {

  private final LampBoard board;
  private final Map<String, Frames> frames = new HashMap<>();

  /** How many frames a camera had been looked at, and since when no more came. */
  private record Frames(long looked, Instant at) {}

  SourceWatch(LampBoard board) {
    this.board = board;
  }

  void look(Optional<Site> site, CanaryPlan plan, Parts parts, Instant now) {
    Set<String> there = new HashSet<>();
    List<CameraStatus> cameras = parts.cameras == null ? List.of() : parts.cameras.all();
    for (CameraStatus camera : cameras) {
      there.add(camera.camera());
      if (watched(plan, camera.camera(), now)) {
        camera(camera, plan.period(), now);
      }
    }
    for (SourceLife source : parts.sources) {
      for (SourceLife.Sign sign : source.signs()) {
        there.add(sign.name());
        if (watched(plan, sign.name(), now)) {
          sign(sign, now);
        }
      }
    }
    for (String camera : named(site)) {
      if (there.add(camera) && watched(plan, camera, now)) {
        String words = "the site documents name this camera, and none of its name runs";
        board.bad(Kind.SOURCE, camera, now, "camera", words);
      }
    }
    for (String gone : board.names(Kind.SOURCE)) {
      if (!there.contains(gone)) {
        board.grey(Kind.SOURCE, gone, now, "it is not there any more");
      }
    }
  }

  private static Set<String> named(Optional<Site> site) {
    Set<String> cameras = new LinkedHashSet<>();
    site.ifPresent(
        known ->
            known.assets().points().stream()
                .map(Point::camera)
                .flatMap(Optional::stream)
                .forEach(cameras::add));
    return cameras;
  }

  private boolean watched(CanaryPlan plan, String source, Instant now) {
    boolean watched = plan.watches(source);
    if (!watched) {
      board.grey(Kind.SOURCE, source, now, Canaries.OFF);
    }
    return watched;
  }

  private void camera(CameraStatus camera, Duration period, Instant now) {
    String name = camera.camera();
    switch (camera.state()) {
      case RUNNING -> running(camera, period, now);
      case ENDED -> board.grey(Kind.SOURCE, name, now, "the recording was read to its end");
      case OPENING, LOST, WAITING, FAILED ->
          board.bad(
              Kind.SOURCE,
              name,
              now,
              "camera",
              "%s: %s"
                  .formatted(
                      camera.state().name().toLowerCase(java.util.Locale.ROOT), camera.detail()));
    }
  }

  private void running(CameraStatus camera, Duration period, Instant now) {
    String name = camera.camera();
    Frames before = frames.get(name);
    if (before == null) {
      frames.put(name, new Frames(camera.looked(), now));
      board.expect(Kind.SOURCE, name, now);
    } else if (before.looked() != camera.looked()) {
      frames.put(name, new Frames(camera.looked(), now));
      board.good(Kind.SOURCE, name, now, "frames come and a model looks at them");
    } else if (!now.isBefore(before.at().plus(period))) {
      if (camera.live()) {
        String words = "no model looked at a frame since " + before.at();
        board.bad(Kind.SOURCE, name, now, "frames", words);
      } else {
        board.grey(Kind.SOURCE, name, now, "no further picture lies there");
      }
    }
  }

  private void sign(SourceLife.Sign sign, Instant now) {
    if (sign.alive()) {
      board.good(Kind.SOURCE, sign.name(), now, sign.words());
    } else {
      board.bad(Kind.SOURCE, sign.name(), now, sign.kind(), sign.words());
    }
  }
}
