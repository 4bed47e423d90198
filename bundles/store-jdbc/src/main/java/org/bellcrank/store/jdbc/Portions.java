package org.bellcrank.store.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Values for {@code IN (…)}, some at a time. Each text of a statement is prepared once and kept, so
 * portions have few lengths: the last value stands in the places that are left.
 */
final class Portions {

  private static final int MANY = 256;
  private static final int SOME = 16;

  private Portions() {}

  static List<List<String>> of(Collection<String> values) {
    List<String> all = List.copyOf(values);
    List<List<String>> portions = new ArrayList<>();
    for (int at = 0; at < all.size(); ) {
      int left = all.size() - at;
      int length = left == 1 ? 1 : left <= SOME ? SOME : MANY;
      List<String> some = new ArrayList<>(all.subList(at, at + Math.min(left, length)));
      at += some.size();
      some.addAll(Collections.nCopies(length - some.size(), all.get(at - 1)));
      portions.add(some);
    }
    return portions;
  }

  /** As many question marks as there are values. */
  static String marks(Collection<String> values) {
    return String.join(", ", Collections.nCopies(values.size(), "?"));
  }
}
