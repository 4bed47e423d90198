package org.bellcrank.itests.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

  /**
   * Every expected finding is there once, no other is, and its journal tells one way to one end.
   */
  public void findings(List<Sighting> acknowledged) {
    Map<String, FindingBook.Row> rows = rows();
    Map<String, List<Entry>> entries = disposals();
    for (Sighting sighting : acknowledged) {
      for (Sighting.Expected expected : sighting.findings()) {
        FindingBook.Row row = rows.remove(expected.id());
        List<Entry> told = entries.remove(expected.id());
        if (row == null || told == null) {
          verdict.lost("finding %s was never decided", expected.id());
        } else {
          way(row, told);
        }
      }
    }
    rows.keySet().forEach(id -> verdict.doubled("finding %s is decided, but not expected", id));
    entries.keySet().stream()
        .filter(id -> !rows.containsKey(id))
        .forEach(id -> verdict.doubled("finding %s is in the journal alone", id));
  }

  private void way(FindingBook.Row row, List<Entry> told) {
    String id = row.finding().id();
    String at = "";
    for (Entry entry : told) {
      if (!entry.facts().text("from").orElse("").equals(at)) {
        verdict.doubled("finding %s: entry %d does not follow %s", id, entry.sequence(), at);
      }
      at = entry.facts().requireText("to");
    }
    if (!at.equals(row.state().disposition().name())) {
      verdict.wrong(
          "finding %s is %s, its journal ends with %s", id, row.state().disposition(), at);
    }
  }

  private Map<String, FindingBook.Row> rows() {
    Map<String, FindingBook.Row> rows = new HashMap<>();
    long before = 0;
    List<FindingBook.Row> page;
    do {
      long from = before;
      page = store.read(unit -> unit.port(FindingBook.class).newest(from, PAGE));
      for (FindingBook.Row row : page) {
        if (rows.put(row.finding().id(), row) != null) {
          verdict.doubled("finding %s has two rows", row.finding().id());
        }
        before = row.sequence();
      }
    } while (!page.isEmpty());
    return rows;
  }

  private Map<String, List<Entry>> disposals() {
    Map<String, List<Entry>> entries = new TreeMap<>();
    long sequence = 0;
    List<Entry> page;
    do {
      long after = sequence;
      page = store.read(unit -> unit.port(Journal.class).after(after, PAGE));
      for (Entry entry : page) {
        sequence = entry.sequence();
        if (entry.kind().equals("finding.disposed")) {
          entries.computeIfAbsent(entry.subject(), none -> new ArrayList<>()).add(entry);
        }
      }
    } while (!page.isEmpty());
    return entries;
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
