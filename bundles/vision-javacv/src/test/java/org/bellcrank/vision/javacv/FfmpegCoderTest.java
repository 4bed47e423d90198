package org.bellcrank.vision.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.vision.ImageCoder;
import org.bellcrank.vision.Picture;
import org.bellcrank.vision.Pixels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FfmpegCoderTest {

  private final FfmpegCoder coder = new FfmpegCoder(new DataDirectory(Footage.TARGET));

  @AfterEach
  void close() {
    coder.close();
  }

  private static double difference(Pixels a, Pixels b) {
    assertThat(b.width()).isEqualTo(a.width());
    assertThat(b.height()).isEqualTo(a.height());
    long sum = 0;
    for (int i = 0; i < a.bgr().length; i++) {
      sum += Math.abs((a.bgr()[i] & 0xff) - (b.bgr()[i] & 0xff));
    }
    return sum / (double) a.bgr().length;
  }

  @Test
  void imagesOfAnySizeComeBackWithTheirColours() {
    int[][] sizes = {{1280, 720}, {639, 361}, {33, 32}, {31, 200}, {1, 1}, {1920, 1080}};
    for (int[] size : sizes) {
      Pixels image = Footage.picture(size[0], size[1], 3);
      Picture file = coder.encode(image, 0.95);
      assertThat(file.mediaType()).isEqualTo("image/jpeg");
      assertThat(difference(image, coder.decode(file.bytes())))
          .as("%d x %d", size[0], size[1])
          .isLessThan(size[0] > 100 && size[1] > 100 ? 2 : 4);
    }
  }

  @Test
  void aFinerQualityIsCloserAndLarger() {
    Pixels image = noisy();
    Picture fine = coder.encode(image, 0.95);
    Picture coarse = coder.encode(image, 0.5);
    assertThat(fine.bytes().length).isGreaterThan(coarse.bytes().length);
    assertThat(difference(image, coder.decode(fine.bytes())))
        .isLessThan(difference(image, coder.decode(coarse.bytes())));
  }

  @Test
  void theThumbnailIsTheSamePictureMadeSmall() {
    Pixels image = Footage.picture(1280, 720, 4);
    ImageCoder.WithThumbnail both = coder.encode(image, 0.85, 320);
    assertThat(both.full().bytes()).isEqualTo(coder.encode(image, 0.85).bytes());
    assertThat(difference(Footage.picture(320, 180, 4), coder.decode(both.thumbnail().bytes())))
        .isLessThan(2.5);
    Pixels narrow = coder.decode(coder.encode(image, 0.85, 1280).thumbnail().bytes());
    assertThat(narrow.width()).as("never enlarged").isEqualTo(1280);
  }

  @Test
  void stripsOfALineCameraHaveThumbnailsToo() {
    int[][] sizes = {{4096, 64}, {4096, 33}, {64, 4096}, {2000, 32}};
    for (int[] size : sizes) {
      Pixels image = Footage.picture(size[0], size[1], 2);
      int width = Math.min(320, size[0] - 1);
      ImageCoder.WithThumbnail both = coder.encode(image, 0.85, width);
      Pixels small = coder.decode(both.thumbnail().bytes());
      int height = Math.max(1, Math.round(size[1] * (float) width / size[0]));
      assertThat(difference(Footage.picture(width, height, 2), small))
          .as("%d x %d", size[0], size[1])
          .isLessThan(12);
      assertThat(difference(image, coder.decode(coder.encode(image, 0.85).bytes()))).isLessThan(4);
    }
  }

  @Test
  void theSameImageGivesTheSameFileFromAllThreads() {
    Pixels image = noisy();
    byte[] alone = coder.encode(image, 0.85, 320).full().bytes();
    List<byte[]> files =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> coder.encode(image, 0.85, 320).full().bytes())
            .toList();
    assertThat(files).allMatch(file -> java.util.Arrays.equals(file, alone));
  }

  private static Pixels noisy() {
    byte[] bgr = new byte[640 * 360 * 3];
    new java.util.Random(7).nextBytes(bgr);
    Pixels noise = new Pixels(640, 360, bgr);
    Pixels image = Footage.picture(640, 360, 5);
    for (int i = 0; i < bgr.length; i++) {
      image.bgr()[i] += (byte) (noise.bgr()[i] / 16);
    }
    return image;
  }
}
