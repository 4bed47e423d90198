package org.bellcrank.vision.javacv;

import org.bellcrank.journal.DataDirectory;
import org.bellcrank.vision.Image;
import org.bellcrank.vision.ImageCoder;
import org.bellcrank.vision.Picture;
import org.bellcrank.vision.Pixels;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Image files: written as JPEG by FFmpeg, which is quicker than the JDK's writer, read by the JDK.
 * Colour is kept at half the resolution of brightness, as in the video it comes from.
 */
@Component(service = ImageCoder.class)
public final class FfmpegCoder implements ImageCoder {

  /** FFmpeg's encoder is not made for less. */
  private static final int SMALLEST = 32;

  private static final int MOST_IDLE = 8;

  private final ImageIoCoder jdk = new ImageIoCoder();
  private final Spares<JpegPress.Shape, JpegPress> presses =
      new Spares<>(JpegPress::new, MOST_IDLE);

  /** Names the folder of FFmpeg's natives; nothing is loaded before the first image. */
  @Activate
  public FfmpegCoder(@Reference DataDirectory data) {
    Natives.unpackTo(data);
  }

  @Override
  public Picture encode(Image image, double quality) {
    return tooSmall(image)
        ? jdk.encode(image, quality)
        : presses.with(shape(image, quality, SMALLEST), press -> press.press(image));
  }

  @Override
  public WithThumbnail encode(Image image, double quality, int width) {
    return tooSmall(image) || image.width() <= width
        ? jdk.encode(image, quality, width)
        : presses.with(shape(image, quality, width), press -> press.pressTwice(image));
  }

  @Override
  public Pixels decode(byte[] file) {
    return jdk.decode(file);
  }

  private static boolean tooSmall(Image image) {
    return image.width() < SMALLEST || image.height() < SMALLEST;
  }

  /** Quality 0.95 and above is FFmpeg's finest scale of 2; each twentieth less is one coarser. */
  private static JpegPress.Shape shape(Image image, double quality, int thumbnailWidth) {
    int coarseness = (int) Math.round(2 + (0.95 - quality) * 20);
    return new JpegPress.Shape(
        image.width(), image.height(), Math.max(2, Math.min(31, coarseness)), thumbnailWidth);
  }

  /** Gives the native memory back; images under way are finished. */
  @Deactivate
  public void close() {
    presses.close();
  }
}
