package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.bellcrank.delivery.PictureShrinker.Reduced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegShrinkerTest {

  private final JpegShrinker shrinker = new JpegShrinker();

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void aCopyFitsKeepsItsShapeAndTheOriginalStaysAsItWas(String format) throws IOException {
    byte[] picture = noise(1600, 900, format);
    byte[] before = picture.clone();
    for (int limit : new int[] {700_000, 200_000, 60_000}) {
      Reduced copy = shrinker.shrink(picture, limit).orElseThrow();
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(copy.content()));
      assertThat(copy.content().length).isLessThanOrEqualTo(limit).isGreaterThan(limit / 4);
      assertThat(copy.mediaType()).isEqualTo("image/jpeg");
      assertThat(image.getWidth()).isEqualTo(copy.widthPixels()).isGreaterThanOrEqualTo(320);
      assertThat(image.getHeight()).isEqualTo(copy.heightPixels());
      assertThat(image.getWidth() / (double) image.getHeight()).isBetween(1.75, 1.80);
      assertThat(shrinker.shrink(picture, limit).orElseThrow().content()).isEqualTo(copy.content());
    }
    assertThat(picture).isEqualTo(before);
  }

  @Test
  void nothingIsMadeThatWouldShowNothing() throws IOException {
    assertThat(shrinker.shrink(noise(1600, 900, "jpg"), 4_000)).isEmpty();
  }

  @Test
  void whatIsNoPictureOrBreaksOffGivesNoCopy() throws IOException {
    byte[] picture = noise(1600, 900, "png");
    assertThat(shrinker.shrink("no picture".getBytes(), 5)).isEmpty();
    assertThat(shrinker.shrink(Arrays.copyOf(picture, picture.length / 2), 100_000)).isEmpty();
  }

  @Test
  void aPictureOfVeryManyPixelsIsReadSparingly() throws IOException {
    BufferedImage huge = new BufferedImage(9000, 6000, BufferedImage.TYPE_BYTE_GRAY);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(huge, "png", file);
    Reduced copy = shrinker.shrink(file.toByteArray(), 1_000_000).orElseThrow();
    assertThat((long) copy.widthPixels() * copy.heightPixels()).isLessThanOrEqualTo(16_100_000);
  }

  private static byte[] noise(int width, int height, String format) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(7);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(image, format, file);
    return file.toByteArray();
  }
}
