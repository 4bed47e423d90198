package org.bellcrank.itests.chaos.storms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.bellcrank.itests.chaos.Folders;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Facts;
import org.bellcrank.store.jdbc.StoreSettings;

/** One storm after the other, each on a store of its own, until all are done or time is up. */
final class StormsRun {

  private static final Duration REST = Duration.ofMinutes(3);
  private static final String USER = "BELLCRANK_DATABASE_USER";
  private static final String PASSWORD = "BELLCRANK_DATABASE_PASSWORD";

  private final Path folder;
  private final StormsOptions options;
  private final Consumer<String> lines;
  private final Verdict verdict = new Verdict();
  private final List<Double> seconds = new ArrayList<>();
  private final long begun = System.nanoTime();
  private long storms;
  private long looks;
  private long findings;
  private long ends;
  private long stores;
  private long repeated;
  private long refused;

  StormsRun(Path folder, StormsOptions options, Consumer<String> lines) {
    this.folder = folder;
    this.options = options;
    this.lines = lines;
  }

  /** Does them all; the first that is not clean ends it and leaves its folder. */
  Verdict run() throws IOException, InterruptedException {
    SplittableRandom seeds = new SplittableRandom(options.seed());
    for (int i = 0; i < options.storms() && verdict.clean() && time(); i++) {
      long seed = seeds.nextLong();
      Path data = folder.resolve("storm-" + i);
      storm(seed, data, "storm" + i + "_" + ProcessHandle.current().pid());
      if (!verdict.clean()) {
        lines.accept("storm %d (seed %d) is not clean: %s".formatted(i, seed, data));
      } else {
        Folders.remove(data);
      }
      write();
    }
    return verdict;
  }

  private boolean time() {
    return options.time().map(most -> System.nanoTime() - begun < most.toNanos()).orElse(true);
  }

  private void storm(long seed, Path data, String schema) throws InterruptedException {
    try (StormGateway gateway = new StormGateway(data, settings(schema))) {
      Storm storm = new Storm(seed, options.detections(), gateway.pictures());
      Blow blow = new Blow(storm, gateway);
      long from = System.nanoTime();
      blow.run(options.threads());
      if (!gateway.awaitRest(REST)) {
        throw new IllegalStateException("the storm does not come to rest: " + gateway.state());
      }
      seconds.add((System.nanoTime() - from) / 1e9);
      new StormAudit(gateway.store(), verdict).of(storm);
      storms++;
      looks += storm.looks().size();
      findings += storm.looks().stream().mapToLong(each -> each.detections().size()).sum();
      ends += storm.breaks().size();
      stores +=
          storm.breaks().stream().filter(each -> each.kind() == Storm.Break.Kind.STORE).count();
      repeated += blow.repeated();
      refused += blow.refused();
    }
  }

  private StoreSettings settings(String schema) {
    return options
        .database()
        .map(
            address ->
                new StoreSettings(
                    address,
                    schema,
                    System.getenv().getOrDefault(USER, ""),
                    () -> System.getenv().getOrDefault(PASSWORD, "")))
        .orElse(StoreSettings.NONE);
  }

  private void write() throws IOException {
    if (options.report().isPresent()) {
      Files.writeString(options.report().get(), report().json() + "\n");
    }
    if (storms == options.storms() || storms % 10 == 0) {
      lines.accept(
          String.format(
              Locale.ROOT,
              "%d storms, %d findings, %.2f s each at the median",
              storms,
              findings,
              at(0.5)));
    }
  }

  private double at(double share) {
    List<Double> sorted = seconds.stream().sorted().toList();
    return sorted.isEmpty()
        ? 0
        : sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size()));
  }

  /** All of it. */
  Facts report() {
    return Facts.with("name", "storms")
        .put("seed", options.seed())
        .put("seconds", Duration.ofNanos(System.nanoTime() - begun).toSeconds())
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("jdk", System.getProperty("java.vm.version"))
        .put("database", options.database().isPresent() ? "PostgreSQL" : "SQLite")
        .put("detections", options.detections())
        .put("threads", options.threads())
        .put(
            "counts",
            Facts.with("storms", storms)
                .put("looks", looks)
                .put("findingsInStorms", findings)
                .put("ordersOfStorms", 2 * storms)
                .put("endsOfDecidingOrStore", ends)
                .put("endsOfTheStore", stores)
                .put("toldAgain", repeated)
                .put("toldInVain", refused)
                .build())
        .put(
            "secondsEach",
            Facts.with("least", round(at(0)))
                .put("median", round(at(0.5)))
                .put("p95", round(at(0.95)))
                .put("most", round(at(1)))
                .build())
        .put("lost", verdict.lost())
        .put("doubled", verdict.doubled())
        .put("otherwiseWrong", verdict.wrong())
        .put("complaints", verdict.complaints())
        .build();
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
