package org.bellcrank.itests.footage;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmTest {
  /** A player counts pictures to know their time: none may be lost, and pits must survive. */
  @Test
  void theFilmHasEveryFrameAndLooksLikeWhatWasRendered(@TempDir Path folder) throws IOException {
    Scenario scene = Scenario.demo("A").withFrames(15);
    Path file = folder.resolve("film.mp4");
    SpindleFootage.renderMp4(file, scene, 5);
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    BufferedImage last = null;
    int count = 0;
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile());
        Java2DFrameConverter converter = new Java2DFrameConverter()) {
      grabber.start();
      assertThat(grabber.getVideoCodecName()).isEqualTo("h264");
      org.bytedeco.javacv.Frame frame = grabber.grabImage();
      while (frame != null) {
        count++;
        last = Java2DFrameConverter.cloneBufferedImage(converter.convert(frame));
        frame = grabber.grabImage();
      }
    }
    assertThat(count).isEqualTo(15);
    assertThat(difference(last, new SpindleFootage(scene).render(14).image())).isLessThan(6);
  }

  /** The same command must give the same annotations, in the shape of the photographs'. */
  @Test
  void picturesComeWithAnnotationsInTheShapeOfThePhotographs(@TempDir Path folder)
      throws IOException {
    String[] command = {
      "--out", folder.toString(), "--frames", "3", "--seed", "9", "--camera", "B", "--format", "png"
    };
    RenderFootage.main(command);
    String json = Files.readString(folder.resolve("annotations.json"));
    assertThat(json)
        .contains("\"file\": \"260302060000_B.png\"", "\"position\": \"B\"", "\"split\": \"test\"")
        .containsPattern("\"boxes\": \\[\\[\\d+\\.\\d, \\d+\\.\\d, \\d+\\.\\d, \\d+\\.\\d, \\d");
    try (var images = Files.list(folder.resolve("images"))) {
      assertThat(images).hasSize(3);
    }
  }

  private static double difference(BufferedImage a, BufferedImage b) {
    double sum = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        sum += Math.abs((a.getRGB(x, y) >> 8 & 255) - (b.getRGB(x, y) >> 8 & 255));
      }
    }
    return sum / a.getWidth() / a.getHeight();
  }
}
