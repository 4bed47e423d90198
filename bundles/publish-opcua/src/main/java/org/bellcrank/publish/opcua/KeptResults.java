package org.bellcrank.publish.opcua;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The results that are shown, for who asks by a method. Safe for any thread. */
final class KeptResults {

  private final int most;
  private final Map<String, Kept> results = new LinkedHashMap<>();

  /**
   * A result.
   *
   * @param json all of it, as the value of its variable
   */
  record Kept(Row row, String json) {}

  /**
   * A part of a list.
   *
   * @param isWhole whether no more follow
   */
  record Part(List<Kept> results, boolean isWhole) {}

  /**
   * None yet.
   *
   * @param most that are kept, as many as are shown; the oldest go
   */
  KeptResults(int most) {
    this.most = most;
  }

  /** A new one, or how one is now. */
  synchronized void keep(Row row, String json) {
    results.put(row.id(), new Kept(row, json));
    while (results.size() > most) {
      results.remove(results.keySet().iterator().next());
    }
  }

  synchronized Optional<Kept> find(String id) {
    return Optional.ofNullable(results.get(id));
  }

  /**
   * Those that fit, the newest first.
   *
   * @param from how many of them to pass over
   * @param limit how many to give
   */
  synchronized Part list(Predicate<Row> fits, long from, int limit) {
    List<Kept> fitting =
        new ArrayList<>(results.values().stream().filter(each -> fits.test(each.row())).toList());
    java.util.Collections.reverse(fitting);
    int begin = (int) Math.min(from, fitting.size());
    int end = Math.min(fitting.size(), begin + limit);
    return new Part(List.copyOf(fitting.subList(begin, end)), end == fitting.size());
  }
}
