package org.bellcrank.vision;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.Tally;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;

/** An inspector among stand-ins that remember what they were given. */
final class Workshop implements AutoCloseable {

  final MemoryIntake intake = new MemoryIntake();
  final Map<String, CameraView> views = new ConcurrentHashMap<>();
  final Map<String, long[]> tallies = new ConcurrentHashMap<>();
  final Map<String, Long> recordings = new ConcurrentHashMap<>();
  final Inspector inspector =
      new Inspector(
          intake,
          new MemoryStore().with(Tally.class, new Counts()),
          new MemoryEvidence(),
          new Coder(),
          (image, detections, view) -> image.pixels().copy(),
          camera -> Optional.ofNullable(views.get(camera)),
          Clock.systemUTC());

  /** A camera whose whole picture is one zone with a floor of one half. */
  Workshop describing(String camera) {
    views.put(
        camera,
        new CameraView(camera, Optional.empty(), List.of(Zone.whole(camera + "/all", 0.5))));
    return this;
  }

  CameraStatus status(String camera) {
    return inspector.all().stream()
        .filter(status -> status.camera().equals(camera))
        .findFirst()
        .orElseThrow();
  }

  List<Inspection> inspections(String camera) {
    return intake.accepted().stream()
        .filter(o -> o instanceof Inspection && o.source().equals(camera))
        .map(Inspection.class::cast)
        .toList();
  }

  List<DeviceStatus> devices() {
    return intake.accepted().stream()
        .filter(DeviceStatus.class::isInstance)
        .map(DeviceStatus.class::cast)
        .toList();
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited 20 s in vain for: " + what);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  @Override
  public void close() {
    inspector.stop();
  }

  /** Frames from an iterator; one that throws is a camera that breaks. */
  record Source(String camera, boolean live, Opening opening) implements FrameSource {

    static Source recording(String camera, List<Frame> frames) {
      return new Source(camera, false, frames::iterator);
    }

    @Override
    public String place() {
      return "test:" + camera;
    }

    @Override
    public FrameStream open() {
      Iterator<Frame> frames = opening.open();
      return new FrameStream() {
        @Override
        public Optional<Frame> next() throws InterruptedException {
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
          return frames.hasNext() ? Optional.of(frames.next()) : Optional.empty();
        }

        @Override
        public void close() {
          // Nothing is held.
        }
      };
    }
  }

  /** What happens when a camera is opened. */
  interface Opening {
    Iterator<Frame> open();
  }

  private final class Counts implements Tally {

    @Override
    public void add(String point, Instant hour, long looked, long belowFloor) {
      tallies.merge(
          point, new long[] {looked, belowFloor}, (a, b) -> new long[] {a[0] + b[0], a[1] + b[1]});
    }

    @Override
    public long looked(String point) {
      return tallies.getOrDefault(point, new long[2])[0];
    }

    @Override
    public long counted(String recording) {
      return recordings.getOrDefault(recording, 0L);
    }

    @Override
    public void counted(String recording, long frames) {
      recordings.merge(recording, frames, Math::max);
    }
  }

  private static final class Coder implements ImageCoder {

    @Override
    public Picture encode(Image image, double quality) {
      return new Picture(image.pixels().bgr(), "image/jpeg");
    }

    @Override
    public WithThumbnail encode(Image image, double quality, int width) {
      return new WithThumbnail(encode(image, quality), new Picture(new byte[] {1}, "image/jpeg"));
    }

    @Override
    public Pixels decode(byte[] file) {
      throw new AssertionError("nothing is decoded here");
    }
  }
}
