package org.bellcrank.itests.chaos.days;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bellcrank.itests.chaos.Jvm;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Facts;
import org.bellcrank.store.jdbc.JdbcStore;

/**
 * Days without the CMMS: gateways one after the other live through them, each killed at a moment
 * that the seed tells; then the CMMS is back, everything drains, and store and book are held
 * against what was told.
 */
final class DaysRun {

  /** Bytes of disk for an order until it is delivered, and what a small store takes besides. */
  private static final long BYTES_AN_ORDER = 10_000;

  private static final long BYTES_BESIDES = 16 << 20;

  /** Below so many orders a gateway does not live long enough for the better compiler. */
  private static final int SHORT_LIVES = 20_000;

  private static final int PAUSES = 5;
  private static final int ORDERS_A_PAUSE = 20_000;
  private static final Duration STALLED = Duration.ofMinutes(5);

  /** Within it a gateway that may try again does. */
  private static final long LOOKED = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long LOOK_EVERY_MILLIS = 5;

  private final Path home;
  private final Path folder;
  private final DaysOptions options;
  private final Consumer<String> lines;
  private final Month month;
  private final SharedTime time;
  private final Verdict verdict = new Verdict();
  private final Seen seen = new Seen();
  private final long begun = System.nanoTime();
  private final Deque<Instant> killsInTheDays = new ArrayDeque<>();
  private final Deque<Integer> killsWhileDraining = new ArrayDeque<>();
  private DaysAudit audit;
  private Facts book = Facts.empty();

  /**
   * @param home the checkout, for the connector
   * @param folder for data and logs
   */
  DaysRun(Path home, Path folder, DaysOptions options, Consumer<String> lines) throws IOException {
    this.home = home;
    this.folder = folder;
    this.options = options;
    this.lines = lines;
    month = new Month(options.seed(), options.days(), options.orders());
    time = new SharedTime(Files.createDirectories(folder).resolve("time"));
    time.reach(Month.BEGIN);
    Files.createFile(folder.resolve("acknowledged"));
    long quota =
        options
            .quota()
            .map(mebibytes -> (long) mebibytes << 20)
            .orElse(BYTES_BESIDES + options.orders() * BYTES_AN_ORDER * 4 / 5);
    Files.writeString(folder.resolve("quota"), "" + quota);
    seen.quota = quota;
    kills(new SplittableRandom(options.seed()));
  }

  private void kills(SplittableRandom random) {
    int draining = options.kills() / 4;
    long all = Duration.ofDays(options.days()).toSeconds();
    random
        .longs(options.kills() - draining, 0, all)
        .sorted()
        .forEach(second -> killsInTheDays.add(Month.BEGIN.plusSeconds(second)));
    random.ints(draining, 1, options.orders()).sorted().forEach(killsWhileDraining::add);
  }

  /** Lives through it and tells what was found wrong. */
  Verdict run() throws IOException, InterruptedException {
    int pauses = Math.max(1, Math.min(PAUSES, options.orders() / ORDERS_A_PAUSE));
    Duration pause = Duration.ofSeconds(pauses);
    try (Cmms cmms = new Cmms(time, pause)) {
      live(cmms, Math.max(1, options.orders() / (pauses + 1)));
      if (verdict.clean()) {
        audit(cmms);
      }
    }
    return verdict;
  }

  private void live(Cmms cmms, int pauseEvery) throws IOException, InterruptedException {
    while (verdict.clean() && !seen.rested) {
      Process process = Jvm.start(gateway(cmms));
      Thread reading = new Thread(() -> read(process), "reading");
      reading.start();
      try {
        watch(process, cmms, pauseEvery);
      } finally {
        Jvm.end(process);
        reading.join(TimeUnit.SECONDS.toMillis(30));
      }
    }
  }

