package org.bellcrank.itests.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteReader;
import org.bellcrank.stream.TrendPlan;
import org.junit.jupiter.api.Test;

/**
 * How early and how right the forecasts of the plant's three growing faults are over many seeds.
 * Not part of the build, as its name does not end in {@code Test}:
 *
 * <pre>mvn -o verify -pl itests/journey -am -Dsurefire.failIfNoSpecifiedTests=false
 *     -Dtest=ForecastFigures -Dforecast.seeds=21-40</pre>
 */
class ForecastFigures {

  private static final double[] CONFIDENCES = {0, 0.25, 0.5, 0.75, 0.9, 1.01};

  @Test
  void overManySeeds() throws Exception {
    Map<String, TrendPlan> plans = plans();
    long[] seeds = seeds(System.getProperty("forecast.seeds", "21-40"));
    StringBuilder table = new StringBuilder("seeds %d to %d%n".formatted(seeds[0], seeds[1]));
    for (ForecastTrack.Kind kind : ForecastTrack.KINDS) {
      List<ForecastTrack> tracks =
          LongStream.rangeClosed(seeds[0], seeds[1])
              .mapToObj(seed -> ForecastTrack.of(kind, plans.get(kind.point()), seed))
              .toList();
      table.append(lines(plans.get(kind.point()), tracks));
    }
    System.out.print(table);
    Path report = Path.of("target/forecast-figures.txt");
    Files.createDirectories(report.getParent());
    Files.writeString(report, table);
    assertThat(table).isNotEmpty();
  }

  private static long[] seeds(String range) {
    String[] ends = range.split("-");
    return new long[] {Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1])};
  }

  /** The trends of the plant's documents, by point. */
  static Map<String, TrendPlan> plans() throws Exception {
    Map<String, String> documents = new TreeMap<>();
    Path folder = WholeGateway.ROOT.resolve("kura-config/sites/plant");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        documents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    Site site = new SiteReader(new ExpressionLanguage()).read(documents);
    Map<String, TrendPlan> plans = new TreeMap<>();
    for (ForecastTrack.Kind kind : ForecastTrack.KINDS) {
      plans.put(kind.point(), site.streams().points().get(kind.point()).trends().get(0));
    }
    return plans;
  }

  private static String lines(TrendPlan plan, List<ForecastTrack> tracks) {
    List<ForecastTrack.Said> first =
        tracks.stream().map(ForecastTrack::first).flatMap(Optional::stream).toList();
    double near = 2.5 * plan.horizon().toSeconds() / 86_400;
    List<ForecastTrack.Said> all =
        tracks.stream()
            .flatMap(track -> track.all().stream())
            .filter(said -> said.left() <= near)
            .toList();
    List<String> lines = new ArrayList<>();
    lines.add("%s: told %d of %d".formatted(plan.id(), first.size(), tracks.size()));
    lines.add(
        "  first told: %s days, truly left %s, told less truly %s, 90 %% interval held %.0f %%"
            .formatted(
                spread(first, ForecastTrack.Said::days),
                spread(first, ForecastTrack.Said::left),
                spread(first, said -> said.days() - said.left()),
                held(first)));
    lines.add(
        "  all %d looks: told over truly %s, 90 %% interval held %.0f %%"
            .formatted(all.size(), spread(all, said -> said.days() / said.left()), held(all)));
    double horizon = plan.horizon().toSeconds() / 86_400.0;
    for (int i = 0; i + 1 < CONFIDENCES.length; i++) {
      double low = CONFIDENCES[i];
      double high = CONFIDENCES[i + 1];
      List<ForecastTrack.Said> of =
          all.stream().filter(s -> s.confidence() >= low && s.confidence() < high).toList();
      lines.add(
          "  confidence %.2f to %.2f, mean %.2f: came true %.2f of %d"
              .formatted(
                  low,
                  Math.min(1, high),
                  of.stream().mapToDouble(ForecastTrack.Said::confidence).average().orElse(0),
                  of.stream().mapToDouble(s -> s.left() <= horizon ? 1 : 0).average().orElse(0),
                  of.size()));
    }
    return String.join("\n", lines) + "\n";
  }

  /** Least, median and greatest. */
  private static String spread(
      List<ForecastTrack.Said> said, ToDoubleFunction<ForecastTrack.Said> of) {
    double[] sorted = said.stream().mapToDouble(of).sorted().toArray();
    return sorted.length == 0
        ? "none"
        : String.format(
            Locale.ROOT,
            "%.1f / %.1f / %.1f",
            sorted[0],
            sorted[sorted.length / 2],
            sorted[sorted.length - 1]);
  }

  private static double held(List<ForecastTrack.Said> said) {
    return 100 * said.stream().mapToDouble(s -> s.held() ? 1 : 0).average().orElse(Double.NaN);
  }
}
