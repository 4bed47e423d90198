package org.bellcrank.runtime.felix;

import java.util.Collection;
import java.util.List;

/** What is said of a word that nobody offers. */
final class UnknownWord {

  private UnknownWord() {}

  /** One line: the word, those that are nearest to it, all that are known. */
  static String line(String word, Collection<String> known) {
    List<String> near = nearest(word, known);
    return "bellcrank: no word '%s'%s; known are %s; ./bellcrank --help tells what each does"
        .formatted(
            word,
            near.isEmpty() ? "" : ", perhaps " + String.join(" or ", near),
            String.join(", ", known));
  }

  /** Words that begin alike or differ in at most two letters, but never in half of them. */
  static List<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(
            each ->
                word.length() > 1 && each.startsWith(word)
                    || distance(word, each) <= Math.min(2, (each.length() - 1) / 2))
        .toList();
  }

  /** Letters to add, take away or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
