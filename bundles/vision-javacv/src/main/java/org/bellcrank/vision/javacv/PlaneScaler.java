package org.bellcrank.vision.javacv;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRPF32BE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRPF32LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bellcrank.vision.ColourPlanes;
import org.bellcrank.vision.Pixels;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/**
 * Makes pixels, or numbers for a model, of one size out of a video's planes of another, through
 * FFmpeg.
 */
final class PlaneScaler implements Spares.Tool<PlaneScaler.Shape> {

  /** Makes blue, green and red, a byte each, pixel by pixel. */
  static final int BYTES = AV_PIX_FMT_BGR24;

  /** Makes a plane for each of green, blue and red, numbers from 0 to 1. */
  static final int FLOATS =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
          ? AV_PIX_FMT_GBRPF32LE
          : AV_PIX_FMT_GBRPF32BE;

  private static final float WHITE = 255;

  private final Shape shape;
  private final AVFrame from;
  private final AVFrame to;
  private final SwsContext context;

  PlaneScaler(Shape shape) {
    this.shape = shape;
    int format = shape.fullRange ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P;
    from = NativePictures.allocated(shape.width, shape.height, format);
    to = NativePictures.allocated(shape.targetWidth, shape.targetHeight, shape.made);
    context = NativePictures.scaler(from, to);
  }

  @Override
  public Shape shape() {
    return shape;
  }

  /** For a shape that makes {@link #BYTES}. */
  void scale(Planes image, Pixels target) {
    scale(image);
    NativePictures.read(to, target);
  }

  /** For a shape that makes {@link #FLOATS}. */
  void lay(Planes image, ColourPlanes target) {
    scale(image);
    lay(0, target, target.green());
    lay(1, target, target.blue());
    lay(2, target, target.red());
  }

  private void scale(Planes image) {
    if (!image.decoded(this::scale)) {
      NativePictures.fill(from, image);
      scale(from);
    }
  }

  private void scale(AVFrame picture) {
    swscale.sws_scale(
        context, picture.data(), picture.linesize(), 0, shape.height, to.data(), to.linesize());
  }

  private void lay(int plane, ColourPlanes target, int start) {
    int stride = to.linesize(plane);
    FloatBuffer made =
        to.data(plane)
            .capacity((long) stride * shape.targetHeight)
            .asByteBuffer()
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    float dark = target.range().of(0);
    float spread = target.range().of(WHITE) - dark;
    for (int y = 0; y < target.height(); y++) {
      int at = start + y * target.stride();
      made.get(y * (stride / Float.BYTES), target.values(), at, target.width());
      spread(target.values(), at, target.width(), spread, dark);
    }
  }

  private static void spread(float[] values, int from, int count, float spread, float dark) {
    for (int i = from; i < from + count; i++) {
      values[i] = values[i] * spread + dark;
    }
  }

  @Override
  public void close() {
    swscale.sws_freeContext(context);
    avutil.av_frame_free(from);
    avutil.av_frame_free(to);
  }

  /**
   * What a scaler is made for.
   *
   * @param fullRange whether black is 0 and white 255, rather than 16 and 235
   * @param made {@link #BYTES} or {@link #FLOATS}
   */
  record Shape(
      int width, int height, boolean fullRange, int targetWidth, int targetHeight, int made) {}
}
