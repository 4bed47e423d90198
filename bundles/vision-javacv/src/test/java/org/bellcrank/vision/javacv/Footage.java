package org.bellcrank.vision.javacv;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.vision.Pixels;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** Real videos and images in which frame n is a grey of its own with a red square. */
final class Footage {

  static final Path TARGET = Path.of(System.getProperty("java.io.tmpdir"));

  private Footage() {}

  static Pixels picture(int width, int height, int n) {
    Pixels pixels = new Pixels(width, height, new byte[width * height * 3]);
    Graphics2D graphics = Images.over(pixels).createGraphics();
    int grey = 60 + 10 * (n % 10);
    graphics.setColor(new Color(grey, grey, grey));
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.RED);
    graphics.fillRect(width / 4, height / 4, width / 8, height / 8);
    graphics.dispose();
    return pixels;
  }

  /** H.264 at 10 frames per second. */
  static Path video(Path file, int width, int height, int frames) throws IOException {
    return video(file, width, height, frames, "");
  }

  /** The same with its index in front, as films are sent over networks: it opens before its end. */
  static Path streamed(Path file, int width, int height, int frames) throws IOException {
    return video(file, width, height, frames, "+faststart");
  }

  private static Path video(Path file, int width, int height, int frames, String flags)
      throws IOException {
    Natives.unpackTo(new DataDirectory(TARGET));
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), width, height)) {
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
      recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
      recorder.setFormat("mp4");
      recorder.setFrameRate(10);
      recorder.setVideoBitrate(2_000_000);
      recorder.setGopSize(5);
      if (!flags.isEmpty()) {
        recorder.setOption("movflags", flags);
      }
      recorder.start();
      for (int n = 0; n < frames; n++) {
        Frame frame = new Frame(width, height, Frame.DEPTH_UBYTE, 3, width * 3);
        ((ByteBuffer) frame.image[0].position(0)).put(picture(width, height, n).bgr()).position(0);
        recorder.record(frame, avutil.AV_PIX_FMT_BGR24);
      }
    }
    return file;
  }

  static Path image(Path folder, String name, int n) throws IOException {
    Path file = folder.resolve(name);
    BufferedImage image = Images.over(picture(64, 32, n));
    String format = name.substring(name.lastIndexOf('.') + 1).replace("jpg", "jpeg");
    if (!ImageIO.write(image, format, file.toFile())) {
      throw new IOException("no writer for " + format);
    }
    return file;
  }

  static Camera camera(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putIfAbsent("camera.id", "cam-1");
    Camera.Config config = Settings.of(Camera.Config.class, all);
    return new Camera(new DataDirectory(TARGET), Clock.systemUTC(), all, config);
  }

  static Path folder() throws IOException {
    return Files.createTempDirectory(TARGET, "footage");
  }
}
