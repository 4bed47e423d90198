package org.bellcrank.delivery.camel;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.bellcrank.delivery.PictureShrinker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Smaller copies as JPEG, by the JDK's own readers and writers: first of the same size, then step
 * by step of fewer pixels, until the file fits.
 */
final class JpegShrinker implements PictureShrinker {

  private static final Logger LOG = LoggerFactory.getLogger(JpegShrinker.class);
  private static final String JPEG = "image/jpeg";
  private static final float QUALITY = 0.85f;

  /** A defect cannot be seen any more on what is smaller. */
  private static final int SHORTEST_LONG_SIDE = 320;

  /** A picture of more pixels is read with every second, third … of them, to spare memory. */
  private static final long MOST_PIXELS = 16_000_000;

  private static final double SMALLEST_STEP = 0.5;
  private static final double LARGEST_STEP = 0.9;

  @Override
  public Optional<Reduced> shrink(byte[] picture, long maxBytes) {
    try {
      BufferedImage image = read(picture);
      while (image != null) {
        byte[] file = jpeg(image);
        if (file.length <= maxBytes) {
          return Optional.of(new Reduced(file, JPEG, image.getWidth(), image.getHeight()));
        }
        image = smaller(image, Math.sqrt((double) maxBytes / file.length));
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      LOG.warn("A picture of {} bytes cannot be made smaller: {}", picture.length, e.toString());
    }
    return Optional.empty();
  }

  /** Whatever was transparent is white, and turned pictures stay as their pixels lie. */
  private static BufferedImage read(byte[] picture) throws IOException {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return null;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        ImageReadParam parameters = reader.getDefaultReadParam();
        double pixels = (double) reader.getWidth(0) * reader.getHeight(0);
        int each = (int) Math.max(1, Math.ceil(Math.sqrt(pixels / MOST_PIXELS)));
        parameters.setSourceSubsampling(each, each, 0, 0);
        BufferedImage image = reader.read(0, parameters);
        return drawn(image, image.getWidth(), image.getHeight());
      } finally {
        reader.dispose();
      }
    }
  }

  /** The next step down; null when it would show nothing any more. */
  private static BufferedImage smaller(BufferedImage image, double wanted) {
    double factor = Math.max(SMALLEST_STEP, Math.min(LARGEST_STEP, wanted));
    int width = (int) Math.max(1, Math.round(image.getWidth() * factor));
    int height = (int) Math.max(1, Math.round(image.getHeight() * factor));
    return Math.max(width, height) < SHORTEST_LONG_SIDE ? null : drawn(image, width, height);
  }

  private static BufferedImage drawn(BufferedImage image, int width, int height) {
    BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = copy.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return copy;
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
