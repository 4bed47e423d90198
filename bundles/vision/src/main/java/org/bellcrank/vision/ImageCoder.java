package org.bellcrank.vision;

/** Reads and writes image files. Safe for use by any number of threads. */
public interface ImageCoder {

  /**
   * A JPEG file of an image.
   *
   * @param quality 0 to 1
   */
  Picture encode(Pixels image, double quality);

  /** A small JPEG file of an image, at most {@code width} pixels wide, never enlarged. */
  Picture thumbnail(Pixels image, int width);

  /**
   * The pixels of a JPEG, PNG or BMP file.
   *
   * @throws CameraException when the bytes are no image, or one of more than 64 million pixels
   */
  Pixels decode(byte[] file);
}
