package org.bellcrank.stream;

import java.time.Instant;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.ObservationIntake;

/** Looks at routes when a test says so, as {@link Cadence} does by its clock. */
public final class RouteLooks {

  private final RouteWatch watch;

  /** As after a start: nothing is known but what the store keeps. */
  public RouteLooks(Store store, SampleIntake samples, ObservationIntake intake) {
    watch = new RouteWatch(store, new CadenceBook(store), samples, intake);
  }

  /** An intake that does not look by its clock beside a test that looks itself. */
  public static StreamIntake alone(StreamIntake intake) {
    intake.cadenceEnds();
    return intake;
  }

  /** One look. */
  public void look(RoutePlan plan, Instant now) throws InterruptedException {
    watch.look(plan, now);
  }
}
