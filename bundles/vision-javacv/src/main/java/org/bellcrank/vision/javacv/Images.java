package org.bellcrank.vision.javacv;

import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.bellcrank.vision.Pixels;

/** Between plain pixels and Java2D's images. */
final class Images {

  private static final ComponentColorModel BGR =
      new ComponentColorModel(
          ColorSpace.getInstance(ColorSpace.CS_sRGB),
          false,
          false,
          java.awt.Transparency.OPAQUE,
          DataBuffer.TYPE_BYTE);

  private Images() {}

  /** An image over the same bytes: what is drawn shows in the pixels. */
  static BufferedImage over(Pixels pixels) {
    DataBufferByte bytes = new DataBufferByte(pixels.bgr(), pixels.bgr().length);
    WritableRaster raster =
        Raster.createInterleavedRaster(
            bytes,
            pixels.width(),
            pixels.height(),
            pixels.width() * 3,
            3,
            new int[] {2, 1, 0},
            null);
    return new BufferedImage(BGR, raster, false, null);
  }

  /** The pixels of an image of any kind; what is transparent becomes black. */
  static Pixels pixels(BufferedImage image) {
    BufferedImage bgr = image;
    if (image.getType() != BufferedImage.TYPE_3BYTE_BGR
        || image.getRaster().getParent() != null
        || ((DataBufferByte) image.getRaster().getDataBuffer()).getData().length
            != image.getWidth() * image.getHeight() * 3) {
      bgr = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
      Graphics2D graphics = bgr.createGraphics();
      graphics.drawImage(image, 0, 0, null);
      graphics.dispose();
    }
    byte[] bytes = ((DataBufferByte) bgr.getRaster().getDataBuffer()).getData();
    return new Pixels(bgr.getWidth(), bgr.getHeight(), bytes);
  }
}
