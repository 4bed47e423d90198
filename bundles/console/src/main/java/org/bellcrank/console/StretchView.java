package org.bellcrank.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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
    Set<Object> known = new HashSet<>();
    List<Facts> told = new ArrayList<>();
    for (Entry entry : entries) {
      boolean kept = entry.kind().equals(AroundPlan.KEPT);
      if (known.add(kept ? entry.facts().requireText("sha256") : entry.sequence())) {
        told.add(
            entry.facts().toBuilder()
                .put("kept", kept)
                .put("observation", entry.subject())
                .put("noted", entry.at())
                .build());
      }
    }
    return told.subList(0, Math.min(MOST, told.size()));
  }
}
