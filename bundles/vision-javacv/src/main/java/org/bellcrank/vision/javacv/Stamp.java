package org.bellcrank.vision.javacv;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import org.bellcrank.vision.Image;
import org.bellcrank.vision.Pixels;

/**
 * Something drawn, as the few pixels that it changes, so that it can be laid onto plain pixels and
 * onto a video's planes without turning one into the other.
 */
final class Stamp {

  private static final int OPAQUE = 255;

  private final Dots dots;
  private final Cells cells;

  private Stamp(Dots dots, Cells cells) {
    this.dots = dots;
    this.cells = cells;
  }

  /**
   * Keeps what was drawn onto nothing.
   *
   * @param drawn with transparency
   * @param place where it lies in the image; left and top are even
   * @param imageWidth of the image it is for
   */
  static Stamp of(BufferedImage drawn, Rectangle place, int imageWidth) {
    int[] colours = drawn.getRGB(0, 0, place.width, place.height, null, 0, place.width);
    return new Stamp(
        Dots.of(colours, place, imageWidth), Cells.of(colours, place, (imageWidth + 1) / 2));
  }

  /** Lays it onto a copy: plain pixels, or planes of full range. */
  void layOnto(Image copy) {
    if (copy instanceof Planes planes) {
      dots.layOntoBrightness(planes.plane(0));
      cells.layOntoDifferences(planes.plane(1), planes.plane(2));
    } else {
      dots.layOnto((Pixels) copy);
    }
  }

  private static byte mixed(byte below, int above, int share) {
    return (byte) (((below & 0xff) * (OPAQUE - share) + above * share + OPAQUE / 2) / OPAQUE);
  }

  /** Single pixels: their index in the image and their colour with its share on top. */
  private record Dots(int[] places, int[] colours) {

    static Dots of(int[] all, Rectangle place, int imageWidth) {
      int count = 0;
      for (int colour : all) {
        count += colour >>> 24 == 0 ? 0 : 1;
      }
      int[] places = new int[count];
      int[] colours = new int[count];
      for (int i = 0, next = 0; i < all.length; i++) {
        if (all[i] >>> 24 != 0) {
          places[next] = (place.y + i / place.width) * imageWidth + place.x + i % place.width;
          colours[next++] = all[i];
        }
      }
      return new Dots(places, colours);
    }

    void layOnto(Pixels canvas) {
      byte[] bgr = canvas.bgr();
      for (int i = 0; i < places.length; i++) {
        int colour = colours[i];
        int share = colour >>> 24;
        int at = places[i] * 3;
        bgr[at] = mixed(bgr[at], colour & 0xff, share);
        bgr[at + 1] = mixed(bgr[at + 1], colour >> 8 & 0xff, share);
        bgr[at + 2] = mixed(bgr[at + 2], colour >> 16 & 0xff, share);
      }
    }

    void layOntoBrightness(byte[] plane) {
      for (int i = 0; i < places.length; i++) {
        int colour = colours[i];
        int red = colour >> 16 & 0xff;
        int green = colour >> 8 & 0xff;
        int bright = (red * 77 + green * 150 + (colour & 0xff) * 29) >> 8;
        plane[places[i]] = mixed(plane[places[i]], bright, colour >>> 24);
      }
    }
  }

  /** Blocks of two by two pixels, which share one colour: their index and what lies on top. */
  private record Cells(int[] places, int[] shares, int[] blues, int[] reds) {

    static Cells of(int[] all, Rectangle place, int imageColumns) {
      int columns = (place.width + 1) / 2;
      int rows = (place.height + 1) / 2;
      int[] share = new int[columns * rows];
      int[] blue = new int[columns * rows];
      int[] red = new int[columns * rows];
      int count = 0;
      for (int i = 0; i < all.length; i++) {
        int on = all[i] >>> 24;
        if (on != 0) {
          int cell = i / place.width / 2 * columns + i % place.width / 2;
          count += share[cell] == 0 ? 1 : 0;
          share[cell] += on;
          blue[cell] += on * blueDifference(all[i]);
          red[cell] += on * redDifference(all[i]);
        }
      }
      Cells cells = new Cells(new int[count], new int[count], new int[count], new int[count]);
      for (int cell = 0, next = 0; cell < share.length; cell++) {
        if (share[cell] != 0) {
          cells.places[next] =
              (place.y / 2 + cell / columns) * imageColumns + place.x / 2 + cell % columns;
          cells.shares[next] = share[cell] / 4;
          cells.blues[next] = blue[cell] / share[cell];
          cells.reds[next++] = red[cell] / share[cell];
        }
      }
      return cells;
    }

    /** Of JFIF 1.02, around 128. */
    private static int blueDifference(int colour) {
      double value =
          128
              - 0.1687 * (colour >> 16 & 0xff)
              - 0.3313 * (colour >> 8 & 0xff)
              + 0.5 * (colour & 0xff);
      return (int) Math.max(0, Math.min(255, Math.round(value)));
    }

    private static int redDifference(int colour) {
      double value =
          128
              + 0.5 * (colour >> 16 & 0xff)
              - 0.4187 * (colour >> 8 & 0xff)
              - 0.0813 * (colour & 0xff);
      return (int) Math.max(0, Math.min(255, Math.round(value)));
    }

    void layOntoDifferences(byte[] blue, byte[] red) {
      for (int i = 0; i < places.length; i++) {
        int at = places[i];
        blue[at] = mixed(blue[at], blues[i], shares[i]);
        red[at] = mixed(red[at], reds[i], shares[i]);
      }
    }
  }
}
