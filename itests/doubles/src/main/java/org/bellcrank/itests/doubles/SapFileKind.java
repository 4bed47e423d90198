package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** What the first bytes of a file say that it is. */
enum SapFileKind {
  JPEG("a JPEG file"),
  PNG("a PNG file"),
  DATA_URL("a data-URL"),
  BASE64("base64 of a picture"),
  OTHER("none of the pictures known here");

  private static final byte[] JPEG_START = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
  private static final byte[] PNG_START = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  private static final int HEAD = 16;

  private final String words;

  SapFileKind(String words) {
    this.words = words;
  }

  static SapFileKind of(byte[] file) {
    if (begins(file, JPEG_START)) {
      return JPEG;
    }
    if (begins(file, PNG_START)) {
      return PNG;
    }
    String head =
        new String(file, 0, Math.min(HEAD, file.length), StandardCharsets.ISO_8859_1)
            .replaceFirst("^[\\s\"]+", "");
    if (head.startsWith("data:")) {
      return DATA_URL;
    }
    return head.startsWith("/9j/") || head.startsWith("iVBORw0KGgo") ? BASE64 : OTHER;
  }

  /**
   * Holds a file that is called JPEG or PNG against its first bytes.
   *
   * @param strict whether a file that is nothing known is refused too
   */
  static void check(String type, byte[] file, boolean strict) throws CmmsError {
    String plain = type.toLowerCase(Locale.ROOT);
    boolean jpeg = plain.startsWith("image/jpeg") || plain.startsWith("image/jpg");
    if (!jpeg && !plain.startsWith("image/png")) {
      return;
    }
    SapFileKind found = of(file);
    if (found != (jpeg ? JPEG : PNG) && (strict || found != OTHER)) {
      throw new CmmsError("not-the-bytes", "", Map.of("value", type, "kind", found.words));
    }
  }

  private static boolean begins(byte[] file, byte[] start) {
    if (file.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (file[i] != start[i]) {
        return false;
      }
    }
    return true;
  }
}
