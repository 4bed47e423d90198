package org.bellcrank.vision;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What a camera's threads count. */
final class CameraMeter {

  final LongAdder captured = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder looked = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder detections = new LongAdder();
  final LongAdder inspections = new LongAdder();
  final LatencyWindow payload = new LatencyWindow();
  final LatencyWindow inference = new LatencyWindow();
  final LatencyWindow rest = new LatencyWindow();

  private volatile CameraStatus.State state = CameraStatus.State.OPENING;
  private volatile String detail = "";
  private volatile String model = "";
  private volatile String provider = "";
  private volatile Instant lastCaptured;

  void state(CameraStatus.State now, String why) {
    state = now;
    detail = why;
  }

  CameraStatus.State state() {
    return state;
  }

  void looked(Sighting sighting, Detector detector) {
    looked.increment();
    detections.add(sighting.detections().size());
    inference.add(sighting.seen().inferenceNanos());
    lastCaptured = sighting.frame().captured().at();
    model = sighting.model().name() + " " + sighting.model().version();
    provider =
        detector.reason().isEmpty()
            ? detector.provider()
            : detector.provider() + ": " + detector.reason();
  }

  CameraStatus status(FrameSource source) {
    return new CameraStatus(
        source.camera(),
        source.place(),
        source.live(),
        state,
        detail,
        model,
        provider,
        captured.sum(),
        dropped.sum(),
        looked.sum(),
        failed.sum(),
        detections.sum(),
        inspections.sum(),
        payload.latency(),
        inference.latency(),
        rest.latency(),
        Optional.ofNullable(lastCaptured));
  }
}
