package org.bellcrank.itests.chaos.halts;

import java.util.Map;
import java.util.TreeMap;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Facts;

/** What was done and found so far, over all runs of one report. Used by one thread. */
final class Tally {

  /** How often a process was ended at a boundary. */
  static final String HALTS = "halts";

  /** How often the database's server was ended at a boundary. */
  static final String CRASHES = "serversEnded";

  /** How often the files were taken as they lay at a boundary. */
  static final String IMAGES = "images";

  /** How many of the images had the end of the database's log cut off. */
  static final String TORN = "torn";

  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, Long> boundaries = new TreeMap<>();
  private final Verdict verdict;
  private Facts before = Facts.empty();

  Tally() {
    this(new Verdict());
  }

  /** Counts that are not kept, beside a verdict that is. */
  Tally(Verdict verdict) {
    this.verdict = verdict;
  }

  Verdict verdict() {
    return verdict;
  }

  void add(String what, long much) {
    counts.merge(what, much, Long::sum);
  }

  void boundary(String words) {
    boundaries.merge(words, 1L, Long::sum);
  }

  long count(String what) {
    return counts.getOrDefault(what, 0L);
  }

  /** Goes on from a report. */
  void load(Facts report) {
    take(report.facts("counts").orElse(Facts.empty()), counts);
    take(report.facts("boundaries").orElse(Facts.empty()), boundaries);
    before = report;
  }

  private static void take(Facts facts, Map<String, Long> into) {
    facts.values().keySet().forEach(name -> into.put(name, facts.whole(name).orElse(0)));
  }

  boolean clean() {
    return verdict.clean() && known("lost") + known("doubled") + known("otherwiseWrong") == 0;
  }

  private long known(String what) {
    return before.whole(what).orElse(0);
  }

  /** All of it. */
  Facts facts() {
    Facts.Builder complaints = Facts.builder();
    complaints
        .put("lost", known("lost") + verdict.lost())
        .put("doubled", known("doubled") + verdict.doubled())
        .put("otherwiseWrong", known("otherwiseWrong") + verdict.wrong())
        .put("complaints", verdict.complaints());
    return Facts.with("counts", Facts.of(counts))
        .putAll(complaints.build())
        .put("boundaries", Facts.of(boundaries))
        .build();
  }
}
