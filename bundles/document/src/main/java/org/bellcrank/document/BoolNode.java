package org.bellcrank.document;

/** True or false. */
public record BoolNode(Mark where, String pointer, boolean value) implements Node {

  @Override
  public Object plain() {
    return value;
  }

  @Override
  public String kind() {
    return "true or false";
  }

  @Override
  public String shown() {
    return Boolean.toString(value);
  }
}
