package org.bellcrank.vision;

/** Reads and writes image files. Safe for use by any number of threads. */
public interface ImageCoder {

  /**
   * A JPEG file of an image.
   *
   * @param quality 0 to 1
   */
  Picture encode(Image image, double quality);

  /**
   * A JPEG file of an image, and a small one beside it.
   *
   * @param quality 0 to 1, of the large one
   * @param width pixels that the small one is wide at most; it is never enlarged
   */
  WithThumbnail encode(Image image, double quality, int width);

  /**
   * The pixels of a JPEG, PNG or BMP file.
   *
   * @throws CameraException when the bytes are no image, or one of more than 64 million pixels
   */
  Pixels decode(byte[] file);

  /** An image in two sizes. */
  record WithThumbnail(Picture full, Picture thumbnail) {}
}
