package org.bellcrank.itests.chaos;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bellcrank.journal.Facts;

/** The outcome as figures, for the terminal and as JSON. */
final class ChaosReport {

  private static final double MILLIS = 1000.0;
  private static final double RECOVERY_SECONDS = 20;

  private final ChaosOptions options;
  private final Outcome outcome;
  private final List<Facts> figures = new ArrayList<>();

  ChaosReport(ChaosOptions options, Outcome outcome) {
    this.options = options;
    this.outcome = outcome;
    count("kills", options.kills());
    count("observations", outcome.observations());
    count("findings", outcome.findings());
    count("orders", outcome.orders());
    count("pictures", outcome.pictures());
    count("journalEntries", outcome.entries());
    count("posts", outcome.attempts());
    count("faultsOfTheDoubles", outcome.faults());
    count("calls", outcome.calls());
    count("callsCutShort", outcome.cutShort());
    none("lost", outcome.verdict().lost());
    none("doubled", outcome.verdict().doubled());
    none("otherwiseWrong", outcome.verdict().wrong());
    seconds("coldStartP50", outcome.coldStart().quantile(0.5).toMillis());
    seconds("recoveryP50", outcome.recovery().quantile(0.5).toMillis());
    seconds("recoveryP95", outcome.recovery().quantile(0.95).toMillis());
  }

  private void count(String id, long value) {
    figures.add(Facts.with("id", id).put("value", value).put("unit", "1").put("ok", true).build());
  }

  private void none(String id, long value) {
    figures.add(
        Facts.with("id", id)
            .put("value", value)
            .put("unit", "1")
            .put("target", 0)
            .put("ok", value == 0)
            .build());
  }

  private void seconds(String id, long millis) {
    figures.add(
        Facts.with("id", id)
            .put("value", millis / MILLIS)
            .put("unit", "s")
            .put("target", RECOVERY_SECONDS)
            .put("ok", millis / MILLIS <= RECOVERY_SECONDS)
            .build());
  }

  /** One line a figure. */
  List<String> lines() {
    return figures.stream()
        .map(
            figure ->
                String.format(
                        Locale.ROOT,
                        "%-20s %10s %s",
                        figure.requireText("id"),
                        figure.values().get("value"),
                        figure.requireText("unit").equals("1") ? "" : figure.requireText("unit"))
                    .stripTrailing())
        .toList();
  }

  /** All of it. */
  String json() {
    Runtime machine = Runtime.getRuntime();
    return Facts.with("name", "chaos")
        .put(
            "machine",
            Facts.with("cores", machine.availableProcessors())
                .put("memoryMiB", machine.maxMemory() >> 20)
                .put("jdk", System.getProperty("java.vm.version"))
                .put(
                    "loadAverage",
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage())
                .build())
        .put(
            "load",
            Facts.with("kills", options.kills())
                .put("seed", options.seed())
                .put("observationsPerSecond", options.rate())
                .put("senders", Senders.COUNT)
                .put("points", ChaosSite.POINTS)
                .put("doubleLatencyMillis", Campaign.LATENCY.toMillis())
                .put("faults", Weather.of(options.seed()))
                .build())
        .put("figures", figures)
        .put("complaints", outcome.verdict().complaints())
        .build()
        .json();
  }
}
