package org.bellcrank.vision.javacv;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
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
   * @param drawn with transparency, of the place's size and {@link BufferedImage#TYPE_INT_ARGB}
   * @param place where it lies in the image; left and top are even
   * @param imageWidth of the image it is for
   */
  static Stamp of(BufferedImage drawn, Rectangle place, int imageWidth) {
    int[] colours = ((DataBufferInt) drawn.getRaster().getDataBuffer()).getData();
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
      int next = 0;
      for (int y = 0, i = 0; y < place.height; y++) {
        int start = (place.y + y) * imageWidth + place.x;
        for (int x = 0; x < place.width; x++, i++) {
          if (all[i] >>> 24 != 0) {
            places[next] = start + x;
            colours[next++] = all[i];
          }
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
      for (int y = 0, i = 0; y < place.height; y++) {
        int start = y / 2 * columns;
        for (int x = 0; x < place.width; x++, i++) {
          if (all[i] >>> 24 != 0) {
            int on = all[i] >>> 24;
            int cell = start + x / 2;
            count += share[cell] == 0 ? 1 : 0;
            share[cell] += on;
            blue[cell] += on * blueDifference(all[i]);
            red[cell] += on * redDifference(all[i]);
          }
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

    /** Of JFIF 1.02, around 128, its factors in 1/65536. */
    private static int blueDifference(int colour) {
      return inByte(
          -11_056 * (colour >> 16 & 0xff)
              - 21_712 * (colour >> 8 & 0xff)
              + 32_768 * (colour & 0xff));
    }

    private static int redDifference(int colour) {
      return inByte(
          32_768 * (colour >> 16 & 0xff) - 27_440 * (colour >> 8 & 0xff) - 5_328 * (colour & 0xff));
    }

    private static int inByte(int difference) {
      return Math.max(0, Math.min(255, 128 + (difference + 32_768 >> 16)));
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
