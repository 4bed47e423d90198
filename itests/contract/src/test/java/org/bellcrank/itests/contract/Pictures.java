package org.bellcrank.itests.contract;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures that no compression makes small. */
final class Pictures {

  private Pictures() {}

  /** A PNG file of noise, a fifth bigger than this. */
  static byte[] biggerThan(int bytes) throws IOException {
    int side = (int) Math.ceil(Math.sqrt(bytes * 1.2 / 3));
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(7);
    int[] row = new int[side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        row[x] = random.nextInt(1 << 24);
      }
      image.setRGB(0, y, side, 1, row, 0, side);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream(bytes * 2);
    ImageIO.write(image, "png", file);
    return file.toByteArray();
  }
}
