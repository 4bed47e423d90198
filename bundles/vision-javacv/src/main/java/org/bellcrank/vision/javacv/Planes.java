package org.bellcrank.vision.javacv;

import java.nio.ByteBuffer;
import org.bellcrank.vision.ColourPlanes;
import org.bellcrank.vision.Image;
import org.bellcrank.vision.Pixels;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * A video's picture as it was decoded: brightness at full resolution, two colour differences at
 * half of it each way, a byte a value. Colours are made of it when somebody asks for them.
 */
final class Planes implements Image {

  private final int width;
  private final int height;
  private final boolean fullRange;
  private final byte[][] planes;
  private final Spares<PlaneScaler.Shape, PlaneScaler> scalers;
  private volatile Planes wide;

  private Planes(
      int width,
      int height,
      boolean fullRange,
      byte[][] planes,
      Spares<PlaneScaler.Shape, PlaneScaler> scalers) {
    this.width = width;
    this.height = height;
    this.fullRange = fullRange;
    this.planes = planes;
    this.scalers = scalers;
  }

  private void read(AVFrame picture) {
    for (int i = 0; i < 3; i++) {
      planes[i] = new byte[columns(i) * rows(i)];
      int stride = picture.linesize(i);
      ByteBuffer from = picture.data(i).capacity((long) stride * rows(i)).asByteBuffer();
      for (int y = 0; y < rows(i); y++) {
        from.get(y * stride, planes[i], y * columns(i), columns(i));
      }
    }
  }

  /** Whether a decoded picture has this form. */
  static boolean fits(AVFrame picture) {
    return picture.format() == avutil.AV_PIX_FMT_YUV420P
        || picture.format() == avutil.AV_PIX_FMT_YUVJ420P;
  }

  /** Copies a decoded picture that {@link #fits}. */
  static Planes of(AVFrame picture, Spares<PlaneScaler.Shape, PlaneScaler> scalers) {
    boolean full =
        picture.format() == avutil.AV_PIX_FMT_YUVJ420P
            || picture.color_range() == avutil.AVCOL_RANGE_JPEG;
    Planes image = new Planes(picture.width(), picture.height(), full, new byte[3][], scalers);
    image.read(picture);
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
    return planes[plane];
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
        widened[i] = Range.widened(planes[i], i > 0);
      }
      made = new Planes(width, height, true, widened, scalers);
      wide = made;
    }
    return made;
  }

  /** A copy whose planes may be written into. */
  Planes copy() {
    byte[][] copies = {planes[0].clone(), planes[1].clone(), planes[2].clone()};
    return new Planes(width, height, fullRange, copies, scalers);
  }

  @Override
  public int brightness(int x, int y) {
    byte value = planes[0][y * width + x];
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
}
