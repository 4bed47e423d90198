package org.bellcrank.vision;

import java.util.Optional;
import org.bellcrank.observation.CaptureTime;

/**
 * One image of one camera.
 *
 * @param camera the camera's id
 * @param recording eight hexadecimal digits that tell one recording from another; empty for live
 *     cameras
 * @param sequence place in the recording, or how many frames of a live camera were looked at
 *     before; from 0
 * @param captured when it was taken
 * @param grabbedNanos {@link System#nanoTime()} when the gateway had it; latencies start here
 * @param pixels the image
 * @param original the file it came from, untouched; empty when it came out of a video
 */
public record Frame(
    String camera,
    String recording,
    long sequence,
    CaptureTime captured,
    long grabbedNanos,
    Pixels pixels,
    Optional<Picture> original) {

  /** The same frame under another number. */
  Frame numbered(long number) {
    return new Frame(camera, recording, number, captured, grabbedNanos, pixels, original);
  }
}
