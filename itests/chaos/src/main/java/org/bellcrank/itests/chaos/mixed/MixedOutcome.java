package org.bellcrank.itests.chaos.mixed;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bellcrank.itests.chaos.Recovery;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Facts;

/** What came of a campaign, as lines and as JSON. Used by one thread. */
public final class MixedOutcome {

  private static final double MILLIS = 1000.0;

  private final MixedOptions options;
  private final Verdict verdict;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Recovery rests = new Recovery();
  private Map<String, Storm.Count> faults = Map.of();
  private List<String> absent = List.of();
  private Duration took = Duration.ZERO;

  MixedOutcome(MixedOptions options, Verdict verdict) {
    this.options = options;
    this.verdict = verdict;
    count("rounds", 0);
  }

  /** What was found wrong. */
  public Verdict verdict() {
    return verdict;
  }

  /** A figure; 0 when it is not known. */
  public long count(String what) {
    return counts.getOrDefault(what, 0L);
  }

  /** How often faults fell in sum. */
  public long faultsFallen() {
    return faults.values().stream().mapToLong(each -> each.times).sum();
  }

  void count(String what, long much) {
    counts.put(what, much);
  }

  void faults(Map<String, Storm.Count> each) {
    faults = each;
  }

  void absent(List<String> words) {
    absent = words;
  }

  void handedBack(long rows) {
    count("sentAgainByAPerson", rows);
  }

  void starts(long all, long notStarted) {
    count("starts", all);
    count("startsWithoutDiskOrDatabase", notStarted);
  }

  void round(Duration rest) {
    rests.add(rest);
    counts.merge("rounds", 1L, Long::sum);
  }

  long rounds() {
    return count("rounds");
  }

  void took(Duration time) {
    took = time;
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    faults.forEach(
        (name, count) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%-38s %4d times, %6.0f s, %d of %d rounds clean",
                    name,
                    count.times,
                    count.lasted.toMillis() / MILLIS,
                    count.clean,
                    count.rounds)));
    counts.forEach((name, value) -> lines.add(String.format(Locale.ROOT, "%-38s %d", name, value)));
    lines.add(
        "lost %d, doubled %d, otherwise wrong %d"
            .formatted(verdict.lost(), verdict.doubled(), verdict.wrong()));
    return lines;
  }

  /** All of it. */
  public String json() {
    return Facts.with("name", "chaos, all faults mixed")
        .put("seed", options.seed())
        .put("minutes", options.time().toMinutes())
        .put("seconds", took.toSeconds())
        .put("database", options.database().word())
        .put("observationsPerSecond", options.rate())
        .put("machine", machine())
        .put("notBrokenHere", absent)
        .put("faults", faults())
        .put("restSecondsP50", rests.quantile(0.5).toMillis() / MILLIS)
        .put("restSecondsMost", rests.quantile(1).toMillis() / MILLIS)
        .put("counts", Facts.of(counts))
        .put("lost", verdict.lost())
        .put("doubled", verdict.doubled())
        .put("otherwiseWrong", verdict.wrong())
        .put("complaints", verdict.complaints())
        .build()
        .json();
  }

  private List<Facts> faults() {
    List<Facts> all = new ArrayList<>();
    faults.forEach(
        (name, count) ->
            all.add(
                Facts.with("fault", name)
                    .put("count", count.times)
                    .put("seconds", count.lasted.toMillis() / MILLIS)
                    .put("rounds", count.rounds)
                    .put("roundsClean", count.clean)
                    .build()));
    return all;
  }

  private static Facts machine() {
    Runtime machine = Runtime.getRuntime();
    return Facts.with("cores", machine.availableProcessors())
        .put("jdk", System.getProperty("java.vm.version"))
        .put("loadAverage", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage())
        .build();
  }
}
