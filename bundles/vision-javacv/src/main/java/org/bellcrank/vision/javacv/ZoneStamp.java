package org.bellcrank.vision.javacv;

import java.awt.image.BufferedImage;
import java.util.function.Consumer;
import org.bellcrank.vision.Pixels;

/**
 * What is drawn alike onto every frame, as the few pixels that it changes: smooth slanting lines
 * cost a millisecond to draw and next to nothing to lay on again.
 */
final class ZoneStamp {

  private static final int OPAQUE = 255;

  private final int[] places;
  private final int[] colours;

  private ZoneStamp(int[] places, int[] colours) {
    this.places = places;
    this.colours = colours;
  }

  /** Draws once, onto nothing. */
  static ZoneStamp of(int width, int height, Consumer<BufferedImage> drawing) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    drawing.accept(image);
    int[] all = image.getRGB(0, 0, width, height, null, 0, width);
    int count = 0;
    for (int colour : all) {
      count += colour >>> 24 == 0 ? 0 : 1;
    }
    int[] places = new int[count];
    int[] colours = new int[count];
    for (int i = 0, next = 0; i < all.length; i++) {
      if (all[i] >>> 24 != 0) {
        places[next] = i * 3;
        colours[next++] = all[i];
      }
    }
    return new ZoneStamp(places, colours);
  }

  /** Lays it onto an image of the size that it was drawn for. */
  void layOnto(Pixels canvas) {
    byte[] bgr = canvas.bgr();
    for (int i = 0; i < places.length; i++) {
      int colour = colours[i];
      int share = colour >>> 24;
      int at = places[i];
      bgr[at] = mixed(bgr[at], colour & 0xff, share);
      bgr[at + 1] = mixed(bgr[at + 1], colour >> 8 & 0xff, share);
      bgr[at + 2] = mixed(bgr[at + 2], colour >> 16 & 0xff, share);
    }
  }

  private static byte mixed(byte below, int above, int share) {
    return (byte) (((below & 0xff) * (OPAQUE - share) + above * share + OPAQUE / 2) / OPAQUE);
  }
}
