package org.bellcrank.vision.javacv;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;

import org.bellcrank.vision.Picture;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * One JPEG encoder of FFmpeg for images of one size and quality, and the planes that it reads.
 * Native memory: whoever made it closes it. For one thread at a time.
 */
final class JpegEncoder implements AutoCloseable {

  private final AVCodecContext context;
  private final AVFrame planes;
  private final AVPacket packet;

  /**
   * Opens an encoder.
   *
   * @param coarseness FFmpeg's quantiser scale: 2 is the finest, 31 the coarsest
   */
  JpegEncoder(int width, int height, int coarseness) {
    context = avcodec.avcodec_alloc_context3(codec());
    planes = NativePictures.allocated(width, height, AV_PIX_FMT_YUVJ420P);
    packet = avcodec.av_packet_alloc();
    context.width(width).height(height).pix_fmt(AV_PIX_FMT_YUVJ420P);
    context.color_range(AVCOL_RANGE_JPEG).thread_count(1);
    context.time_base(avutil.av_make_q(1, 25)).sample_aspect_ratio(avutil.av_make_q(1, 1));
    context.global_quality(FF_QP2LAMBDA * coarseness);
    // Without the flag the file would name FFmpeg's version and change with it.
    context.flags(context.flags() | AV_CODEC_FLAG_QSCALE | AV_CODEC_FLAG_BITEXACT);
    planes.quality(FF_QP2LAMBDA * coarseness);
    AVDictionary options = new AVDictionary(null);
    avutil.av_dict_set(options, "huffman", "default", 0);
    try {
      must(avcodec.avcodec_open2(context, codec(), options), "be opened");
    } catch (IllegalStateException e) {
      close();
      throw e;
    } finally {
      avutil.av_dict_free(options);
    }
  }

  private static AVCodec codec() {
    return avcodec.avcodec_find_encoder(AV_CODEC_ID_MJPEG);
  }

  /** Where luma and chroma of the next picture are put: full range, chroma at half size. */
  AVFrame planes() {
    must(avutil.av_frame_make_writable(planes), "write into its memory");
    return planes;
  }

  /** The JPEG file of what stands in the planes. */
  Picture encode() {
    must(avcodec.avcodec_send_frame(context, planes), "take a picture");
    must(avcodec.avcodec_receive_packet(context, packet), "give a file");
    try {
      byte[] file = new byte[packet.size()];
      packet.data().get(file);
      return new Picture(file, "image/jpeg");
    } finally {
      avcodec.av_packet_unref(packet);
    }
  }

  private void must(int code, String what) {
    if (code < 0) {
      throw new IllegalStateException(
          "FFmpeg's JPEG encoder for %d x %d pixels cannot %s: code %d"
              .formatted(context.width(), context.height(), what, code));
    }
  }

  @Override
  public void close() {
    avcodec.av_packet_free(packet);
    avutil.av_frame_free(planes);
    avcodec.avcodec_free_context(context);
  }
}
