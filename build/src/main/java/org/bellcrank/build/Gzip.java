package org.bellcrank.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Compresses as gzip does, without name and time. */
final class Gzip {

  private static final int WORD_BITS = 32;

  private Gzip() {}

  /** As {@code gzip -9n} does. */
  static byte[] best(byte[] content) throws IOException {
    return of(content, Deflater.BEST_COMPRESSION, 2);
  }

  /** As {@code gzip -1n} does, for what is compressed already. */
  static byte[] fast(byte[] content) throws IOException {
    return of(content, Deflater.BEST_SPEED, 4);
  }

  private static byte[] of(byte[] content, int level, int mark) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, (byte) mark, 3});
    Deflater deflater = new Deflater(level, true);
    try (DeflaterOutputStream body = new DeflaterOutputStream(out, deflater)) {
      body.write(content);
    } finally {
      deflater.end();
    }
    CRC32 crc = new CRC32();
    crc.update(content);
    for (long value : new long[] {crc.getValue(), content.length}) {
      for (int shift = 0; shift < WORD_BITS; shift += Byte.SIZE) {
        out.write((int) (value >> shift));
      }
    }
    return out.toByteArray();
  }
}