  private ProcessBuilder gateway(Cmms cmms) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-Xshare:auto"));
    if (options.orders() < SHORT_LIVES) {
      words.add("-XX:TieredStopAtLevel=1");
    }
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.addAll(List.of(DaysChild.class.getName(), home.toString(), folder.toString()));
    words.add(cmms.address().toString());
    words.addAll(List.of("" + options.seed(), "" + options.days(), "" + options.orders()));
    return new ProcessBuilder(Jvm.dyingWithUs(words))
        .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("gateway.log").toFile()));
  }

  private void read(Process process) {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (!seen.take(line)) {
          verdict.wrong("a gateway said: %s", line);
        }
      }
    } catch (IOException e) {
      lines.accept("a gateway's last words are lost: " + e.getMessage());
    }
  }

  /** Until the process ends or is killed. */
  private void watch(Process process, Cmms cmms, int pauseEvery)
      throws IOException, InterruptedException {
    long moved = System.nanoTime();
    long progress = -1;
    long told = System.nanoTime();
    long passed = System.nanoTime();
    while (process.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      if (seen.over && seen.openedAt == 0) {
        open(cmms, pauseEvery);
      }
      if (seen.openedAt != 0 && orders(cmms) == 0 && System.nanoTime() - passed > LOOKED) {
        passed = System.nanoTime();
        time.pass(Duration.ofMinutes(1)); // until it is tried again
      }
      if (due(cmms)) {
        Jvm.kill(process);
        seen.kills++;
        cmms.forgetPause();
        return;
      }
      long now = seen.openedAt == 0 ? time.ticks() : cmms.calls();
      if (now != progress) {
        progress = now;
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > STALLED.toNanos()) {
        verdict.wrong("nothing moves any more: %s", seen.last);
        return;
      }
      if (System.nanoTime() - told > TimeUnit.SECONDS.toNanos(20)) {
        told = System.nanoTime();
        lines.accept(
            "%s, %,d queued, %,d arrived".formatted(time.instant(), seen.queued, orders(cmms)));
      }
    }
    if (!seen.rested) {
      verdict.wrong("a gateway ended with %d; see %s", process.exitValue(), folder);
    }
  }

  private static int orders(Cmms cmms) {
    return cmms.book().orders();
  }

  private void open(Cmms cmms, int pauseEvery) throws IOException {
    seen.filledSeconds = seconds(begun);
    seen.openedAt = System.nanoTime();
    cmms.open(pauseEvery);
  }

  private boolean due(Cmms cmms) {
    if (seen.openedAt == 0) {
      boolean due = !killsInTheDays.isEmpty() && !time.instant().isBefore(killsInTheDays.peek());
      if (due) {
        killsInTheDays.poll();
      }
      return due;
    }
    boolean due = !killsWhileDraining.isEmpty() && orders(cmms) >= killsWhileDraining.peek();
    if (due) {
      killsWhileDraining.poll();
    }
    return due;
  }

  private void audit(Cmms cmms) {
    seen.drainedSeconds = seconds(seen.openedAt);
    lines.accept("all arrived after %.0f s; the books are compared".formatted(seen.drainedSeconds));
    JdbcStore store = JdbcStore.open(folder.resolve("data"));
    try (store) {
      audit = new DaysAudit(store, month, cmms.book(), verdict);
      audit.run();
    }
    if (cmms.early() > 0) {
      verdict.wrong("%d calls came in a pause that was asked for", cmms.early());
    }
    if (cmms.book().late() > 0) {
      verdict.wrong("%d orders came behind less urgent ones", cmms.book().late());
    }
    book =
        Facts.with("pausesAskedFor", cmms.pauses())
            .put("callsInAPause", cmms.early())
            .put("behindLessUrgent", cmms.book().late())
            .putAll(cmms.book().urgencies())
            .put("doneAndNotAnswered", cmms.unanswered())
            .build();
  }

  private static double seconds(long since) {
    return Math.round((System.nanoTime() - since) / 1e8) / 10.0;
  }

  /** All of it. */
  Facts report() {
    return new DaysReport(options, month, seen, verdict)
        .of(Optional.ofNullable(audit), book, Duration.ofNanos(System.nanoTime() - begun));
  }
}
