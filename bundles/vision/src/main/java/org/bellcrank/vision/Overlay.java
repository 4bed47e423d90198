package org.bellcrank.vision;

import java.util.List;
import org.bellcrank.observation.Detection;

/** Draws what was found onto a copy of an image. Safe for use by any number of threads. */
public interface Overlay {

  /**
   * Draws boxes, class, confidence and the zones' outlines.
   *
   * @param copy of the image, for this call alone; it is drawn into
   */
  void draw(Pixels copy, List<Detection> detections, CameraView view);
}
