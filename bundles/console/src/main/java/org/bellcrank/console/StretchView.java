package org.bellcrank.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.stream.AroundPlan;

/** What was measured at full rate around findings, as pages see it: what the journal says of it. */
final class StretchView {

  private static final Set<String> KINDS = Set.of(AroundPlan.KEPT, AroundPlan.LOST);
  private static final Instant EVER = Instant.parse("9999-12-31T00:00:00Z");
  private static final int MOST = 20;

  private StretchView() {}

  /** The newest of them first; what several findings share comes once. */
  static List<Facts> of(UnitOfWork unit, Collection<FindingBook.Row> findings) {
    Set<String> observations =
        findings.stream().map(row -> row.finding().observation()).collect(Collectors.toSet());
    if (observations.isEmpty()) {
      return List.of();
    }
    List<Entry> entries =
        unit.port(Journal.class).about(observations, KINDS, Instant.EPOCH, EVER, 10 * MOST);
    Map<Object, List<Entry>> told = new LinkedHashMap<>();
    for (Entry entry : entries) {
      boolean kept = entry.kind().equals(AroundPlan.KEPT);
      Object key = kept ? entry.facts().requireText("sha256") : entry.sequence();
      told.computeIfAbsent(key, none -> new ArrayList<>()).add(entry);
    }
    return told.values().stream().limit(MOST).map(StretchView::line).toList();
  }

  /** One stretch, with what each of its findings crossed. */
  private static Facts line(List<Entry> of) {
    Entry newest = of.get(0);
    List<Facts> crossings =
        of.stream().flatMap(each -> each.facts().facts("crossed").stream()).toList();
    return newest.facts().toBuilder()
        .put("kept", newest.kind().equals(AroundPlan.KEPT))
        .put("observation", newest.subject())
        .put("noted", newest.at())
        .put("crossings", crossings.isEmpty() ? null : crossings)
        .build();
  }
}
