package org.bellcrank.itests.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was found wrong, counted by kind, with the first of each in words. */
public final class Verdict {

  private static final int SHOWN = 20;

  private final List<String> complaints = new ArrayList<>();
  private long lost;
  private long doubled;
  private long wrong;

  /** Something acknowledged is missing. */
  public void lost(String words, Object... values) {
    lost++;
    note(words, values);
  }

  /** Something is there more often than it should be. */
  public void doubled(String words, Object... values) {
    doubled++;
    note(words, values);
  }

  /** Something else does not fit. */
  public void wrong(String words, Object... values) {
    wrong++;
    note(words, values);
  }

  /** Takes over what another found. */
  public void add(Verdict other) {
    lost += other.lost;
    doubled += other.doubled;
    wrong += other.wrong;
    other.complaints.stream()
        .limit(Math.max(0, SHOWN - complaints.size()))
        .forEach(complaints::add);
  }

  private void note(String words, Object... values) {
    if (complaints.size() < SHOWN) {
      complaints.add(words.formatted(values));
    }
  }

  public long lost() {
    return lost;
  }

  public long doubled() {
    return doubled;
  }

  public long wrong() {
    return wrong;
  }

  public boolean clean() {
    return lost + doubled + wrong == 0;
  }

  /** The first complaints, and how many more there are. */
  public List<String> complaints() {
    long more = lost + doubled + wrong - complaints.size();
    if (more <= 0) {
      return List.copyOf(complaints);
    }
    List<String> all = new ArrayList<>(complaints);
    all.add(String.format(Locale.ROOT, "and %d more", more));
    return List.copyOf(all);
  }
}
