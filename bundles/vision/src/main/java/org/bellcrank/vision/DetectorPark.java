package org.bellcrank.vision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** The models that are there now, each with the lanes in which it may run. */
final class DetectorPark {

  private final List<Lane> lanes = new ArrayList<>();

  synchronized void add(Detector detector) {
    lanes.add(new Lane(detector, new Semaphore(Math.max(1, detector.lanes()), true)));
    notifyAll();
  }

  synchronized void remove(Detector detector) {
    lanes.removeIf(lane -> lane.detector() == detector);
  }

  /** The newest model of a name, or the newest of all where no name is asked for. */
  synchronized Optional<Lane> find(Optional<String> name) {
    for (int i = lanes.size() - 1; i >= 0; i--) {
      Lane lane = lanes.get(i);
      if (name.isEmpty() || name.get().equals(lane.detector().card().name())) {
        return Optional.of(lane);
      }
    }
    return Optional.empty();
  }

  /** Waits until a model was added, or a second has passed. */
  synchronized void awaitChange() throws InterruptedException {
    wait(1000);
  }

  synchronized boolean holds(Detector detector) {
    return lanes.stream().anyMatch(lane -> lane.detector() == detector);
  }

  /**
   * A model and its room.
   *
   * @param permits one for each run side by side
   */
  record Lane(Detector detector, Semaphore permits) {}
}
