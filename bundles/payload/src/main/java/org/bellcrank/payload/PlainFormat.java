package org.bellcrank.payload;

/**
 * The whole message is one value.
 *
 * @param number whether it is to be a number
 */
record PlainFormat(boolean number) implements Format {

  @Override
  public Object read(byte[] bytes) {
    String text = Format.text(bytes);
    if (number) {
      return Format.number(text);
    }
    return text;
  }
}
