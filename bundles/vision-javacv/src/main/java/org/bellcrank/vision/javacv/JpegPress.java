package org.bellcrank.vision.javacv;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import org.bellcrank.vision.ImageCoder.WithThumbnail;
import org.bellcrank.vision.Picture;
import org.bellcrank.vision.Pixels;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Turns images of one size into JPEG files of one quality, and into a thumbnail besides. Native
 * memory: whoever made it closes it. For one thread at a time.
 */
final class JpegPress implements AutoCloseable {

  private static final int THUMBNAIL_COARSENESS = 5;

  private final Shape shape;
  private final BytePointer image;
  private final PointerPointer<BytePointer> rows = new PointerPointer<>(4);
  private final IntPointer strides = new IntPointer(4);
  private final JpegEncoder full;
  private final SwsContext colours;
  private final JpegEncoder small;
  private final SwsContext shrinking;

  JpegPress(Shape shape) {
    this.shape = shape;
    full = new JpegEncoder(shape.width, shape.height, shape.coarseness);
    image = new BytePointer((long) shape.width * shape.height * 3);
    rows.put(0, image);
    strides.put(0, shape.width * 3);
    colours = scaler(AV_PIX_FMT_BGR24, shape.width, shape.height);
    small = new JpegEncoder(shape.thumbnailWidth, shape.thumbnailHeight(), THUMBNAIL_COARSENESS);
    shrinking = scaler(AV_PIX_FMT_YUVJ420P, shape.thumbnailWidth, shape.thumbnailHeight());
  }

  private SwsContext scaler(int format, int width, int height) {
    SwsContext scaler =
        swscale.sws_getContext(
            shape.width,
            shape.height,
            format,
            width,
            height,
            AV_PIX_FMT_YUVJ420P,
            swscale.SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
    if (scaler == null) {
      throw new IllegalStateException("FFmpeg cannot scale %s to %d".formatted(shape, width));
    }
    return scaler;
  }

  Shape shape() {
    return shape;
  }

  /** A JPEG file of an image of this press's size. */
  Picture press(Pixels pixels) {
    image.put(pixels.bgr(), 0, pixels.bgr().length);
    AVFrame planes = full.planes();
    swscale.sws_scale(colours, rows, strides, 0, shape.height, planes.data(), planes.linesize());
    return full.encode();
  }

  /** As {@link #press}, and a thumbnail from the same planes. */
  WithThumbnail pressTwice(Pixels pixels) {
    Picture file = press(pixels);
    AVFrame from = full.planes();
    AVFrame to = small.planes();
    swscale.sws_scale(
        shrinking, from.data(), from.linesize(), 0, shape.height, to.data(), to.linesize());
    return new WithThumbnail(file, small.encode());
  }

  @Override
  public void close() {
    swscale.sws_freeContext(colours);
    swscale.sws_freeContext(shrinking);
    full.close();
    small.close();
    rows.close();
    strides.close();
    image.close();
  }

  /**
   * What a press is made for.
   *
   * @param coarseness FFmpeg's quantiser scale, 2 (finest) to 31
   * @param thumbnailWidth at most {@code width}
   */
  record Shape(int width, int height, int coarseness, int thumbnailWidth) {

    int thumbnailHeight() {
      return Math.max(1, Math.round(height * (float) thumbnailWidth / width));
    }
  }
}
