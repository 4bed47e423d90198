package org.bellcrank.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;

/** What waits for a person, inside one unit of work. */
final class Queue {

  private static final int PAGE = 500;

  private final FindingBook findings;

  Queue(FindingBook findings) {
    this.findings = findings;
  }

  /** The finding itself and, where wanted, all that are alike and wait too, oldest first. */
  List<FindingBook.Row> taken(String id, boolean alike) {
    FindingBook.Row row = waiting(id);
    List<FindingBook.Row> taken = new ArrayList<>();
    taken.add(row);
    long before = 0;
    while (alike) {
      List<FindingBook.Row> page = findings.inReview(before, PAGE);
      page.stream().filter(other -> isAlike(row.finding(), other.finding())).forEach(taken::add);
      if (page.size() < PAGE) {
        break;
      }
      before = page.get(page.size() - 1).sequence();
    }
    taken
        .subList(1, taken.size())
        .sort((one, other) -> Long.compare(one.sequence(), other.sequence()));
    return taken;
  }

  private FindingBook.Row waiting(String id) {
    FindingBook.Row row =
        findings
            .find(id)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "given finding '%s'; allowed: the id of a finding in review"
                            .formatted(id)));
    if (row.state().disposition() != Disposition.IN_REVIEW) {
      throw new IllegalStateException(
          "finding %s is %s since %s (%s); only what is IN_REVIEW waits for a person"
              .formatted(id, row.state().disposition(), row.decidedAt(), row.state().reason()));
    }
    return row;
  }

  private static boolean isAlike(Finding one, Finding other) {
    return !one.id().equals(other.id())
        && one.point().equals(other.point())
        && one.defectClass().equals(other.defectClass())
        && one.identity().equals(other.identity());
  }
}
