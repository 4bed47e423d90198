package org.bellcrank.vision;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the model for a camera's frames, waits for its lane and looks. */
final class Looker {

  private static final Logger LOG = LoggerFactory.getLogger(Looker.class);

  private final String camera;
  private final DetectorPark detectors;
  private final CameraViews views;
  private final VisionPath path;
  private final CameraMeter meter;
  private String lastFailure = "";

  Looker(
      String camera,
      DetectorPark detectors,
      CameraViews views,
      VisionPath path,
      CameraMeter meter) {
    this.camera = camera;
    this.detectors = detectors;
    this.views = views;
    this.path = path;
    this.meter = meter;
  }

  /** Waits until a model is there for the camera, so that nothing is opened before. */
  void awaitModel(CountDownLatch stopping) throws InterruptedException {
    lane(stopping);
  }

  /**
   * Lays a frame into the input of the model that is there now, so that the look itself is shorter.
   * Whatever hinders it is left to the look.
   */
  Ready prepare(Frame frame) {
    Optional<DetectorPark.Lane> lane = detectors.find(view().model());
    try {
      return new Ready(frame, lane.map(there -> path.prepare(frame, there.detector())));
    } catch (DetectorException e) {
      return new Ready(frame, Optional.empty());
    }
  }

  /**
   * Looks at a frame with the model that is there now; when the model is exchanged meanwhile, with
   * the new one.
   *
   * @return empty when the model cannot look at it, or the line is stopping without a model
   */
  Optional<Sighting> look(Ready ready, CountDownLatch stopping) throws InterruptedException {
    for (Optional<DetectorPark.Lane> lane = lane(stopping);
        lane.isPresent();
        lane = lane(stopping)) {
      Detector detector = lane.get().detector();
      lane.get().permits().acquire();
      try {
        Perception.Prepared input =
            ready
                .input()
                .filter(prepared -> prepared.detector() == detector)
                .orElseGet(() -> path.prepare(ready.frame(), detector));
        Sighting sighting = path.look(ready.frame(), input, view());
        meter.looked(sighting, detector);
        return Optional.of(sighting);
      } catch (DetectorException e) {
        if (detectors.holds(detector)) {
          failed(e);
          return Optional.empty();
        }
      } finally {
        lane.get().permits().release();
      }
    }
    return Optional.empty();
  }

  /**
   * A frame on its way to the look.
   *
   * @param input what was prepared of it; empty when nothing was
   */
  record Ready(Frame frame, Optional<Perception.Prepared> input) {

    /** Nothing prepared. */
    static Ready bare(Frame frame) {
      return new Ready(frame, Optional.empty());
    }

    Ready numbered(long look) {
      return new Ready(frame.numbered(look), input);
    }
  }

  private Optional<DetectorPark.Lane> lane(CountDownLatch stopping) throws InterruptedException {
    Optional<String> name = view().model();
    Optional<DetectorPark.Lane> lane = detectors.find(name);
    while (lane.isEmpty() && stopping.getCount() > 0) {
      waiting(name);
      detectors.awaitChange();
      name = view().model();
      lane = detectors.find(name);
    }
    if (meter.state() == CameraStatus.State.WAITING && lane.isPresent()) {
      meter.state(CameraStatus.State.OPENING, "");
    }
    return lane;
  }

  private void waiting(Optional<String> name) {
    if (meter.state() != CameraStatus.State.WAITING) {
      String detail = name.map(n -> "no model named " + n).orElse("no model") + " is there to look";
      meter.state(CameraStatus.State.WAITING, detail);
      LOG.info("camera {}: {}; it starts when one comes", camera, detail);
    }
  }

  private CameraView view() {
    return views.view(camera).orElseGet(() -> CameraView.undescribed(camera));
  }

  private void failed(DetectorException e) {
    meter.failed.increment();
    if (!lastFailure.equals(e.getMessage())) {
      lastFailure = String.valueOf(e.getMessage());
      LOG.error("camera {}: frames are not looked at: {}", camera, lastFailure);
    }
  }
}
