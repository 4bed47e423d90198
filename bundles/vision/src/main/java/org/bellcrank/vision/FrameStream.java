package org.bellcrank.vision;

import java.util.Optional;

/** An open camera. For one thread at a time. */
public interface FrameStream extends AutoCloseable {

  /**
   * The next frame, waiting for it where the source keeps a pace.
   *
   * @return empty when the recording is at its end
   * @throws CameraException when the camera is gone or what it sends cannot be read
   * @throws InterruptedException when the thread is asked to end
   */
  Optional<Frame> next() throws InterruptedException;

  /** Lets go of the camera; closing twice is harmless. */
  @Override
  void close();
}
