package org.bellcrank.vision;

import java.util.List;
import org.bellcrank.observation.Detection;

/** Draws what was found onto a copy of an image. Safe for use by any number of threads. */
public interface Overlay {

  /**
   * A copy with boxes, class, confidence and the zones' outlines drawn in; the image itself is not
   * touched.
   */
  Pixels draw(Pixels image, List<Detection> detections, CameraView view);
}
