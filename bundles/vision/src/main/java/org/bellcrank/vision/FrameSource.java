package org.bellcrank.vision;

/**
 * A camera, or what stands for one: a recording, a folder of images. Offered as a service; safe for
 * use by any number of threads.
 */
public interface FrameSource {

  /** The camera's id, unique on the gateway, 1 to 27 characters of {@code A-Z a-z 0-9 . _ -}. */
  String camera();

  /**
   * Whether frames that nobody takes are lost. A live camera is opened again after a break and its
   * older frames give way to newer ones under load; a recording loses no frame.
   */
  boolean live();

  /** Where the frames come from, for people; never with a password in it. */
  String place();

  /**
   * Opens the camera; may block up to its time-outs.
   *
   * @throws CameraException when it cannot be opened
   */
  FrameStream open() throws InterruptedException;
}
