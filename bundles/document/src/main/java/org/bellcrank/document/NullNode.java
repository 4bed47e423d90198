package org.bellcrank.document;

/**
 * A key without a value, {@code ~} or {@code null}; a reader of optional keys sees it as missing.
 */
public record NullNode(Mark where, String pointer) implements Node {

  @Override
  public Object plain() {
    return null;
  }

  @Override
  public String kind() {
    return "nothing";
  }

  @Override
  public String shown() {
    return "nothing";
  }
}
