package org.bellcrank.vision.javacv;

import java.nio.ByteBuffer;
import org.bellcrank.vision.Pixels;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;

/** FFmpeg's pictures in native memory and what is done with them. */
final class NativePictures {

  private NativePictures() {}

  /** An empty picture; whoever asked frees it. */
  static AVFrame allocated(int width, int height, int format) {
    AVFrame picture = avutil.av_frame_alloc();
    picture.width(width).height(height).format(format);
    int code = avutil.av_frame_get_buffer(picture, 0);
    if (code < 0) {
      avutil.av_frame_free(picture);
      throw new IllegalStateException(
          "no native memory for a picture of %d x %d pixels: code %d"
              .formatted(width, height, code));
    }
    return picture;
  }

  /** What turns pictures like one into pictures like another; whoever asked frees it. */
  static SwsContext scaler(AVFrame from, AVFrame to) {
    SwsContext scaler =
        swscale.sws_getContext(
            from.width(),
            from.height(),
            from.format(),
            to.width(),
            to.height(),
            to.format(),
            swscale.SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
    if (scaler == null) {
      throw new IllegalStateException(
          "FFmpeg cannot turn format %d of %d x %d pixels into format %d of %d x %d"
              .formatted(
                  from.format(),
                  from.width(),
                  from.height(),
                  to.format(),
                  to.width(),
                  to.height()));
    }
    return scaler;
  }

  /** Writes planes into a picture of their size. */
  static void fill(AVFrame picture, Planes image) {
    for (int i = 0; i < 3; i++) {
      rows(picture, i, image.plane(i), image.columns(i), image.rows(i));
    }
  }

  /** Writes rows of bytes into a plane of a picture. */
  static void rows(AVFrame picture, int plane, byte[] bytes, int length, int rows) {
    int stride = picture.linesize(plane);
    ByteBuffer to = picture.data(plane).capacity((long) stride * rows).asByteBuffer();
    for (int y = 0; y < rows; y++) {
      to.put(y * stride, bytes, y * length, length);
    }
  }

  /** Reads a picture of three bytes a pixel into pixels of its size. */
  static void read(AVFrame picture, Pixels target) {
    int stride = picture.linesize(0);
    ByteBuffer from = picture.data(0).capacity((long) stride * target.height()).asByteBuffer();
    int length = target.width() * 3;
    for (int y = 0; y < target.height(); y++) {
      from.get(y * stride, target.bgr(), y * length, length);
    }
  }
}
