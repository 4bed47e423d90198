package org.bellcrank.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bellcrank.journal.Facts;

/**
 * Writes a stretch as comma-separated values: lines that begin with {@code #} say what it is, then
 * come {@code time} (ISO 8601, UTC) and {@code value}, each with all its digits. A stretch may hold
 * a million samples, so no line is kept: it is never in memory as a whole.
 */
final class StretchCsv {

  private final OutputStream out;

  private StretchCsv(OutputStream out) {
    this.out = out;
  }

  /** Writes it; many small pieces, so the stream should be buffered. */
  static void write(Stretch stretch, OutputStream out) throws IOException {
    new StretchCsv(out).write(stretch, stretch.facts());
  }

  private void write(Stretch stretch, Facts facts) throws IOException {
    for (Map.Entry<String, Object> each : facts.values().entrySet()) {
      note("# %s: %s".formatted(each.getKey(), each.getValue()));
    }
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

  private void note(String text) throws IOException {
    add(text.replaceAll("\\p{Cntrl}", " "));
    add("\n");
  }

  private void add(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
