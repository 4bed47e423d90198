package org.bellcrank.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Disposition;

/**
 * Two runs side by side, finding by finding, while they go. What became alike is counted and
 * forgotten; what differs is kept with both why-cards, up to a number, and counted beyond it.
 */
final class Comparison {

  /** So many times the number of listed ones keep their why-cards while they are open. */
  private static final int OPEN = 10;

  private final BiPredicate<Told, Told> alike;
  private final BiPredicate<Told, Told> sameRule;
  private final int listed;
  private final Map<String, Pair> open = new LinkedHashMap<>();
  private final Set<String> touched = new LinkedHashSet<>();
  private final Map<Disposition, long[]> counts = new TreeMap<>();
  private final List<Pair> different = new ArrayList<>();
  private long equal;
  private long differing;
  private long otherRule;
  private long cards;

  /** A finding's last state in each run; null where it had none. */
  record Pair(String finding, Told before, Told after) {

    private Pair stripped() {
      return new Pair(finding, slim(before), slim(after));
    }

    private static Told slim(Told told) {
      return told == null
          ? null
          : new Told(
              told.finding(),
              told.at(),
              told.from(),
              told.to(),
              told.reason(),
              told.order(),
              told.until(),
              Facts.empty());
    }

    private boolean settled() {
      return before != null && after != null && before.to().isFinal() && after.to().isFinal();
    }
  }

  /**
   * Compares.
   *
   * @param alike whether two states of a finding count as one; called once for each pair of states
   * @param sameRule whether states that are alike came by the same rule
   * @param listed how many differences are kept with their why-cards
   */
  Comparison(BiPredicate<Told, Told> alike, BiPredicate<Told, Told> sameRule, int listed) {
    this.alike = alike;
    this.sameRule = sameRule;
    this.listed = listed;
  }

  void before(Told told) {
    Pair pair = open.get(told.finding());
    put(new Pair(told.finding(), told, pair == null ? null : pair.after()));
  }

  void after(Told told) {
    Pair pair = open.get(told.finding());
    put(new Pair(told.finding(), pair == null ? null : pair.before(), told));
  }

  private void put(Pair pair) {
    open.put(pair.finding(), pair);
    touched.add(pair.finding());
  }

  /** After both runs took a step. */
  void settle() {
    for (String finding : touched) {
      Pair pair = open.get(finding);
      if (pair.settled()) {
        open.remove(finding);
        fold(pair);
      } else if (pair.before() != null && pair.after() != null) {
        boolean bare = open.size() > OPEN * listed || alike.test(pair.before(), pair.after());
        open.put(finding, bare ? pair.stripped() : pair);
      }
    }
    touched.clear();
  }

  /** After the end: what is still open is compared as it stands. */
  void close() {
    settle();
    open.values().forEach(this::fold);
    open.clear();
  }

  private void fold(Pair pair) {
    count(pair.before(), 0);
    count(pair.after(), 1);
    if (pair.before() != null && pair.after() != null && alike.test(pair.before(), pair.after())) {
      equal++;
      otherRule += sameRule.test(pair.before(), pair.after()) ? 0 : 1;
      return;
    }
    differing++;
    if (cards < listed) {
      cards++;
      different.add(pair);
    }
  }

  private void count(Told told, int run) {
    if (told != null) {
      counts.computeIfAbsent(told.to(), to -> new long[2])[run]++;
    }
  }

  long equal() {
    return equal;
  }

  long differing() {
    return differing;
  }

  /** How many came to the same end by another rule. */
  long otherRule() {
    return otherRule;
  }

  /** The kept differences. */
  List<Pair> different() {
    return List.copyOf(different);
  }

  long before(Disposition disposition) {
    return counts.getOrDefault(disposition, new long[2])[0];
  }

  long after(Disposition disposition) {
    return counts.getOrDefault(disposition, new long[2])[1];
  }

  /** Findings by disposition, for the report. */
  Facts dispositions() {
    Facts.Builder facts = Facts.builder();
    counts.forEach(
        (disposition, runs) ->
            facts.put(
                disposition.name(), Facts.with("before", runs[0]).put("after", runs[1]).build()));
    return facts.build();
  }

  /** The kept differences, for the report. */
  List<Facts> facts(Function<Pair, Optional<String>> reason) {
    return different.stream()
        .map(
            pair ->
                Facts.with("finding", pair.finding())
                    .put("observation", Told.observation(pair.finding()))
                    .put("reason", reason.apply(pair))
                    .put("before", Optional.ofNullable(pair.before()).map(Told::facts))
                    .put("after", Optional.ofNullable(pair.after()).map(Told::facts))
                    .build())
        .toList();
  }
}
