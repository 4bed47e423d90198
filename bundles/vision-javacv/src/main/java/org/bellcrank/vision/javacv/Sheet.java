package org.bellcrank.vision.javacv;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.function.Consumer;

/** What stamps for images of one size are drawn on. For one thread at a time. */
final class Sheet {

  private static final Color GROUND = new Color(0, 0, 0, 190);

  private final int width;
  private final int height;
  private final float unit;
  private final Optional<FontMetrics> metrics;

  /**
   * Draws nothing yet.
   *
   * @param letters whether this machine has a font
   */
  Sheet(int width, int height, boolean letters) {
    this.width = width;
    this.height = height;
    unit = Math.max(1f, width / 640f);
    metrics = letters ? Optional.of(metrics(unit)) : Optional.empty();
  }

  private static FontMetrics metrics(float unit) {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB).createGraphics();
    try {
      return graphics.getFontMetrics(
          new Font(Font.SANS_SERIF, Font.BOLD, Math.round(11 * unit) + 2));
    } finally {
      graphics.dispose();
    }
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Pixels for a thin line: 1, and more where images are wider than 640 pixels. */
  float unit() {
    return unit;
  }

  Rectangle whole() {
    return new Rectangle(0, 0, width, height);
  }

  /** Draws in the image's own places; only what lies in a region is kept. */
  Stamp drawn(Rectangle region, Consumer<Graphics2D> drawing) {
    Rectangle common = region.intersection(whole());
    Rectangle inside = common.isEmpty() ? new Rectangle(0, 0, 1, 1) : common;
    Rectangle place =
        new Rectangle(
            inside.x & ~1,
            inside.y & ~1,
            inside.width + (inside.x & 1),
            inside.height + (inside.y & 1));
    BufferedImage image = new BufferedImage(place.width, place.height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.translate(-place.x, -place.y);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      drawing.accept(graphics);
    } finally {
      graphics.dispose();
    }
    return Stamp.of(image, place, width);
  }

  /**
   * Text whose lower left corner is at a place, moved as far as it must to lie in the picture;
   * empty on a machine without letters.
   */
  Optional<Label> label(String text, double x, double y) {
    return metrics.map(
        font -> {
          int space = font.getDescent();
          int wide = font.stringWidth(text) + 2 * space;
          int high = font.getAscent() + font.getDescent();
          int left = (int) Math.max(0, Math.min(x, width - wide));
          int bottom = (int) Math.max(high, Math.min(y, height));
          return new Label(text, new Rectangle(left, bottom - high, wide, high), font);
        });
  }

  /** A text in its place. */
  record Label(String text, Rectangle ground, FontMetrics font) {

    void draw(Graphics2D graphics, Color colour) {
      graphics.setColor(GROUND);
      graphics.fillRect(ground.x, ground.y, ground.width, ground.height);
      graphics.setColor(colour);
      graphics.setFont(font.getFont());
      graphics.drawString(
          text, ground.x + font.getDescent(), ground.y + ground.height - font.getDescent());
    }
  }
}
