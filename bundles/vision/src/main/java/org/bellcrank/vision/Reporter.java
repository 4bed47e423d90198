package org.bellcrank.vision;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.RefusedObservationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the evidence of sightings and hands them to the intake until they are taken. */
final class Reporter {

  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final VisionPath path;
  private final ObservationIntake intake;
  private final TallySheet tally;
  private final CameraMeter meter;
  private final CountDownLatch stopping;

  Reporter(
      VisionPath path,
      ObservationIntake intake,
      TallySheet tally,
      CameraMeter meter,
      CountDownLatch stopping) {
    this.path = path;
    this.intake = intake;
    this.tally = tally;
    this.meter = meter;
    this.stopping = stopping;
  }

  /** Reports a sighting; one without detections is only counted. */
  void tell(Sighting sighting) throws InterruptedException {
    if (sighting.detections().isEmpty()) {
      tally.count(sighting);
      return;
    }
    long start = System.nanoTime();
    boolean counts = deliver(sighting.frame().camera(), () -> path.keep(sighting));
    if (counts) {
      long end = System.nanoTime();
      Perception.Seen seen = sighting.seen();
      tally.count(sighting);
      meter.inspections.increment();
      meter.payload.add(end - sighting.frame().grabbedNanos());
      meter.rest.add(end - start + seen.letterboxNanos() + seen.readNanos());
    }
  }

  /** Reports the state of a device. */
  void tell(Observation observation) throws InterruptedException {
    deliver(observation.source(), () -> observation);
  }

  /** True when it was taken for the first time. */
  private boolean deliver(String camera, Supplier<Observation> made) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        boolean first = !intake.accept(made.get()).repeated();
        if (pause > FIRST_PAUSE_MILLIS) {
          LOG.info("camera {}: findings are written again; none was lost", camera);
        }
        return first;
      } catch (RefusedObservationException e) {
        LOG.error("camera {}: its finding was refused and is left out: {}", camera, e.getMessage());
        return false;
      } catch (StoreException | EvidenceException e) {
        if (pause == FIRST_PAUSE_MILLIS) {
          LOG.error(
              "camera {}: {}; the finding is kept and tried again, the camera waits",
              camera,
              e.getMessage());
        }
        if (stopping.await(pause, TimeUnit.MILLISECONDS)) {
          LOG.warn("camera {}: stopped before its last finding could be written", camera);
          return false;
        }
        pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      }
    }
  }
}
