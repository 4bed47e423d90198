package org.bellcrank.stream;

import java.nio.charset.StandardCharsets;
import org.bellcrank.journal.Facts;

/**
 * Writes a stretch as comma-separated values: lines that begin with {@code #} say what it is, then
 * come {@code time} (ISO 8601, UTC) and {@code value}, each with all its digits. A stretch may hold
 * a million samples, so it is counted first and then written where it stays: no second copy of it
 * is ever in memory.
 */
final class StretchCsv {

  private final byte[] to; // null while it is counted
  private int length;

  private StretchCsv(byte[] to) {
    this.to = to;
  }

  static byte[] of(Stretch stretch) {
    Facts facts = stretch.facts();
    StretchCsv counted = new StretchCsv(null);
    counted.write(stretch, facts);
    byte[] bytes = new byte[counted.length];
    new StretchCsv(bytes).write(stretch, facts);
    return bytes;
  }

  private void write(Stretch stretch, Facts facts) {
    facts.values().forEach((key, value) -> note("# %s: %s".formatted(key, value)));
    for (Crossing each : stretch.crossings()) {
      note("# " + each.words());
    }
    add("time,value\n");
    long[] times = stretch.samples().times();
    double[] values = stretch.samples().values();
    for (int i = 0; i < times.length; i++) {
      add(WindowRun.instant(times[i]).toString());
      add(",");
      add(Double.toString(values[i]));
      add("\n");
    }
  }

  private void note(String text) {
    add(text.replaceAll("\\p{Cntrl}", " "));
    add("\n");
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (to != null) {
      System.arraycopy(bytes, 0, to, length, bytes.length);
    }
    length += bytes.length;
  }
}
