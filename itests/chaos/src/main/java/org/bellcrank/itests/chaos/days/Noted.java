package org.bellcrank.itests.chaos.days;

import java.util.Map;
import java.util.TreeMap;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;

/** Sums up what the journal says about the storage: warnings, and what went to make room. */
final class Noted {

  private final Map<String, long[]> removed = new TreeMap<>();
  private final Map<String, Long> warnings = new TreeMap<>();

  /** Takes the next entry. */
  void take(Entry entry) {
    Facts facts = entry.facts();
    if (entry.kind().equals("evidence.removed")) {
      String why = facts.text("why").orElse("").replaceAll(",.*", "");
      long[] sums = removed.computeIfAbsent(why, unused -> new long[2]);
      sums[0] += facts.whole("pieces").orElse(0);
      sums[1] += facts.whole("bytes").orElse(0);
    } else if (entry.kind().equals("lamp.changed") && entry.subject().equals("storage")) {
      boolean red = facts.text("state").orElse("").equals("RED");
      String what = red ? "storageLevel" + facts.whole("level").orElse(0) : "storageCleared";
      warnings.merge(what, 1L, Long::sum);
    }
  }

  /** How often the lamp of the storage warned, by its level, and was cleared. */
  Facts warnings() {
    Facts.Builder all = Facts.builder();
    warnings.forEach(all::put);
    return all.build();
  }

  /** What retention removed, by its reason. */
  Facts removed() {
    Facts.Builder all = Facts.builder();
    removed.forEach(
        (why, sums) -> all.put(why, Facts.with("pieces", sums[0]).put("bytes", sums[1]).build()));
    return all.build();
  }
}
