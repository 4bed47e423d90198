package org.bellcrank.document;

/**
 * A text.
 *
 * @param value never null, may be empty
 */
public record TextNode(Mark where, String pointer, String value) implements Node {

  private static final int LONGEST_SHOWN = 60;

  @Override
  public Object plain() {
    return value;
  }

  @Override
  public String kind() {
    return "a text";
  }

  @Override
  public String shown() {
    String line = value.replace("\r", "").replace("\n", "\\n");
    return line.length() <= LONGEST_SHOWN
        ? '"' + line + '"'
        : '"' + line.substring(0, LONGEST_SHOWN) + "…\"";
  }
}
