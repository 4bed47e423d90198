package org.bellcrank.source.kura;

/**
 * Names points after assets and channels.
 *
 * @param template text in which {@code {asset}} and {@code {channel}} are filled in
 */
record Points(String template) {

  static final String ALLOWED =
      "1 to 128 characters with {channel}, and {asset} where several assets feed it";
  static final String PATTERN = "(?=.*\\{channel\\})[^\\p{Cntrl}]{1,128}";

  /** The point of a channel. */
  String of(String asset, String channel) {
    return template.replace("{asset}", asset).replace("{channel}", channel);
  }

  /** Who reports, as observations name it. */
  String source(String asset) {
    return "kura:" + asset;
  }
}
