package org.bellcrank.itests.chaos.starts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.bellcrank.itests.chaos.Folders;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Facts;

/** One run: the truth first, then start after start, each held to it. */
public final class StartsRun {

  private static final int KILLED = 5;
  private static final long STARTS = 1_000_003;
  private static final int IN_ONE_PROCESS = 12;
  private static final int WRITE_EVERY = 10;

  private final Path home;
  private final Path folder;
  private final StartsOptions options;
  private final Consumer<String> lines;
  private final Verdict verdict = new Verdict();
  private final TreeMap<String, Long> counts = new TreeMap<>();
  private final List<Long> millis = new ArrayList<>();

  /**
   * @param home the checkout, built
   * @param folder for data directories; what went wrong stays there
   * @param lines is told how it goes
   */
  public StartsRun(Path home, Path folder, StartsOptions options, Consumer<String> lines) {
    this.home = home;
    this.folder = folder;
    this.options = options;
    this.lines = lines;
  }

  /** Does it all; ends with the first start that decided otherwise. */
  public Verdict run() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Files.createDirectories(folder);
    Path bundles = bundles();
    Recorded recorded = new Recorded(home, folder);
    Decided truth = Truth.of(recorded, folder.resolve("truth"));
    OneStart starts = new OneStart(home, bundles, folder, recorded, truth, verdict, this::add);
    try (starts) {
      for (int i = 0; i < options.starts() && verdict.clean(); i++) {
        Random random = new Random(options.seed() * STARTS + i);
        boolean killed = i % KILLED == KILLED - 1;
        starts.go(i, random, killed ? 1 + random.nextInt(2) : 0).ifPresent(millis::add);
        if (i % WRITE_EVERY == WRITE_EVERY - 1) {
          write(begun, truth);
        }
        if (i % IN_ONE_PROCESS == IN_ONE_PROCESS - 1) {
          starts.anew();
        }
        lines.accept(
            "start %d of %d: %s"
                .formatted(
                    i + 1, options.starts(), verdict.clean() ? "as it should be" : "otherwise"));
      }
    }
    lines.accept(write(begun, truth).json());
    return verdict;
  }

  private Facts write(long begun, Decided truth) throws IOException {
    counts.put("findingsOfTheSet", (long) truth.findings());
    counts.put("ordersOfTheSet", (long) truth.orders());
    Facts report = report(Duration.ofNanos(System.nanoTime() - begun));
    if (options.report().isPresent()) {
      Files.writeString(options.report().get(), report.json() + "\n");
    }
    return report;
  }

  /** What was counted, by name. */
  public long count(String what) {
    return counts.getOrDefault(what, 0L);
  }

  private void add(String what, long more) {
    counts.merge(what, more, Long::sum);
  }

  /** The bundles of the profile's packages, as they are shipped. */
  private Path bundles() throws IOException {
    Path place = folder.resolve("bundles");
    Folders.remove(place);
    Files.createDirectories(place);
    Properties profile = new Properties();
    try (InputStream in =
        Files.newInputStream(home.resolve("kura-config/profiles/chaos/profile.properties"))) {
      profile.load(in);
    }
    for (String name : profile.getProperty("packages").split(",")) {
      Path file =
          home.resolve("dp-packages")
              .resolve(name.strip())
              .resolve("target")
              .resolve(name.strip() + ".dp");
      try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          if (entry.getName().endsWith(".jar")) {
            Files.copy(in, place.resolve(Path.of(entry.getName()).getFileName().toString()));
          }
        }
      }
    }
    return place;
  }

  private Facts report(Duration took) {
    Collections.sort(millis);
    Facts.Builder times = Facts.builder();
    for (double share : List.of(0.5, 0.95)) {
      if (!millis.isEmpty()) {
        int at = (int) Math.max(0, Math.ceil(share * millis.size()) - 1);
        times.put(String.format(Locale.ROOT, "p%d", Math.round(share * 100)), millis.get(at));
      }
    }
    return Facts.with("name", "starts")
        .put("seed", options.seed())
        .put("seconds", took.toSeconds())
        .put("cores", (long) Runtime.getRuntime().availableProcessors())
        .put("jdk", System.getProperty("java.vm.version"))
        .put("counts", Facts.of(counts))
        .put("millisUntilDecidingBegan", times.build())
        .put("lost", verdict.lost())
        .put("doubled", verdict.doubled())
        .put("otherwiseWrong", verdict.wrong())
        .put("complaints", verdict.complaints())
        .build();
  }
}
