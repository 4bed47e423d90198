package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bellcrank.signal.Routes;

/**
 * A part that was judged. It counts when it was judged first; it is bad where a judgement soon
 * after says so too.
 *
 * @param first when it was judged first
 * @param route what it had passed by then, or by when it was judged bad
 */
record JudgedPart(Instant first, Routes.Part route) {

  /**
   * Puts passages together.
   *
   * @param passages of each part together, in their order
   * @param within how long after the first one a judgement is of the same time
   * @param back how long before it is judged a part may have passed a machine
   */
  static List<JudgedPart> of(List<Passage> passages, Duration within, Duration back) {
    List<JudgedPart> parts = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= passages.size(); i++) {
      if (i == passages.size() || !passages.get(i).part().equals(passages.get(from).part())) {
        add(parts, passages.subList(from, i), within, back);
        from = i;
      }
    }
    return parts;
  }

  private static void add(
      List<JudgedPart> parts, List<Passage> passages, Duration within, Duration back) {
    Instant first = null;
    Instant last = null;
    boolean bad = false;
    for (Passage each : passages) {
      if (each.good().isEmpty() || bad) {
        continue;
      }
      first = first == null ? each.at() : first;
      if (each.at().isBefore(first.plus(within))) {
        last = each.at();
        bad = !each.good().get();
      }
    }
    if (first != null) {
      parts.add(new JudgedPart(first, new Routes.Part(passed(passages, last, back), bad)));
    }
  }

  /** What it passes later has nothing to do with it. */
  private static Set<String> passed(List<Passage> passages, Instant judged, Duration back) {
    Instant earliest = judged.minus(back);
    Set<String> machines = new HashSet<>();
    for (Passage each : passages) {
      if (!each.at().isAfter(judged) && !each.at().isBefore(earliest)) {
        machines.add(each.asset());
      }
    }
    return machines;
  }
}
