package org.bellcrank.payload;

/** JSON as in RFC 8259: any value at the top, no repeated keys, at most 64 levels deep. */
record JsonFormat() implements Format {

  @Override
  public Object read(byte[] bytes) {
    return new JsonText(Format.text(bytes)).whole();
  }
}
