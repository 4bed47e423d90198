package org.bellcrank.itests.chaos;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellcrank.journal.ChainCheck;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.Canary;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;

/**
 * Holds what was acknowledged against what is in the store: nothing lost, nothing doubled, each
 * finding disposed of once, the chain whole.
 */
public final class Audit {

  private static final int PAGE = 500;

  private final Store store;
  private final Verdict verdict;
  private long claimed;

  public Audit(Store store, Verdict verdict) {
    this.store = store;
    this.verdict = verdict;
  }

  public void observations(List<Sighting> acknowledged) {
    Set<String> stored = new HashSet<>();
    long place = 0;
    List<ObservationBook.Stored> page;
    do {
      long after = place;
      page = store.read(unit -> unit.port(ObservationBook.class).after(after, PAGE));
      for (ObservationBook.Stored each : page) {
        boolean ownTest = each.observation() instanceof Canary;
        if (!ownTest && !stored.add(each.observation().id())) {
          verdict.doubled("observation %s is stored twice", each.observation().id());
        }
        if (each.observation().captured().claimed().isPresent()) {
          claimed++;
        }
        place = each.position();
      }
    } while (!page.isEmpty());
    for (Sighting sighting : acknowledged) {
      if (!stored.remove(sighting.id())) {
        verdict.lost("observation %s was acknowledged and is not in the store", sighting.id());
      }
    }
    stored.forEach(id -> verdict.doubled("observation %s is stored, but nobody sent it", id));
  }

  /** How many of the observations have the gateway's time, since their own could not be. */
  public long claimed() {
    return claimed;
  }

  /**
   * Every expected finding is there once, no other is, and its journal tells one way to its end. In
   * memory is one word a finding.
   */
  public void findings(List<Sighting> acknowledged) {
    Set<String> expected = new HashSet<>();
    acknowledged.forEach(sighting -> sighting.findings().forEach(each -> expected.add(each.id())));
    Map<String, String> ends = ends();
    long before = 0;
    List<FindingBook.Row> page;
    do {
      long from = before;
      page = store.read(unit -> unit.port(FindingBook.class).newest(from, PAGE));
      for (FindingBook.Row row : page) {
        row(row, expected, ends);
        before = row.sequence();
      }
    } while (!page.isEmpty());
    expected.forEach(
        id -> {
          ends.remove(id);
          verdict.lost("finding %s was never decided", id);
        });
    ends.keySet().forEach(id -> verdict.doubled("finding %s is in the journal alone", id));
  }

  private void row(FindingBook.Row row, Set<String> expected, Map<String, String> ends) {
    String id = row.finding().id();
    String end = ends.remove(id);
    if (!expected.remove(id)) {
      verdict.doubled("finding %s is decided, but not expected or twice", id);
    } else if (end == null) {
      verdict.lost("finding %s was never decided", id);
    } else if (!end.equals(row.state().disposition().name())) {
      verdict.wrong(
          "finding %s is %s, its journal ends with %s", id, row.state().disposition(), end);
    }
  }

  /** Where the journal of each finding ends; each entry has to begin where the one before ended. */
  private Map<String, String> ends() {
    Map<String, String> ends = new HashMap<>();
    long sequence = 0;
    List<Entry> page;
    do {
      long after = sequence;
      page = store.read(unit -> unit.port(Journal.class).after(after, PAGE));
      for (Entry entry : page) {
        sequence = entry.sequence();
        if (entry.kind().equals("finding.disposed")) {
          String at = ends.put(entry.subject(), entry.facts().requireText("to").intern());
          if (!entry.facts().text("from").orElse("").equals(at == null ? "" : at)) {
            verdict.doubled(
                "finding %s: entry %d does not follow %s", entry.subject(), entry.sequence(), at);
          }
        }
      }
    } while (!page.isEmpty());
    return ends;
  }

  /** How many entries the chain has; a break is a complaint. */
  public long chain() {
    ChainCheck check = store.read(unit -> unit.port(Journal.class).verify());
    if (check instanceof ChainCheck.Broken broken) {
      verdict.wrong("the chain breaks at entry %d: %s", broken.sequence(), broken.reason());
      return broken.sequence();
    }
    return ((ChainCheck.Intact) check).entries();
  }
}
