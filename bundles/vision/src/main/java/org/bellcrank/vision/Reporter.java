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
    Told told = deliver(sighting.frame().camera(), () -> path.keep(sighting));
    boolean recorded = !sighting.frame().recording().isEmpty();
    if (told == Told.FIRST || told == Told.AGAIN && recorded) {
      // A finding may have been taken just before a crash and its frame not counted any more.
      tally.count(sighting);
    }
    if (told == Told.FIRST) {
      long end = System.nanoTime();
      Perception.Seen seen = sighting.seen();
      meter.inspections.increment();
      meter.payload.add(end - sighting.frame().grabbedNanos());
      meter.rest.add(end - start + seen.letterboxNanos() + seen.readNanos());
    }
  }

  /** Reports the state of a device. */
  void tell(Observation observation) throws InterruptedException {
    deliver(observation.source(), () -> observation);
  }

  private Told deliver(String camera, Supplier<Observation> made) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        Told told = intake.accept(made.get()).repeated() ? Told.AGAIN : Told.FIRST;
        if (pause > FIRST_PAUSE_MILLIS) {
          LOG.info("camera {}: findings are written again; none was lost", camera);
        }
        return told;
      } catch (RefusedObservationException e) {
        LOG.error("camera {}: its finding was refused and is left out: {}", camera, e.getMessage());
        return Told.NOT;
      } catch (StoreException | EvidenceException e) {
        if (pause == FIRST_PAUSE_MILLIS) {
          LOG.error(
              "camera {}: {}; the finding is kept and tried again, the camera waits",
              camera,
              e.getMessage());
        }
        if (stopping.await(pause, TimeUnit.MILLISECONDS)) {
          LOG.warn("camera {}: stopped before its last finding could be written", camera);
          return Told.NOT;
        }
        pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      }
    }
  }

  /** What became of what was handed to the intake. */
  private enum Told {
    FIRST,
    AGAIN,
    NOT
  }
}
