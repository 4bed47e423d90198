package org.bellcrank.vision;

import java.util.Optional;
import org.bellcrank.observation.CaptureTime;

/**
 * One image of one camera.
 *
 * @param camera the camera's id
 * @param recording eight hexadecimal digits that tell one recording from another, each image of a
 *     folder being one of its own; empty for live cameras
 * @param number tells the frames of one recording apart and is the same whenever the recording is
 *     read again: a film's frame, from 0, or how often an image was shown before
 * @param sequence how many frames of the camera were looked at before, from 0; neighbouring looks
 *     have neighbouring numbers, in a film and in a folder alike
 * @param captured when it was taken
 * @param grabbedNanos {@link System#nanoTime()} before a recorded frame was decoded, and when a
 *     live camera's was there; latencies start here
 * @param image what it shows
 * @param original the file it came from, untouched; empty when it came out of a video
 */
public record Frame(
    String camera,
    String recording,
    long number,
    long sequence,
    CaptureTime captured,
    long grabbedNanos,
    Image image,
    Optional<Picture> original) {

  /** The same frame as another look. */
  Frame numbered(long look) {
    return new Frame(camera, recording, number, look, captured, grabbedNanos, image, original);
  }
}
