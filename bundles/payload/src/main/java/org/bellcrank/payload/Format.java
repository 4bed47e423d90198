package org.bellcrank.payload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.bellcrank.observation.RefusedObservationException;

/**
 * How the bytes of a message become data: texts, numbers (all {@link Double}, but whole ones beyond
 * 2^53, which are {@link Long}), truth values, {@code Type.NOTHING} for null, lists and maps of
 * these.
 */
sealed interface Format
    permits JsonFormat, XmlFormat, CsvFormat, LinesFormat, PlainFormat, BytesFormat {

  /** How many values or rows a message may have. */
  int MOST = 100_000;

  /**
   * Reads.
   *
   * @throws RefusedObservationException when the bytes are of no such format
   */
  Object read(byte[] bytes);

  static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedObservationException("message", "bytes that are no UTF-8", "UTF-8");
    }
  }

  /** A number as a person or machine writes it, with a point. */
  static double number(String text) {
    String given = text.strip();
    if (given.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      return Double.parseDouble(given);
    }
    throw new RefusedObservationException(
        "message", shown(given), "a number with a point, for example 21.5");
  }

  /** As messages show it: one line, no longer than a person reads. */
  static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return "'" + (line.length() > 60 ? line.substring(0, 59) + "…" : line) + "'";
  }
}
