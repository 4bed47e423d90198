package org.bellcrank.container.libs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A model file written by hand: {@code y = x + x} over three numbers. */
final class SumModel {

  private static final int FLOAT = 1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private SumModel() {}

  static byte[] bytes() {
    SumModel node =
        new SumModel().text(1, "x").text(1, "x").text(2, "y").text(3, "sum").text(4, "Add");
    SumModel graph =
        new SumModel()
            .message(1, node)
            .text(2, "graph")
            .message(11, value("x"))
            .message(12, value("y"));
    return new SumModel()
        .number(1, 8)
        .message(7, graph)
        .message(8, new SumModel().number(2, 13))
        .bytes
        .toByteArray();
  }

  private static SumModel value(String name) {
    SumModel shape = new SumModel().message(1, new SumModel().number(1, 3));
    SumModel tensor = new SumModel().number(1, FLOAT).message(2, shape);
    return new SumModel().text(1, name).message(2, new SumModel().message(1, tensor));
  }

  /** Every number here is below 128, so a varint is one byte. */
  private SumModel number(int field, int value) {
    bytes.write(field << 3);
    bytes.write(value);
    return this;
  }

  private SumModel text(int field, String text) {
    return raw(field, text.getBytes(StandardCharsets.UTF_8));
  }

  private SumModel message(int field, SumModel inner) {
    return raw(field, inner.bytes.toByteArray());
  }

  private SumModel raw(int field, byte[] content) {
    bytes.write(field << 3 | 2);
    bytes.write(content.length);
    bytes.writeBytes(content);
    return this;
  }
}
