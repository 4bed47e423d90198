package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.condition.StateGate;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;

/**
 * What an asset did in a time, as the journal tells it. Before the first standing nothing is known.
 *
 * @param standings in the order in which values were first judged by them
 */
public record StateHistory(List<Standing> standings) {

  /** Of an asset without operating states, or one whose states were never told. */
  public static final StateHistory NONE = new StateHistory(List.of());

  private static final Set<String> KIND = Set.of("asset.operating");
  private static final String UNKNOWN = "unknown";

  /** More changes than these in one look say nothing to anybody; the oldest are left out. */
  private static final int MOST = 20_000;

  /**
   * A state, until the next one.
   *
   * @param state its name; empty while it was not known
   * @param since when its condition began to hold; what must have lasted counts from then
   * @param from when values were first judged by it, which is later where it had to dwell
   */
  public record Standing(Optional<String> state, Instant since, Instant from) {}

  /** How much of an interval a gate lets through. */
  public enum Hearing {
    /** All of it, also where the state was not known. */
    WHOLE,
    /** Some of it. */
    PARTLY,
    /** Nothing. */
    NOT
  }

  /** Keeps an unmodifiable copy, in order. */
  public StateHistory {
    standings = standings.stream().sorted(Comparator.comparing(Standing::from)).toList();
  }

  /**
   * Reads it.
   *
   * @param asset the asset that has operating states
   * @param dwell how long a condition must hold before its state counts, 0 or more
   * @param from the state in which it was then comes with it
   * @param until nothing from then on
   */
  public static StateHistory read(
      Journal journal, String asset, Duration dwell, Instant from, Instant until) {
    Set<String> subject = Set.of(asset);
    List<Entry> newestFirst =
        new ArrayList<>(journal.about(subject, KIND, from, until.plus(dwell), MOST));
    if (newestFirst.size() < MOST) {
      newestFirst.addAll(journal.about(subject, KIND, Instant.EPOCH, from, 1));
    }
    List<Standing> standings = new ArrayList<>();
    for (int i = newestFirst.size() - 1; i >= 0; i--) {
      standings.add(standing(newestFirst.get(i), dwell));
    }
    return new StateHistory(standings);
  }

  private static Standing standing(Entry entry, Duration dwell) {
    Facts facts = entry.facts();
    Instant since = facts.instant("since").orElse(entry.at());
    // What was never known needs no dwelling: the first word counts.
    boolean dwelled =
        facts.text("before").filter(before -> !before.startsWith(UNKNOWN)).isPresent();
    return new Standing(
        facts.text("state").filter(state -> !state.equals(UNKNOWN)),
        since,
        dwelled ? since.plus(dwell) : since);
  }

  /** How much a gate hears of what was measured between two times. */
  public Hearing hearing(StateGate gate, Instant from, Instant until) {
    boolean heard = false;
    boolean shut = false;
    for (int i = at(from); i < standings.size() && begin(i, from).isBefore(until); i++) {
      Instant begin = begin(i, from);
      Instant next = i + 1 < standings.size() ? begin(i + 1, from) : until;
      Instant end = next.isBefore(until) ? next : until;
      if (begin.isBefore(end)) {
        Instant opens = i < 0 ? begin : opens(gate, standings.get(i), begin, end);
        heard |= opens.isBefore(end);
        shut |= opens.isAfter(begin);
      }
    }
    return heard ? shut ? Hearing.PARTLY : Hearing.WHOLE : Hearing.NOT;
  }

  /** Which standing held then; -1 before the first. */
  private int at(Instant when) {
    int low = 0;
    int high = standings.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (standings.get(middle).from().isAfter(when)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low - 1;
  }

  private Instant begin(int at, Instant least) {
    return at < 0 || standings.get(at).from().isBefore(least) ? least : standings.get(at).from();
  }

  /** From when a standing is heard within a stretch of it; its end where it is not. */
  private static Instant opens(StateGate gate, Standing each, Instant begin, Instant end) {
    String state = each.state().orElse(null);
    if (gate.open(state, each.since(), begin)) {
      return begin;
    }
    Instant settled = each.since().plus(gate.settle());
    return settled.isBefore(end) && gate.open(state, each.since(), settled) ? settled : end;
  }

  /** Whether it was known throughout what the asset did between two times. */
  public boolean known(Instant from, Instant until) {
    for (int i = at(from); i < standings.size() && begin(i, from).isBefore(until); i++) {
      if (i < 0 || standings.get(i).state().isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
