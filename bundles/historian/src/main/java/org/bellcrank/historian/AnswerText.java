package org.bellcrank.historian;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The text of an answer, whole or not at all. */
public final class AnswerText {

  private AnswerText() {}

  /**
   * Reads to the end.
   *
   * @param body in UTF-8
   * @param most bytes, from 0
   * @throws HistorianException when there are more: an answer that was cut looks like a smaller one
   */
  public static String of(InputStream body, int most) throws IOException, HistorianException {
    byte[] bytes = body.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new HistorianException(
          "it answered more than %d bytes; allowed: at most that many, so fewer points or fields in one instance"
              .formatted(most));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
