package org.bellcrank.vision.javacv;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.bellcrank.vision.CameraException;
import org.bellcrank.vision.Image;
import org.bellcrank.vision.ImageCoder;
import org.bellcrank.vision.Picture;
import org.bellcrank.vision.Pixels;

/** Image files by the JDK's own readers and writers. */
final class ImageIoCoder implements ImageCoder {

  private static final long MOST_PIXELS = 64_000_000;
  private static final double THUMBNAIL_QUALITY = 0.8;

  @Override
  public Picture encode(Image image, double quality) {
    return jpeg(Images.over(image.pixels()), quality);
  }

  @Override
  public WithThumbnail encode(Image image, double quality, int width) {
    Pixels pixels = image.pixels();
    return new WithThumbnail(encode(pixels, quality), thumbnail(pixels, width));
  }

  private Picture thumbnail(Pixels image, int width) {
    if (image.width() <= width) {
      return encode(image, THUMBNAIL_QUALITY);
    }
    int height = Math.max(1, Math.round(image.height() * (float) width / image.width()));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(halved(Images.over(image), width), 0, 0, width, height, null);
    graphics.dispose();
    return jpeg(small, THUMBNAIL_QUALITY);
  }

  /** Every further row and column for large images, so that bilinear scaling has enough to see. */
  private static BufferedImage halved(BufferedImage image, int width) {
    BufferedImage now = image;
    while (now.getWidth() / 2 >= width && now.getHeight() / 2 >= 1) {
      BufferedImage half =
          new BufferedImage(now.getWidth() / 2, now.getHeight() / 2, BufferedImage.TYPE_3BYTE_BGR);
      Graphics2D graphics = half.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(now, 0, 0, half.getWidth(), half.getHeight(), null);
      graphics.dispose();
      now = half;
    }
    return now;
  }

  private static Picture jpeg(BufferedImage image, double quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(image.getWidth() * image.getHeight() / 4);
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality((float) quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException("writing a JPEG into memory failed", e);
    } finally {
      writer.dispose();
    }
    return new Picture(bytes.toByteArray(), "image/jpeg");
  }

  @Override
  public Pixels decode(byte[] file) {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw refused("no JPEG, PNG or BMP", null);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
          throw refused(pixels + " pixels", null);
        }
        return Images.pixels(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw refused("an image that breaks off or contradicts itself (" + e.getMessage() + ")", e);
    }
  }

  private static CameraException refused(String given, Exception cause) {
    return new CameraException(
        "given %s; allowed: a whole JPEG, PNG or BMP file of at most %d pixels"
            .formatted(given, MOST_PIXELS),
        cause);
  }
}
