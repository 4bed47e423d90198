package org.bellcrank.vision;

import java.util.List;
import org.bellcrank.observation.Detection;

/** Draws what was found onto a copy of an image. Safe for use by any number of threads. */
public interface Overlay {

  /**
   * Draws boxes, class, confidence and the outlines of the zones in which something was found.
   *
   * @param image stays as it is
   * @return a copy of the same size
   */
  Image draw(Image image, List<Detection> detections, CameraView view);
}
