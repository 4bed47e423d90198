package org.bellcrank.vision;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.ObservationIntake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One camera's three threads: one reads frames, one looks at them, one keeps evidence and reports.
 * Frames stay in their order. Between reading and looking a live camera may lose the older frame;
 * behind the looking nothing is lost: when reporting is slow, looking waits.
 */
final class CameraLine {

  private static final Logger LOG = LoggerFactory.getLogger(CameraLine.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final FrameSource source;
  private final Looker looker;
  private final Reporter reporter;
  private final Clock clock;
  private final CameraMeter meter = new CameraMeter();
  private final FrameGate<Looker.Ready> gate = new FrameGate<>();
  private final BlockingQueue<Optional<Sighting>> sightings = new ArrayBlockingQueue<>(2);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final List<Thread> threads;
  private final Optional<CameraLine> before;
  private volatile boolean atEnd;

  /**
   * Prepares the threads.
   *
   * @param before an ending line of the same camera; its end is waited for before the first frame
   */
  CameraLine(
      Optional<CameraLine> before,
      FrameSource source,
      DetectorPark detectors,
      CameraViews views,
      VisionPath path,
      TallySheet tally,
      ObservationIntake intake,
      Clock clock) {
    this.before = before;
    this.source = source;
    this.clock = clock;
    looker = new Looker(source.camera(), detectors, views, path, meter);
    reporter = new Reporter(path, intake, tally, meter, stopping);
    threads =
        List.of(thread("read", this::read), thread("look", this::look), thread("tell", this::tell));
  }

  private Thread thread(String part, Body body) {
    Thread thread =
        new Thread(() -> outermost(part, body), "camera-" + source.camera() + "-" + part);
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    threads.forEach(Thread::start);
  }

  CameraStatus status() {
    return meter.status(source);
  }

  /** Asks the threads to end; what is already found is still reported. */
  void stop() {
    stopping.countDown();
    threads.get(0).interrupt();
  }

  /** Waits for the threads; true when all have ended. */
  boolean awaitEnd(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      for (Thread thread : threads) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        thread.join(Math.max(1, left));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }

  private void outermost(String part, Body body) {
    try {
      body.run();
    } catch (InterruptedException e) {
      LOG.debug("camera {}: {} was asked to end", source.camera(), part);
    } catch (RuntimeException | LinkageError e) {
      meter.state(CameraStatus.State.FAILED, e.toString());
      LOG.error("camera {}: {} stops and stays stopped", source.camera(), part, e);
      stop();
    }
  }

  private void read() throws InterruptedException {
    try {
      before.ifPresent(line -> line.awaitEnd(LONGEST_PAUSE));
      Duration pause = FIRST_PAUSE;
      while (stopping.getCount() > 0) {
        looker.awaitModel(stopping);
        long before = meter.captured.sum();
        String why = readUntilBreak();
        if (why.isEmpty() || stopping.getCount() == 0) {
          return;
        }
        pause = meter.captured.sum() > before ? FIRST_PAUSE : pause;
        lost(why);
        stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        pause = Duration.ofMillis(Math.min(2 * pause.toMillis(), LONGEST_PAUSE.toMillis()));
      }
    } finally {
      gate.end();
    }
  }

  /** Reads frames; empty at a recording's end or final failure, else why a live camera broke. */
  private String readUntilBreak() throws InterruptedException {
    try (FrameStream stream = source.open()) {
      for (Optional<Frame> frame = stream.next(); frame.isPresent(); frame = stream.next()) {
        if (meter.state() != CameraStatus.State.RUNNING) {
          running();
        }
        meter.captured.increment();
        pass(frame.get());
        if (stopping.getCount() == 0) {
          return "";
        }
      }
      atEnd = !source.live();
      return atEnd ? "" : "%s ended its stream; it is opened again".formatted(source.place());
    } catch (CameraException e) {
      if (source.live()) {
        return e.getMessage();
      }
      meter.state(CameraStatus.State.FAILED, e.getMessage());
      LOG.error("camera {}: {}", source.camera(), e.getMessage());
      return "";
    }
  }

  private void pass(Frame frame) throws InterruptedException {
    // While a look goes on, a recording's next frame waits and may as well be prepared; what is
    // prepared of a live camera's frame might be for nothing.
    if (!source.live()) {
      gate.hand(gate.wanted() ? Looker.Ready.bare(frame) : looker.prepare(frame));
    } else {
      Optional<Looker.Ready> older = gate.replace(Looker.Ready.bare(frame));
      if (older.isPresent()) {
        older.get().frame().image().release();
        meter.dropped.increment();
      }
    }
  }

  private void running() throws InterruptedException {
    boolean back = meter.state() == CameraStatus.State.LOST;
    meter.state(CameraStatus.State.RUNNING, "");
    if (back) {
      LOG.info("camera {}: frames come again from {}", source.camera(), source.place());
      reporter.tell(device(DeviceStatus.Status.OK, "frames come again"));
    }
  }

  private void lost(String why) throws InterruptedException {
    if (meter.state() != CameraStatus.State.LOST) {
      meter.state(CameraStatus.State.LOST, why);
      LOG.warn("camera {}: {}", source.camera(), why);
      reporter.tell(device(DeviceStatus.Status.LOST, why));
    }
  }

  private DeviceStatus device(DeviceStatus.Status status, String detail) {
    Instant now = clock.instant();
    return new DeviceStatus(
        "%s:%s-%d".formatted(source.camera(), status, now.toEpochMilli()),
        source.camera(),
        new CaptureTime(now, CaptureTime.ClockQuality.GATEWAY),
        source.camera(),
        status,
        detail,
        Map.of());
  }

  private void look() throws InterruptedException {
    long looks = 0;
    try {
      for (Optional<Looker.Ready> frame = gate.take(); frame.isPresent(); frame = gate.take()) {
        // Frames that a live camera dropped were no looks: two seen in a row stay neighbours.
        Looker.Ready next = source.live() ? frame.get().numbered(looks) : frame.get();
        Optional<Sighting> sighting = looker.look(next, stopping);
        if (sighting.isPresent()) {
          looks++;
          sightings.put(sighting);
        } else {
          next.frame().image().release();
        }
      }
    } finally {
      sightings.put(Optional.empty());
    }
  }

  private void tell() throws InterruptedException {
    for (Optional<Sighting> s = sightings.take(); s.isPresent(); s = sightings.take()) {
      reporter.tell(s.get());
      s.get().frame().image().release();
    }
    if (atEnd) {
      meter.state(CameraStatus.State.ENDED, "");
      LOG.info("camera {}: {} is at its end", source.camera(), source.place());
    }
  }

  /** What a thread does. */
  private interface Body {
    void run() throws InterruptedException;
  }
}
