package org.bellcrank.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Compresses as {@code gzip -9n} does: no name, no time. */
final class Gzip {

  private static final int WORD_BITS = 32;

  private Gzip() {}

  static byte[] of(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 2, 3});
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
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
