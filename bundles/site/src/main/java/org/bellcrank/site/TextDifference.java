package org.bellcrank.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What makes one text another, line by line. */
public final class TextDifference {

  private TextDifference() {}

  /**
   * What makes one set of texts another: by the name of each file that differs, its lines. A file
   * that is new has only lines that came, one that went has only lines that went.
   */
  public static Map<String, List<String>> files(
      Map<String, String> before, Map<String, String> after) {
    Map<String, List<String>> all = new TreeMap<>();
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      String from = before.getOrDefault(name, "");
      String to = after.getOrDefault(name, "");
      if (!from.equals(to)) {
        all.put(name, lines(from, to));
      }
    }
    return all;
  }

  /** The lines that went, with {@code -} before them, and those that came, with {@code +}. */
  static List<String> lines(String before, String after) {
    List<String> from = before.lines().toList();
    List<String> to = after.lines().toList();
    int head = 0;
    while (head < from.size() && head < to.size() && from.get(head).equals(to.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < from.size() - head
        && tail < to.size() - head
        && from.get(from.size() - 1 - tail).equals(to.get(to.size() - 1 - tail))) {
      tail++;
    }
    return between(
        from.subList(head, from.size() - tail), to.subList(head, to.size() - tail), head);
  }

  private static List<String> between(List<String> from, List<String> to, int skipped) {
    int[][] common = common(from, to);
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < from.size() || j < to.size()) {
      if (i < from.size() && j < to.size() && from.get(i).equals(to.get(j))) {
        i++;
        j++;
      } else if (j == to.size() || i < from.size() && common[i + 1][j] >= common[i][j + 1]) {
        lines.add("- %4d  %s".formatted(skipped + i + 1, from.get(i++)));
      } else {
        lines.add("+ %4d  %s".formatted(skipped + j + 1, to.get(j++)));
      }
    }
    return lines;
  }

  /** Length of the longest common part of what follows each pair of places. */
  private static int[][] common(List<String> from, List<String> to) {
    int[][] common = new int[from.size() + 1][to.size() + 1];
    for (int i = from.size() - 1; i >= 0; i--) {
      for (int j = to.size() - 1; j >= 0; j--) {
        common[i][j] =
            from.get(i).equals(to.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
