package org.bellcrank.vision.javacv;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.bellcrank.journal.DataDirectory;
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
  private final ConcurrentLinkedDeque<JpegPress> idle = new ConcurrentLinkedDeque<>();
  private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
  private boolean closed;

  /** Names the folder of FFmpeg's natives; nothing is loaded before the first image. */
  @Activate
  public FfmpegCoder(@Reference DataDirectory data) {
    Natives.unpackTo(data);
  }

  @Override
  public Picture encode(Pixels image, double quality) {
    return tooSmall(image)
        ? jdk.encode(image, quality)
        : with(shape(image, quality, SMALLEST), press -> press.press(image));
  }

  @Override
  public WithThumbnail encode(Pixels image, double quality, int width) {
    return tooSmall(image) || image.width() <= width
        ? jdk.encode(image, quality, width)
        : with(shape(image, quality, width), press -> press.pressTwice(image));
  }

  @Override
  public Pixels decode(byte[] file) {
    return jdk.decode(file);
  }

  private static boolean tooSmall(Pixels image) {
    return image.width() < SMALLEST || image.height() < SMALLEST;
  }

  /** Quality 0.95 and above is FFmpeg's finest scale of 2; each twentieth less is one coarser. */
  private static JpegPress.Shape shape(Pixels image, double quality, int thumbnailWidth) {
    int coarseness = (int) Math.round(2 + (0.95 - quality) * 20);
    return new JpegPress.Shape(
        image.width(), image.height(), Math.max(2, Math.min(31, coarseness)), thumbnailWidth);
  }

  private <T> T with(JpegPress.Shape shape, Function<JpegPress, T> work) {
    open.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the image coder was taken away");
      }
      JpegPress press = taken(shape);
      boolean done = false;
      try {
        T made = work.apply(press);
        done = true;
        return made;
      } finally {
        giveBack(press, done);
      }
    } finally {
      open.readLock().unlock();
    }
  }

  private JpegPress taken(JpegPress.Shape shape) {
    for (JpegPress press : idle) {
      if (press.shape().equals(shape) && idle.remove(press)) {
        return press;
      }
    }
    Natives.quiet();
    return new JpegPress(shape);
  }

  private void giveBack(JpegPress press, boolean sound) {
    if (!sound) {
      press.close();
      return;
    }
    idle.push(press);
    while (idle.size() > MOST_IDLE) {
      JpegPress oldest = idle.pollLast();
      if (oldest != null) {
        oldest.close();
      }
    }
  }

  /** Waits for images under way and gives the native memory back. */
  @Deactivate
  public void close() {
    open.writeLock().lock();
    try {
      closed = true;
      for (JpegPress press = idle.poll(); press != null; press = idle.poll()) {
        press.close();
      }
    } finally {
      open.writeLock().unlock();
    }
  }
}
