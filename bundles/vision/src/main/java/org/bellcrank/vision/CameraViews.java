package org.bellcrank.vision;

import java.util.Optional;

/**
 * Tells what the active site documents say about a camera. Asked for every frame, so a change takes
 * effect with the next one; answers at once, from any thread.
 */
public interface CameraViews {

  /** The view of a camera; empty when no document describes it. */
  Optional<CameraView> view(String camera);
}
