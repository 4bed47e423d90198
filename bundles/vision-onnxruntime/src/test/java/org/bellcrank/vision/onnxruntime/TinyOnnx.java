package org.bellcrank.vision.onnxruntime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A model file written by hand: one Reshape from the image {@code [1, channels, height, width]} to
 * an output, so that what comes out is what went in.
 */
final class TinyOnnx {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private TinyOnnx() {}

  static byte[] reshape(long[] input, long[] output) {
    TinyOnnx node =
        new TinyOnnx().text(1, "x").text(1, "shape").text(2, "y").text(3, "n").text(4, "Reshape");
    TinyOnnx shape = new TinyOnnx().number(1, output.length).number(2, INT64).text(8, "shape");
    for (long dimension : output) {
      shape.number(7, dimension);
    }
    TinyOnnx graph =
        new TinyOnnx()
            .message(1, node)
            .text(2, "g")
            .message(5, shape)
            .message(11, value("x", input))
            .message(12, value("y", output));
    TinyOnnx model =
        new TinyOnnx().number(1, 8).message(7, graph).message(8, new TinyOnnx().number(2, 13));
    return model.bytes.toByteArray();
  }

  private static TinyOnnx value(String name, long[] dimensions) {
    TinyOnnx shape = new TinyOnnx();
    for (long dimension : dimensions) {
      shape.message(1, new TinyOnnx().number(1, dimension));
    }
    TinyOnnx tensor = new TinyOnnx().number(1, FLOAT).message(2, shape);
    return new TinyOnnx().text(1, name).message(2, new TinyOnnx().message(1, tensor));
  }

  private TinyOnnx number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  private TinyOnnx text(int field, String text) {
    return raw(field, text.getBytes(StandardCharsets.UTF_8));
  }

  private TinyOnnx message(int field, TinyOnnx inner) {
    return raw(field, inner.bytes.toByteArray());
  }

  private TinyOnnx raw(int field, byte[] content) {
    varint((long) field << 3 | 2);
    varint(content.length);
    bytes.writeBytes(content);
    return this;
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes.write((int) (left & 0x7f | 0x80));
      left >>>= 7;
    }
    bytes.write((int) left);
  }
}
