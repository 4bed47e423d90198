package org.bellcrank.observation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;

/**
 * Computes the balance from the journal alone: {@code observation.accepted} and {@code
 * finding.derived} open findings, {@code finding.disposed} moves each from the state it was in. A
 * disposition of a finding that was never accepted, or that had left the state it is said to come
 * from, is counted without being taken from anywhere, so it shows as a difference. A {@link Canary}
 * is a test from its acceptance on; {@code canary.disposed} settles it once. Keeps only what is
 * open in memory; call {@link #read} again to go on from where it stands. Not safe for use by
 * several threads.
 */
public final class BalanceSheet {

  private static final int PAGE = 1000;
  private static final int PROBLEMS = 20;
  private static final String ACCEPTED = "observation.accepted";
  private static final String DERIVED = "finding.derived";
  private static final String DISPOSED = "finding.disposed";
  private static final String TESTED = "canary.disposed";
  private static final Set<String> KINDS = Set.of(ACCEPTED, DERIVED, DISPOSED, TESTED);

  private final Map<String, BitSet> notOpened = new HashMap<>();
  private final Map<String, Disposition> open = new HashMap<>();
  private final Set<String> openTests = new HashSet<>();
  private final Map<Disposition, Long> states = new EnumMap<>(Disposition.class);
  private final List<String> problems = new ArrayList<>();
  private long accepted;
  private long waiting;
  private long tests;
  private long position;

  /** The balance of everything that is in the journal now. */
  public static Balance of(Store store) {
    return new BalanceSheet().read(store);
  }

  /** Reads what was added to the journal since the last call. */
  public Balance read(Store store) {
    while (!readSome(store, Integer.MAX_VALUE)) {
      continue;
    }
    return balance();
  }

  /**
   * Reads a part of what was added since the last call, a thousand entries a page.
   *
   * @return whether all of it is read
   */
  public boolean readSome(Store store, int pages) {
    for (int i = 0; i < pages; i++) {
      Page page = store.read(this::page);
      page.entries().forEach(this::add);
      if (page.entries().size() < PAGE) {
        position = Math.max(position, page.last());
        return true;
      }
    }
    return false;
  }

  /** What counts after where it stands, and the place of the last entry of any kind. */
  private record Page(List<Entry> entries, long last) {}

  private Page page(UnitOfWork unit) {
    Journal journal = unit.port(Journal.class);
    return new Page(journal.after(position, KINDS, PAGE), journal.lastSequence());
  }

  /** Takes one entry; entries come in their order. */
  public void add(Entry entry) {
    if (entry.kind().equals(ACCEPTED)) {
      if (entry.subject().startsWith(Canary.PREFIX)) {
        acceptTest(entry);
      } else {
        accept(entry);
      }
    } else if (entry.kind().equals(TESTED)) {
      disposeTest(entry);
    } else if (entry.kind().equals(DISPOSED)) {
      dispose(entry);
    } else if (entry.kind().equals(DERIVED)) {
      derive(entry);
    }
    position = entry.sequence();
  }

  /** The balance of the entries taken so far. */
  public Balance balance() {
    Map<Disposition, Long> all = new EnumMap<>(Disposition.class);
    all.putAll(states);
    all.merge(Disposition.PENDING, waiting, Long::sum);
    return new Balance(accepted, tests, all, position);
  }

  /** Observations with findings that wait to be decided, at most {@code limit}. */
  public List<String> waiting(int limit) {
    return notOpened.keySet().stream().sorted().limit(limit).toList();
  }

  /** The first entries that did not fit, in words. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  private void accept(Entry entry) {
    int findings = (int) entry.facts().whole("findings").orElse(0);
    accepted += findings;
    if (findings > 0) {
      BitSet places = new BitSet(findings);
      places.set(0, findings);
      if (notOpened.putIfAbsent(entry.subject(), places) == null) {
        waiting += findings;
      } else {
        problem(entry, "the observation was accepted before");
      }
    }
  }

  private void acceptTest(Entry entry) {
    tests++;
    states.merge(Disposition.TEST, 1L, Long::sum);
    if (!openTests.add(entry.subject())) {
      problem(entry, "the test was accepted before");
    }
  }

  private void disposeTest(Entry entry) {
    if (!openTests.remove(entry.subject())) {
      problem(entry, "the test was not waiting");
      states.merge(Disposition.TEST, 1L, Long::sum);
    }
  }

  /** One more finding of an observation that was accepted without it. */
  private void derive(Entry entry) {
    String finding = entry.subject();
    String observation = finding.substring(0, Math.max(0, finding.lastIndexOf('#')));
    int place = FindingText.place(observation, finding);
    BitSet places = notOpened.computeIfAbsent(observation, unused -> new BitSet());
    if (places.get(place)) {
      problem(entry, "the finding was there before");
      return;
    }
    places.set(place);
    accepted++;
    waiting++;
  }

  private void dispose(Entry entry) {
    String finding = entry.subject();
    Optional<String> from = entry.facts().text("from");
    Disposition to = Disposition.valueOf(entry.facts().requireText("to"));
    if (from.isEmpty()) {
      if (!leaveAccepted(finding)) {
        problem(entry, "the finding was not waiting to be opened");
      }
    } else if (from.get().equals(String.valueOf(open.get(finding)))) {
      states.merge(open.remove(finding), -1L, Long::sum);
    } else {
      problem(entry, "the finding was not " + from.get());
    }
    states.merge(to, 1L, Long::sum);
    if (!to.isFinal()) {
      open.put(finding, to);
    }
  }

  private boolean leaveAccepted(String finding) {
    int hash = finding.lastIndexOf('#');
    String observation = hash < 0 ? "" : finding.substring(0, hash);
    BitSet places = notOpened.get(observation);
    if (places == null) {
      return false;
    }
    int place = FindingText.place(observation, finding);
    if (!places.get(place)) {
      return false;
    }
    places.clear(place);
    waiting--;
    if (places.isEmpty()) {
      notOpened.remove(observation);
    }
    return true;
  }

  private void problem(Entry entry, String what) {
    if (problems.size() < PROBLEMS) {
      problems.add(
          "entry %d, %s %s: %s".formatted(entry.sequence(), entry.kind(), entry.subject(), what));
    }
  }
}
