package org.bellcrank.vision;

import java.time.Instant;
import java.util.Optional;

/**
 * How a camera is doing.
 *
 * @param camera its id
 * @param place where its frames come from, without credentials
 * @param live whether it is a live camera
 * @param state what it does now
 * @param detail one line for a person, empty when there is nothing to say
 * @param model name and version of the model that looked last; empty before the first frame
 * @param provider what that model runs on, and why; empty before the first frame
 * @param captured frames that came from the source
 * @param dropped frames of a live camera that gave way to newer ones before anybody looked
 * @param looked frames that a model looked at
 * @param failed frames that no model could look at
 * @param detections what was found at or above the floors
 * @param inspections frames with detections that were accepted
 * @param payloadMillis from the moment the gateway had the frame to the acceptance of what was
 *     found in it
 * @param inferenceMillis time of the model alone
 * @param restMillis payload time less the model's and less the waiting for it
 * @param lastCaptured capture time of the newest frame looked at
 */
public record CameraStatus(
    String camera,
    String place,
    boolean live,
    State state,
    String detail,
    String model,
    String provider,
    long captured,
    long dropped,
    long looked,
    long failed,
    long detections,
    long inspections,
    Latency payloadMillis,
    Latency inferenceMillis,
    Latency restMillis,
    Optional<Instant> lastCaptured) {

  /** What a camera does. */
  public enum State {
    /** Being opened for the first time. */
    OPENING,
    /** Frames come. */
    RUNNING,
    /** A live camera is gone; it is opened again and again. */
    LOST,
    /** No model is there to look; nothing is read from a recording meanwhile. */
    WAITING,
    /** A recording was read to its end. */
    ENDED,
    /** A recording cannot be read; it stays so until its settings change. */
    FAILED
  }
}
