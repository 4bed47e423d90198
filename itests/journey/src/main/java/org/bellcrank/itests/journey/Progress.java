package org.bellcrank.itests.journey;

import java.util.List;
import org.bellcrank.vision.CameraStatus;

/** One line on how far the cameras are. */
final class Progress {

  private Progress() {}

  static String of(List<CameraStatus> cameras, int acknowledged) {
    StringBuilder text = new StringBuilder();
    for (CameraStatus camera : cameras) {
      text.append(
          "%s: %d frames, %d detections  "
              .formatted(camera.camera(), camera.looked(), camera.detections()));
    }
    return text.append(acknowledged).append(" orders acknowledged").toString();
  }
}
