package org.bellcrank.vision.javacv;

/**
 * From a video's range of values (ITU-R BT.601: brightness 16 to 235, colour differences 16 to 240
 * around 128) to that of JPEG files (0 to 255, JFIF 1.02).
 */
final class Range {

  private static final byte[] BRIGHTNESS = table(16, 219, 0);
  private static final byte[] DIFFERENCE = table(128, 224, 128);

  private Range() {}

  private static byte[] table(int origin, int span, int target) {
    byte[] table = new byte[256];
    for (int value = 0; value < table.length; value++) {
      long wide = Math.round((value - origin) * 255.0 / span) + target;
      table[value] = (byte) Math.max(0, Math.min(255, wide));
    }
    return table;
  }

  /** A brightness of a video as one of an image file, 0 to 255. */
  static int brightness(byte narrow) {
    return BRIGHTNESS[narrow & 0xff] & 0xff;
  }

  /**
   * A plane in the range of image files.
   *
   * @param difference of a colour rather than brightness
   */
  static byte[] widened(byte[] narrow, boolean difference) {
    byte[] table = difference ? DIFFERENCE : BRIGHTNESS;
    byte[] wide = new byte[narrow.length];
    for (int i = 0; i < narrow.length; i++) {
      wide[i] = table[narrow[i] & 0xff];
    }
    return wide;
  }
}
