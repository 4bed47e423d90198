package org.bellcrank.console;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.bellcrank.journal.Facts;
import org.bellcrank.signal.Spectrum;
import org.bellcrank.stream.Spectra;

/** Spectra as pages see them: no more lines than a screen has columns, each the highest of some. */
final class SpectrumView {

  private static final int COLUMNS = 900;

  private SpectrumView() {}

  /**
   * All of them.
   *
   * @param to highest frequency in Hz that is wanted; empty for all
   */
  static Facts facts(String point, Spectra spectra, OptionalDouble to) {
    return Facts.with("id", point)
        .put("from", spectra.from())
        .put("rate", spectra.rate())
        .put("values", spectra.values())
        .put("seconds", spectra.values() / spectra.rate())
        .put("unit", spectra.unit())
        .put("speed", spectra.speed())
        .put("spectra", spectra.all().stream().map(each -> lines(each, to)).toList())
        .build();
  }

  private static Facts lines(Spectra.Lines lines, OptionalDouble to) {
    Spectrum spectrum = lines.spectrum();
    int last = spectrum.amplitudes().length - 1;
    if (to.isPresent()) {
      last = (int) Math.max(1, Math.min(last, Math.ceil(to.getAsDouble() / spectrum.resolution())));
    }
    double highest = last * spectrum.resolution();
    return Facts.with(
            "envelope",
            lines
                .envelope()
                .map(band -> Facts.with("from", band.from()).put("to", band.to()).build()))
        .put("resolution", spectrum.resolution())
        .put("highest", highest)
        .put("columns", columns(spectrum, last))
        .put(
            "marks",
            lines.marks().stream()
                .filter(mark -> mark.from() <= highest)
                .map(SpectrumView::mark)
                .toList())
        .put("notes", lines.notes())
        .build();
  }

  /** Of each column the frequency and height of its highest line. */
  private static List<Facts> columns(Spectrum spectrum, int last) {
    double[] heights = spectrum.amplitudes();
    int width = Math.max(1, (last + COLUMNS) / COLUMNS);
    List<Facts> columns = new ArrayList<>();
    for (int from = 0; from <= last; from += width) {
      int best = from;
      for (int k = from; k <= Math.min(last, from + width - 1); k++) {
        best = heights[k] > heights[best] ? k : best;
      }
      columns.add(
          Facts.with("hz", best * spectrum.resolution()).put("amplitude", heights[best]).build());
    }
    return columns;
  }

  private static Facts mark(Spectra.Mark mark) {
    return Facts.with("name", mark.name())
        .put("from", mark.from())
        .put("to", mark.to())
        .put("amplitude", mark.amplitude())
        .put("point", mark.point())
        .build();
  }
}
