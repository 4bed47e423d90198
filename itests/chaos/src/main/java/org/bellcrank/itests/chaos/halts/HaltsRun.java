package org.bellcrank.itests.chaos.halts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.bellcrank.journal.Facts;

/** One run: real halts first, then images, each in its turn, until all are done or time is up. */
final class HaltsRun {

  private static final int CHAIN = 25;
  private static final Duration WRITE_EVERY = Duration.ofSeconds(10);

  private final Path home;
  private final Path folder;
  private final HaltsOptions options;
  private final Consumer<String> lines;
  private final Tally tally = new Tally();
  private final long begun = System.nanoTime();
  private long written = begun;
  private long secondsBefore;
  private long chain;
  private long story;
  private long boundary = 1;

  /**
   * @param home the checkout, for its connectors
   * @param folder for data directories; what went wrong stays there
   * @param lines is told how it goes
   */
  HaltsRun(Path home, Path folder, HaltsOptions options, Consumer<String> lines) {
    this.home = home;
    this.folder = folder;
    this.options = options;
    this.lines = lines;
  }

  /** Does it all. */
  Tally run() throws IOException, InterruptedException {
    if (options.resume() && Files.exists(options.report().orElseThrow())) {
      goOn(Facts.parse(Files.readString(options.report().get())));
    }
    Files.createDirectories(folder);
    Layout layout = Layout.write(home, folder.resolve("layout"));
    Optional<Server> server =
        options.postgresql() ? Optional.of(Server.start(folder)) : Optional.empty();
    try {
      halts(layout, server);
      images(layout);
    } finally {
      server.ifPresent(Server::close);
    }
    written(true);
    return tally;
  }

  private void halts(Layout layout, Optional<Server> server)
      throws IOException, InterruptedException {
    Halts halts = new Halts(folder, layout, Children.in(folder), server, options.seed(), tally);
    long ended = tally.count(Tally.HALTS);
    while (tally.clean() && tally.count(Tally.HALTS) - ended < options.halts() && time()) {
      long left = options.halts() - (tally.count(Tally.HALTS) - ended);
      halts.chain(chain++, (int) Math.min(CHAIN, left));
      written(false);
    }
  }

  private void images(Layout layout) throws IOException, InterruptedException {
    long taken = tally.count(Tally.IMAGES);
    if (options.images() == 0) {
      return;
    }
    Images images = new Images(layout, folder, options.seed(), tally);
    while (tally.clean() && tally.count(Tally.IMAGES) - taken < options.images() && time()) {
      if (images.halt(story, boundary)) {
        boundary++;
      } else {
        tally.add("storiesHaltedEverywhere", boundary > 1 ? 1 : 0);
        story++;
        boundary = 1;
      }
      written(false);
    }
  }

  private boolean time() {
    return options.time().map(most -> System.nanoTime() - begun < most.toNanos()).orElse(true);
  }

  private void goOn(Facts report) {
    if (report.whole("seed").orElse(-1) != options.seed()) {
      throw new IllegalArgumentException(
          "--resume: the report has seed %s; allowed: the same"
              .formatted(report.values().get("seed")));
    }
    tally.load(report);
    Facts next = report.facts("next").orElse(Facts.empty());
    chain = next.whole("chain").orElse(0);
    story = next.whole("story").orElse(0);
    boundary = next.whole("boundary").orElse(1);
    secondsBefore = report.whole("seconds").orElse(0);
  }

  private void written(boolean last) throws IOException {
    if (!last && System.nanoTime() - written < WRITE_EVERY.toNanos()) {
      return;
    }
    written = System.nanoTime();
    lines.accept(
        "%d halts, %d images (story %d, boundary %d)"
            .formatted(tally.count(Tally.HALTS), tally.count(Tally.IMAGES), story, boundary));
    if (options.report().isPresent()) {
      Path whole = options.report().get();
      Path part = whole.resolveSibling(whole.getFileName() + ".part");
      Files.writeString(part, report().json() + "\n");
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Facts report() {
    return Facts.with("name", "halts")
        .put("seed", options.seed())
        .put("seconds", secondsBefore + Duration.ofNanos(System.nanoTime() - begun).toSeconds())
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("jdk", System.getProperty("java.vm.version"))
        .put("database", options.postgresql() ? "PostgreSQL" : "SQLite")
        .put(
            "next",
            Facts.with("chain", chain).put("story", story).put("boundary", boundary).build())
        .putAll(tally.facts())
        .build();
  }
}
