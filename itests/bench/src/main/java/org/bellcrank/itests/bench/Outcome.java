package org.bellcrank.itests.bench;

import java.util.List;
import java.util.Locale;
import org.bellcrank.journal.Facts;
import org.bellcrank.vision.evaluation.Figure;

/**
 * What a measurement brought.
 *
 * @param load the exact shape of what was done
 * @param figures in the order in which they are told
 */
record Outcome(Facts load, List<Figure> figures) {

  Outcome {
    figures = List.copyOf(figures);
  }

  boolean ok() {
    return figures.stream().allMatch(Figure::ok);
  }

  /** A line for each figure. */
  List<String> lines() {
    return figures.stream().map(Outcome::line).toList();
  }

  private static String line(Figure figure) {
    String target =
        figure.target().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "   %s %s %s",
                figure.ok() ? "ok," : "MISSED,",
                figure.atMost() ? "at most" : "at least",
                number(figure.target().getAsDouble()));
    return String.format(
        Locale.ROOT,
        "%-44s %12s %-8s%s",
        figure.id(),
        number(figure.value()),
        figure.unit(),
        target);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.2f", value);
  }
}
