package org.bellcrank.document;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the known word nearest to a misspelt one. */
public final class Suggestion {

  private Suggestion() {}

  /**
   * The candidate with the fewest differing letters, if it is near enough to be meant: at most a
   * third of the letters differ (of one or two letters none), upper and lower case counting as
   * equal; else the only one that begins with it.
   *
   * @return empty when nothing is near
   */
  public static Optional<String> closest(String given, Collection<String> candidates) {
    String wanted = given.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = given.length() < 3 ? 1 : given.length() / 3 + 1;
    for (String candidate : candidates) {
      int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best == null ? onlyOneBeginningWith(wanted, candidates) : Optional.of(best);
  }

  private static Optional<String> onlyOneBeginningWith(
      String wanted, Collection<String> candidates) {
    List<String> longer =
        candidates.stream().filter(c -> c.toLowerCase(Locale.ROOT).startsWith(wanted)).toList();
    return wanted.length() >= 3 && longer.size() == 1
        ? Optional.of(longer.get(0))
        : Optional.empty();
  }

  /** Letters to insert, remove, replace or swap with their neighbour. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
