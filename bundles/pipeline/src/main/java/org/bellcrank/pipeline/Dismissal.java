package org.bellcrank.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.FindingBook;

/** A person's no to findings in review, inside one unit of work. */
final class Dismissal {

  private final UnitOfWork unit;
  private final Instant now;
  private final FindingBook findings;

  Dismissal(UnitOfWork unit, Instant now) {
    this.unit = unit;
    this.now = now;
    this.findings = unit.port(FindingBook.class);
  }

  int dismiss(String id, Statement statement, boolean alike) {
    List<FindingBook.Row> taken = new Queue(findings).taken(id, alike);
    for (FindingBook.Row row : taken) {
      findings.move(
          row.finding().id(),
          now,
          new FindingBook.State(
              Disposition.DISMISSED,
              statement.line("dismissed"),
              Optional.empty(),
              Optional.empty(),
              row.state().why().toBuilder().put("review", statement.facts().build()).build()));
    }
    unit.append(
        now, "review.dismissed", id, statement.facts().put("findings", taken.size()).build());
    return taken.size();
  }
}
