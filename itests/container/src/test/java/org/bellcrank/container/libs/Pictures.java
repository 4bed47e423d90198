package org.bellcrank.container.libs;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** A red square on blue. */
final class Pictures {

  private Pictures() {}

  static BufferedImage square(int width, int height, int left) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.BLUE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.RED);
    graphics.fillRect(left, height / 2 - 40, 80, 80);
    graphics.dispose();
    return image;
  }

  /** Within what a lossy film leaves of a colour. */
  static boolean isRed(BufferedImage image, int x, int y) {
    Color found = new Color(image.getRGB(x, y));
    return found.getRed() > 180 && found.getGreen() < 80 && found.getBlue() < 80;
  }
}
