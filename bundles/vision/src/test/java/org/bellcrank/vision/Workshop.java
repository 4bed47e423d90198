package org.bellcrank.vision;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.journal.Work;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.Tally;

/** An inspector among stand-ins that remember what they were given. */
final class Workshop implements AutoCloseable {

  final List<Observation> accepted = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger refusals = new AtomicInteger();
  final Map<String, CameraView> views = new ConcurrentHashMap<>();
  final Map<String, long[]> tallies = new ConcurrentHashMap<>();
  final Map<String, Long> recordings = new ConcurrentHashMap<>();
  final Inspector inspector =
      new Inspector(
          new Intake(),
          new Counts(),
          new Shelf(),
          new Coder(),
          (image, detections, view) -> image.copy(),
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
    return List.copyOf(accepted).stream()
        .filter(o -> o instanceof Inspection && o.source().equals(camera))
        .map(Inspection.class::cast)
        .toList();
  }

  List<DeviceStatus> devices() {
    return List.copyOf(accepted).stream()
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

  private final class Intake implements ObservationIntake {
    private final Set<String> known = new HashSet<>();

    @Override
    public synchronized Accepted accept(Observation observation) {
      if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new StoreException("the disk is full", null);
      }
      boolean first = known.add(observation.id());
      if (first) {
        accepted.add(observation);
      }
      return new Accepted(observation.id(), accepted.size(), !first);
    }

    @Override
    public CompletableFuture<Accepted> submit(Observation observation) {
      return CompletableFuture.completedFuture(accept(observation));
    }
  }

  private final class Counts implements Store, UnitOfWork, Tally {

    @Override
    public <T> T commit(Work<T> work) {
      return work.in(this);
    }

    @Override
    public <T> CompletableFuture<T> submit(Work<T> work) {
      return CompletableFuture.completedFuture(work.in(this));
    }

    @Override
    public <T> T read(Work<T> work) {
      return work.in(this);
    }

    @Override
    public Registration onCommit(Runnable listener) {
      return () -> {};
    }

    @Override
    public <P> P port(Class<P> type) {
      return type.cast(this);
    }

    @Override
    public void append(Instant at, String kind, String subject, Facts facts) {
      throw new AssertionError("counts are not journalled");
    }

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

  private static final class Shelf implements EvidenceStore {
    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

    @Override
    public EvidenceReference keep(byte[] content, String mediaType) {
      String name = "%064x".formatted(Arrays.hashCode(content));
      kept.put(name, content);
      return new EvidenceReference(name, mediaType, content.length);
    }

    @Override
    public Optional<byte[]> read(String sha256) {
      return Optional.ofNullable(kept.get(sha256));
    }

    @Override
    public Optional<Path> file(String sha256) {
      return Optional.empty();
    }
  }

  private static final class Coder implements ImageCoder {

    @Override
    public Picture encode(Pixels image, double quality) {
      return new Picture(image.bgr(), "image/jpeg");
    }

    @Override
    public WithThumbnail encode(Pixels image, double quality, int width) {
      return new WithThumbnail(encode(image, quality), new Picture(new byte[] {1}, "image/jpeg"));
    }

    @Override
    public Pixels decode(byte[] file) {
      throw new AssertionError("nothing is decoded here");
    }
  }
}
