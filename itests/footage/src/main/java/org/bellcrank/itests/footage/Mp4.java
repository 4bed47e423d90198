package org.bellcrank.itests.footage;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.FrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;

/** An H.264 film, rich enough in bits that pits of a few pixels survive. */
final class Mp4 implements AutoCloseable {
  private static final int BITS_PER_PIXEL = 3;

  private final FFmpegFrameRecorder recorder;
  private final Java2DFrameConverter converter = new Java2DFrameConverter();
  private final Path file;

  Mp4(Path file, int width, int height, double fps) throws IOException {
    this.file = file;
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    recorder = new FFmpegFrameRecorder(file.toFile(), width, height, 0);
    recorder.setFormat("mp4");
    recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
    recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
    recorder.setFrameRate(fps);
    recorder.setGopSize(10);
    recorder.setVideoBitrate((int) Math.min(60e6, BITS_PER_PIXEL * width * height * fps));
    recorder.setVideoOption("allow_skip_frames", "0");
    try {
      recorder.start();
    } catch (FrameRecorder.Exception failure) {
      throw new IOException("cannot start the film " + file, failure);
    }
  }

  void add(BufferedImage image) throws IOException {
    BufferedImage bgr =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    bgr.getGraphics().drawImage(image, 0, 0, null);
    try {
      recorder.record(converter.convert(bgr), avutil.AV_PIX_FMT_BGR24);
    } catch (FrameRecorder.Exception failure) {
      throw new IOException("cannot add a frame to " + file, failure);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      recorder.stop();
      recorder.release();
    } catch (FrameRecorder.Exception failure) {
      throw new IOException("cannot finish the film " + file, failure);
    } finally {
      converter.close();
    }
  }
}
