package org.bellcrank.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bellcrank.journal.Facts;

/** A roll-out for people and for machines. */
public final class RolloutReport {

  private RolloutReport() {}

  /** One line for what is under way. */
  public static String progress(Rollout rollout, int width) {
    Map<RolloutGateway.Step, Long> counts = counts(rollout);
    long through =
        counts.entrySet().stream()
            .filter(
                each ->
                    switch (each.getKey()) {
                      case HEALTHY, FAILED, RETURNED, STRANDED, SKIPPED -> true;
                      default -> false;
                    })
            .mapToLong(Map.Entry::getValue)
            .sum();
    return "%s %d/%d  stage %d of %d  %s"
        .formatted(
            bar(through, rollout.gateways().size(), width),
            through,
            rollout.gateways().size(),
            rollout.stage() + 1,
            rollout.plan().stages().size(),
            words(counts));
  }

  /** A bar such as {@code [####....]}. */
  public static String bar(long part, long whole, int width) {
    int full = whole == 0 ? width : (int) (part * width / whole);
    return "[" + "#".repeat(full) + ".".repeat(width - full) + "]";
  }

  /** A table of gateways: what went otherwise first. */
  public static List<String> table(Rollout rollout) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("gateway", "stage", "state", "before", "why"));
    for (boolean trouble : new boolean[] {true, false}) {
      for (RolloutGateway each : rollout.gateways().values()) {
        if (trouble == (each.failed() || !each.healthy())) {
          rows.add(
              List.of(
                  each.id(),
                  String.valueOf(each.stage() + 1),
                  word(each.step()),
                  each.before().isEmpty() ? "-" : each.before(),
                  each.note()));
        }
      }
    }
    List<String> lines = new ArrayList<>(Table.lines(rows));
    lines.add(summary(rollout));
    return lines;
  }

  /** One sentence on how it stands or ended. */
  public static String summary(Rollout rollout) {
    String course = rollout.paused() ? "paused" : rollout.course().name().toLowerCase(Locale.ROOT);
    return "roll-out %s to %s: %s%s; %s"
        .formatted(
            rollout.plan().name(),
            rollout.plan().target(),
            course,
            rollout.reason().isEmpty() ? "" : " (" + rollout.reason() + ")",
            words(counts(rollout)));
  }

  /**
   * The report for machines, with what a run of the command knows besides.
   *
   * @param messages sent and received by the command in this run
   */
  public static Facts facts(Rollout rollout, Instant began, Instant last, long messages) {
    Facts standing = facts(rollout);
    List<Facts> figures = new ArrayList<>(standing.factsList("figures"));
    figures.add(figure("time", Duration.between(began, last).toMillis() / 1000.0, "s"));
    figures.add(figure("messages", messages, "messages"));
    return standing.toBuilder()
        .put("began", began)
        .put("last", last)
        .put("figures", figures)
        .build();
  }

  /** The report for machines: {@code figures} as other commands have them. */
  public static Facts facts(Rollout rollout) {
    List<Facts> figures = new ArrayList<>();
    figures.add(figure("gateways", rollout.gateways().size(), "gateways"));
    counts(rollout).forEach((step, count) -> figures.add(figure(word(step), count, "gateways")));
    long failed = rollout.gateways().values().stream().filter(RolloutGateway::failed).count();
    figures.add(figure("failures", failed, "gateways"));
    List<Facts> gateways = new ArrayList<>();
    for (RolloutGateway each : rollout.gateways().values()) {
      gateways.add(
          Facts.with("gateway", each.id())
              .put("stage", each.stage() + 1)
              .put("state", word(each.step()))
              .put("failed", each.failed())
              .put("before", each.before())
              .put("why", each.note())
              .build());
    }
    return Facts.with("rollout", rollout.plan().name())
        .put("target", rollout.plan().target())
        .put("course", rollout.course().name().toLowerCase(Locale.ROOT))
        .put("paused", rollout.paused())
        .put("reason", rollout.reason())
        .put("figures", figures)
        .put("gateways", gateways)
        .build();
  }

  private static Facts figure(String id, double value, String unit) {
    return Facts.with("id", id).put("value", value).put("unit", unit).put("ok", true).build();
  }

  private static Map<RolloutGateway.Step, Long> counts(Rollout rollout) {
    Map<RolloutGateway.Step, Long> counts = new EnumMap<>(RolloutGateway.Step.class);
    rollout.gateways().values().forEach(each -> counts.merge(each.step(), 1L, Long::sum));
    return counts;
  }

  private static String words(Map<RolloutGateway.Step, Long> counts) {
    List<String> words = new ArrayList<>();
    counts.forEach((step, count) -> words.add(count + " " + word(step)));
    return String.join(", ", words);
  }

  private static String word(RolloutGateway.Step step) {
    return step.name().toLowerCase(Locale.ROOT);
  }
}
