package org.bellcrank.vision.javacv;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.bellcrank.vision.ColourPlanes;
import org.bellcrank.vision.Image;
import org.bellcrank.vision.Pixels;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * A video's picture as it was decoded: brightness at full resolution, two colour differences at
 * half of it each way, a byte a value. Colours are made of it when somebody asks for them. Until it
 * is given back it holds on to the decoder's own memory, so that a frame that shows nothing is
 * never copied; bytes are copied out when somebody asks for them.
 */
final class Planes implements Image {

  private static final Cleaner CLEANER = Cleaner.create();

  private final int width;
  private final int height;
  private final boolean fullRange;
  private final Decoded decoded;
  private final Spares<PlaneScaler.Shape, PlaneScaler> scalers;
  private volatile byte[][] planes;
  private volatile Planes wide;

  private Planes(
      int width,
      int height,
      boolean fullRange,
      Decoded decoded,
      byte[][] planes,
      Spares<PlaneScaler.Shape, PlaneScaler> scalers) {
    this.width = width;
    this.height = height;
    this.fullRange = fullRange;
    this.decoded = decoded;
    this.planes = planes;
    this.scalers = scalers;
  }

  private byte[][] planes() {
    if (planes == null) {
      synchronized (this) {
        if (planes == null) {
          byte[][] read = new byte[3][];
          if (!decoded.use(picture -> read(picture, read))) {
            throw new IllegalStateException(
                "a picture of %d x %d pixels was given back before it was read"
                    .formatted(width, height));
          }
          planes = read;
        }
      }
    }
    return planes;
  }

  private void read(AVFrame picture, byte[][] into) {
    for (int i = 0; i < 3; i++) {
      into[i] = new byte[columns(i) * rows(i)];
      int stride = picture.linesize(i);
      ByteBuffer from = picture.data(i).capacity((long) stride * rows(i)).asByteBuffer();
      for (int y = 0; y < rows(i); y++) {
        from.get(y * stride, into[i], y * columns(i), columns(i));
      }
    }
  }

  /** Whether a decoded picture has this form. */
  static boolean fits(AVFrame picture) {
    return picture.format() == avutil.AV_PIX_FMT_YUV420P
        || picture.format() == avutil.AV_PIX_FMT_YUVJ420P;
  }

  /** Holds a decoded picture that {@link #fits}; the decoder goes on in other memory. */
  static Planes of(AVFrame picture, Spares<PlaneScaler.Shape, PlaneScaler> scalers) {
    boolean full =
        picture.format() == avutil.AV_PIX_FMT_YUVJ420P
            || picture.color_range() == avutil.AVCOL_RANGE_JPEG;
    AVFrame held = avutil.av_frame_clone(picture);
    if (held == null) {
      throw new IllegalStateException(
          "no native memory to hold a picture of %d x %d pixels"
              .formatted(picture.width(), picture.height()));
    }
    Decoded decoded = new Decoded(held);
    Planes image = new Planes(picture.width(), picture.height(), full, decoded, null, scalers);
    // Whoever forgets to give it back loses the memory no longer than the object lives.
    CLEANER.register(image, decoded);
    return image;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  /** Whether black is 0 and white 255, rather than 16 and 235. */
  boolean fullRange() {
    return fullRange;
  }

  /** Bytes in a row of a plane: 0 brightness, 1 and 2 blue's and red's difference from it. */
  int columns(int plane) {
    return plane == 0 ? width : (width + 1) / 2;
  }

  /** Rows of a plane. */
  int rows(int plane) {
    return plane == 0 ? height : (height + 1) / 2;
  }

  /** A plane's bytes, rows from the top; written into only by who made the copy. */
  byte[] plane(int plane) {
    return planes()[plane];
  }

  /** Works on the decoder's own picture; false when it was given back or never was. */
  boolean decoded(Consumer<AVFrame> work) {
    return decoded.use(work);
  }

  @Override
  public void release() {
    decoded.run();
  }

  /** The same picture with black at 0 and white at 255, as image files have it. */
  Planes wide() {
    if (fullRange) {
      return this;
    }
    Planes made = wide;
    if (made == null) {
      byte[][] widened = new byte[3][];
      for (int i = 0; i < 3; i++) {
        widened[i] = Range.widened(plane(i), i > 0);
      }
      made = new Planes(width, height, true, Decoded.GONE, widened, scalers);
      wide = made;
    }
    return made;
  }

  /** A copy whose planes may be written into. */
  Planes copy() {
    byte[][] copies = {plane(0).clone(), plane(1).clone(), plane(2).clone()};
    return new Planes(width, height, fullRange, Decoded.GONE, copies, scalers);
  }

  @Override
  public int brightness(int x, int y) {
    byte value = plane(0)[y * width + x];
    return fullRange ? value & 0xff : Range.brightness(value);
  }

  @Override
  public void copyInto(Pixels canvas) {
    if (canvas.width() != width || canvas.height() != height) {
      throw new IllegalArgumentException(
          "given a canvas of %d x %d pixels; allowed: %d x %d, as the image"
              .formatted(canvas.width(), canvas.height(), width, height));
    }
    scaled(canvas);
  }

  @Override
  public Pixels shrunkTo(int width, int height) {
    Pixels small = Pixels.black(width, height);
    scaled(small);
    return small;
  }

  private void scaled(Pixels target) {
    scalers.with(
        new PlaneScaler.Shape(
            width, height, fullRange, target.width(), target.height(), PlaneScaler.BYTES),
        scaler -> {
          scaler.scale(this, target);
          return target;
        });
  }

  @Override
  public boolean layInto(ColourPlanes target) {
    return scalers.with(
        new PlaneScaler.Shape(
            width, height, fullRange, target.width(), target.height(), PlaneScaler.FLOATS),
        scaler -> {
          scaler.lay(this, target);
          return true;
        });
  }

  /** The decoder's picture, until it is given back. */
  private static final class Decoded implements Runnable {

    static final Decoded GONE = new Decoded(null);

    private AVFrame picture;

    Decoded(AVFrame picture) {
      this.picture = picture;
    }

    synchronized boolean use(Consumer<AVFrame> work) {
      if (picture == null) {
        return false;
      }
      work.accept(picture);
      return true;
    }

    /** Gives it back; once is enough. */
    @Override
    public synchronized void run() {
      if (picture != null) {
        avutil.av_frame_free(picture);
        picture = null;
      }
    }
  }
}
