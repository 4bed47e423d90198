package org.bellcrank.canary;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.bellcrank.asset.Point;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.site.CanaryPlan;
import org.bellcrank.site.Site;
import org.bellcrank.vision.CameraStatus;
import org.bellcrank.vision.Cameras;

/**
 * The lamps of sources. No synthetic picture can be put before a lens, so that a source proves
 * itself by what it does: a camera by frames that a model looked at.
 */
final class SourceWatch {

  private static final String CAMERA = "camera";

  private final LampBoard board;
  private final Fence fence;

  /** Who they were when they last said it: one that fails says nothing. */
  private final Map<SourceLife, Set<String>> names = new WeakHashMap<>();

  private final Map<String, Frames> frames = new HashMap<>();

  /** How many frames a camera had been looked at, and since when no more came. */
  private record Frames(long looked, Instant at) {}

  SourceWatch(LampBoard board, Fence fence) {
    this.board = board;
    this.fence = fence;
  }

  void look(Optional<Site> site, CanaryPlan plan, Parts parts, Instant now) {
    Set<String> there = new HashSet<>();
    Set<String> expected = named(site);
    Optional<String> failed = fence.run("cameras", () -> cameras(parts.cameras, there, plan, now));
    if (failed.isPresent()) {
      expected.addAll(frames.keySet());
    }
    String missing =
        failed.orElse("the site documents name this camera, and none of its name runs");
    for (SourceLife source : parts.sources) {
      source(source, there, plan, now);
    }
    for (String camera : expected) {
      if (there.add(camera) && watched(plan, camera, now)) {
        board.bad(Kind.SOURCE, camera, now, CAMERA, missing);
      }
    }
    for (String gone : board.names(Kind.SOURCE)) {
      if (!there.contains(gone)) {
        board.grey(Kind.SOURCE, gone, now, "it is not there any more");
      }
    }
  }

  private void cameras(Cameras cameras, Set<String> there, CanaryPlan plan, Instant now) {
    if (cameras == null) {
      return;
    }
    for (CameraStatus camera : cameras.all()) {
      there.add(camera.camera());
      if (watched(plan, camera.camera(), now)) {
        camera(camera, plan.period(), now);
      }
    }
  }

  private void source(SourceLife source, Set<String> there, CanaryPlan plan, Instant now) {
    String own = source.getClass().getSimpleName();
    Set<String> before = names.getOrDefault(source, Set.of(own));
    Set<String> told = new HashSet<>();
    Optional<String> failed =
        fence.run(
            "source " + before,
            () -> {
              for (SourceLife.Sign sign : source.signs()) {
                told.add(sign.name());
                there.add(sign.name());
                if (watched(plan, sign.name(), now)) {
                  sign(sign, now);
                }
              }
              names.put(source, told);
            });
    for (String name : failed.isPresent() ? before : Set.<String>of()) {
      if (there.add(name) && watched(plan, name, now)) {
        board.bad(Kind.SOURCE, name, now, Fence.LAMP, failed.get());
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
              CAMERA,
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
