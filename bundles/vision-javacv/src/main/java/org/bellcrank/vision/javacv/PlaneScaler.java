package org.bellcrank.vision.javacv;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import org.bellcrank.vision.Pixels;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/** Makes pixels of one size out of a video's planes of another, through FFmpeg. */
final class PlaneScaler implements Spares.Tool<PlaneScaler.Shape> {

  private final Shape shape;
  private final AVFrame from;
  private final AVFrame to;
  private final SwsContext context;

  PlaneScaler(Shape shape) {
    this.shape = shape;
    int format = shape.fullRange ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P;
    from = NativePictures.allocated(shape.width, shape.height, format);
    to = NativePictures.allocated(shape.targetWidth, shape.targetHeight, AV_PIX_FMT_BGR24);
    context = NativePictures.scaler(from, to);
  }

  @Override
  public Shape shape() {
    return shape;
  }

  void scale(Planes image, Pixels target) {
    NativePictures.fill(from, image);
    swscale.sws_scale(
        context, from.data(), from.linesize(), 0, shape.height, to.data(), to.linesize());
    NativePictures.read(to, target);
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
   */
  record Shape(int width, int height, boolean fullRange, int targetWidth, int targetHeight) {}
}
